# Реестры: подсчёты и списки двух наблюдателей рядом.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

registers-from = С
registers-to = По
registers-observer = Наблюдатель
registers-show = Показать
registers-most-days = не более { $number } дн.
registers-edition = Показано то, что содержат выпущенные для вас бюллетени: опубликованные цифры, границы и сопоставление. Пары и их основания видны только на пульте.
registers-not-issued = Для вас не выпускался бюллетень за:
registers-moved = Что изменилось после заключения
registers-judged-same = Признано одним происшествием
registers-judged-not-same = Признано разными происшествиями
registers-judged-unsure = Запрошен ответ; до него сообщения остаются раздельными
registers-before = До
registers-after = После
registers-unmoved = Границы по всем районам вместе не изменились.
registers-distinct = Число различных происшествий — в пределах
registers-distinct-short = Различных
registers-side-by-side = Рядом
registers-no-sum = Столбцы приведены по наблюдателям, а не по нарушителям, и пересекаются в неизвестной мере. Складывать их нельзя.
registers-dash = Прочерк означает, что ничего не опубликовано и не внесено в список; это не ноль.
registers-area = Район
registers-rows = Строки сопоставления
registers-printed = опубликовано
registers-listed = в списке
registers-not-given = не указано
registers-at-least = не менее { $number }
registers-nothing = не опубликовано и не внесено в список
registers-not-comparable = сопоставить нельзя
registers-no-area = Район не определён
registers-total = Итого
registers-summed = Сумма по его районам
registers-not-by-area = Без разбивки
registers-holds-if = Это верно, если
registers-flags = Сохранено как опубликовано, с отметкой
registers-empty = Реестров за эти дни нет
registers-empty-why = Ни подсчёт, ни список наблюдателей не охватывает эти дни. Это не ноль. Примите файл или выберите другие дни.
registers-empty-edition = За эти дни бюллетень для вас не выпускался. Выберите другие дни.
registers-pairs = Пары на рассмотрение: { $number }
registers-pairs-why = Оценка только предлагает. Заключение человека имеет приоритет; сохраняется и то и другое.
registers-pair = Пара { $number }
registers-open-pair = не объединены
registers-joined-by-score = объединены только по оценке
registers-incident = Инцидент
registers-distance = Расстояние
registers-apart = Разница во времени
registers-kind = Вид
registers-probability = Вероятность
registers-rivals = { $number ->
    [one] подходит { $number } сообщение
    [few] подходят { $number } сообщения
    [many] подходят { $number } сообщений
   *[other] подходят { $number } сообщения
}
registers-never-compared = не сравнивались
registers-reasons = Основания
registers-judge = Дать заключение
registers-same = Одно происшествие
registers-not-same = Разные происшествия
registers-question = О чём и у кого запрашивается ответ
registers-until = Ответ до конца дня
registers-ask = Запросить
registers-no-pairs = Нет пар, ожидающих заключения
registers-no-pairs-why = Пары появляются, когда в списках двух наблюдателей есть происшествия, которые могут быть одним.
registers-lineup = Сопоставление по строкам
registers-silence = Одна строка — одно происшествие, кто бы его ни указал. Отсутствие в списке наблюдателя не является его отрицанием.
registers-row-status = Состояние
registers-listed-by = Указано в списке
registers-not-listed-by = Нет в списке
registers-no-rows = Нет строк в этом состоянии.
registers-no-lists = Списки здесь ведут менее двух из этих наблюдателей; сопоставлять нечего.
registers-status-awaiting-reply = ожидается ответ
registers-status-exempt-claimed = заявлено изъятие
registers-status-contested-kind = вид оспаривается
registers-status-matched = совпадает
registers-status-one-sided = только в одном списке
