# Agreement, decisions, positions, in Russian.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

agreement-on = Действовало на дату
agreement-show = Показать
agreement-terms = Сроки
agreement-term-from = с
agreement-term-to = до
agreement-days-left = { $number ->
    [one] остался { $number } день
    [few] осталось { $number } дня
    [many] осталось { $number } дней
   *[other] осталось { $number } дня
}
agreement-days = { $number ->
    [one] { $number } день
    [few] { $number } дня
    [many] { $number } дней
   *[other] { $number } дня
}
agreement-consented = Выразили согласие
agreement-refused = Отказались
agreement-silent = Молчат
agreement-who = Участники
agreement-guarantors = Гаранты
agreement-parties = Стороны
agreement-observers = Наблюдатели
agreement-bodies = Органы
agreement-excluded = На кого прекращение огня не распространяется
agreement-zones = Зоны и полосы безопасности
agreement-kind = Вид
agreement-map = Карта
agreement-edge = Граница известна с точностью до
agreement-since = С
agreement-no-zone = На эту дату ни одна зона не действует.
agreement-clauses = Действующие положения: { $number }
agreement-strength = Обязательность
agreement-bound = Обязывает
agreement-acts = Действия
agreement-cited = Где сказано
agreement-our-reading = наше толкование, а не слова текста
agreement-commitments = Обязательства: { $number }
agreement-owed = Что следует сделать
agreement-owner = Кто отвечает
agreement-status = Насколько выполнено и по чьим словам
agreement-rhetorical = не является обязательством
agreement-nobody-said = никто не высказался
agreement-contested = В чём источники противоречат друг другу
agreement-not-known = Не известно
agreement-sources = Источники
agreement-digest = Хеш пакета соглашения
term-in-force = действует
term-extended = продлён
term-lapsed = истёк
term-not-begun = не начался
term-unknown-no-record-of-consensus = не известно: консенсус не зафиксирован
status-of-not-begun = не начато
status-of-minimal = минимально
status-of-partial = частично
status-of-full = полностью
zone-kind-zone = зона
zone-kind-belt = полоса безопасности
zone-kind-corridor = коридор
decisions-number = Предложения: { $number }
decisions-put-by = Внесено:
decisions-hours-left = { $number ->
    [one] остался { $number } час
    [few] осталось { $number } часа
    [many] осталось { $number } часов
   *[other] осталось { $number } часа
}
decisions-silent = молчит, что не есть согласие
decisions-your-word = Высказаться от имени вашей стороны
decisions-none = На решение ничего не вынесено
decisions-none-why = Предложение вносит делегат или руководитель пульта. Результат вычисляется из ответов.
decisions-aside = Попытки, которые не засчитываются
decisions-propose = Внести предложение
decisions-no-key = На этом пульте нет ключей его стороны. Гаранты голосуют командой holdfire decide на своих машинах.
decisions-title = Название
decisions-who = Кто решает
decisions-prolong = Продлевает срок
decisions-new-end = до
decisions-authentic = Текст, имеющий преимущественную силу
decisions-put = Внести
decisions-until = Голоса учитываются до
decisions-words = Кто как высказался
decisions-word = Ответ
decisions-relayed = передано другой стороной, не подписано самой
decisions-sign = Подписать
decisions-texts = Тексты
decisions-prevails = этот текст имеет преимущественную силу
decisions-no-text = Текст отсутствует.
outcome-open = открыто
outcome-adopted = принято
outcome-no-consensus = консенсуса нет
outcome-lapsed = срок голосования истёк
outcome-superseded = заменено другим текстом
vote-consent = согласие
vote-reservation = согласие с оговоркой
vote-objection = возражение
vote-abstention = воздержание
positions-title = Дела, вынесенные на решение
positions-put = Вынесено
positions-evidence = ссылок на доказательства: { $number }
positions-rule = По какому правилу решается
positions-word = Позиция
positions-state = Заявить позицию
positions-let-rule = Применить правило
positions-none = Дел на решение не вынесено
positions-none-why = Дело выносится, когда два сотрудника пульта пришли к выводу.
