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
agreement-bound = Обязывает
agreement-acts = Действия
agreement-cited = Где сказано
agreement-our-reading = наше толкование, а не слова текста
agreement-commitments = Обязательства: { $number }
agreement-owed = Что следует сделать
agreement-owner = Кто отвечает
agreement-status = Насколько выполнено и по чьим словам
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
agreement-slide = Передвиньте по сроку
agreement-turns = Дни, когда что-то меняется
agreement-before = Предыдущее изменение:
agreement-after = Следующее изменение:
agreement-begins = Начинается в этот день
agreement-ends = С этого дня больше не действует
agreement-days-past = { $number ->
    [one] срок прошёл { $number } день назад
    [few] срок прошёл { $number } дня назад
    [many] срок прошёл { $number } дней назад
   *[other] срок прошёл { $number } дня назад
}
agreement-gone = Прошедшая часть срока
agreement-late = Согласие после окончания
agreement-instruments = Документы, принятые к этой дате: { $number }
agreement-instrument = Документ
agreement-agreed-on = Принят
agreement-made-by = Кем принят
agreement-in-force-from = Вступил в силу
agreement-force-not-stated = источники не указывают дату
agreement-says-ours = Каждая строка изложена нашими словами. Слова самого текста приведены внутри, если источник под рукой.
agreement-lay-text = Чтобы показать их, поместите текст источника в папку миссии:
agreement-verb = Глагол текста
agreement-where = Где
agreement-everywhere = везде
agreement-addressed = Кому адресовано
agreement-until = До
agreement-official = официальная линия
agreement-our-drawing = наш чертёж: официальная линия не опубликована
agreement-see-map = Карта на эту дату
agreement-role = Роль
agreement-role-party = сторона
agreement-role-guarantor = гарант
agreement-role-observer = наблюдатель
agreement-disputed = по другим источникам, с
agreement-body = Орган
agreement-members = Состав
agreement-decides = Как решает
decides-consensus = консенсусом
decides-quorum-by-constituency = кворумом каждой стороны
decides-head-alone = единолично главой
decides-not-known = не известно
agreement-line = строка { $first } имеющегося текста
agreement-lines = строки { $first }–{ $last } имеющегося текста
agreement-sha-passage = SHA-256 отрывка
agreement-sha-text = SHA-256 текста
agreement-no-passage = Текст под рукой, но это место в нём не найдено.
agreement-no-text = Текста этого источника под рукой нет.
agreement-rhetorical-number = Просьбы, заявления и намерения, которые никого не обязывают: { $number }
agreement-overdue = { $number ->
    [one] просрочено на { $number } день
    [few] просрочено на { $number } дня
    [many] просрочено на { $number } дней
   *[other] просрочено на { $number } дня
}
agreement-not-complied = сообщает о несоблюдении:
agreement-proof-incident = инцидент
agreement-proof-entry = запись в своде
agreement-proof-file = файл, по его SHA-256
agreement-proof-not-shown = вам не выдавался
agreement-proof-gone = здесь его нет
agreement-no-proof = доказательства не указаны
agreement-told-by = Определяется по:
strength-obligation = обязанность
strength-decision = решение
strength-determination = решимость
strength-request = просьба
strength-statement = заявление
rank-official-text = официальный текст
rank-communiqu = коммюнике
rank-press = пресса
decisions-number = Предложения: { $number }
decisions-queued = Подписано здесь, ещё не записано в журнал
decisions-queued-why = Это будет учтено и станет видно другим, когда свод записей дойдёт до хранителя журнала:
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
decisions-outcome = Результат
decisions-rule = Как решается
decisions-decided-at = Решено
decisions-because-adopted = Правило выполнено. Выразили согласие:
decisions-because-no-consensus = Правило уже не может быть выполнено. Не выразили согласия:
decisions-because-open = Правило ещё не выполнено. Ожидается слово:
decisions-because-lapsed = Срок прошёл, а слова недоставало. Молчат:
decisions-because-superseded = Его место занял другой текст:
decisions-silence = Молчание не есть согласие: если к концу срока чьего-то слова нет, предложение утрачивает силу.
decisions-by-proved = по времени, доказанному сводом записей, сейчас
decisions-by-clock = по часам голосующих
decisions-no-deadline = срок не установлен
decisions-does = Что оно меняет
decisions-does-words = только слова: само по себе в соглашении ничего не меняет
decisions-does-prolong = продлевает срок { $term } до { $until }
decisions-does-end = прекращает срок { $term } { $on }
decisions-does-map = вводит в действие карту { $version } зоны { $zone } с { $from }
decisions-does-close = прекращает зону { $zone } { $on }
decisions-supersedes = Заменяет
decisions-replaces = Заменяет (можно не указывать)
decisions-deadline = Голоса учитываются до, UTC (можно не указывать)
decisions-why-needed = Оговорка, возражение и воздержание требуют объяснения.
decisions-elsewhere = Ваша сторона решает по этому тексту, но этот пульт не может подписать за неё. Голосуйте на её собственной машине:
decisions-speaks-for = Эта учётная запись говорит от имени стороны:
decisions-no-text-in = На этом языке текста нет.
decisions-sha = SHA-256 текста; голосуют именно по этому тексту:
decisions-ref = В своде записей значится как
decisions-show-all = Все
decisions-show-awaited = Ждут вашей стороны
decisions-show-open = Открытые
decisions-show-closed = Закрытые
positions-title = Дела, вынесенные на решение
positions-put = Вынесено
positions-evidence = ссылок на доказательства: { $number }
positions-rule = По какому правилу решается
positions-word = Позиция
positions-state = Заявить позицию
positions-let-rule = Применить правило
positions-none = Дел на решение не вынесено
positions-none-why = Дело выносится, когда два сотрудника пульта пришли к выводу.
