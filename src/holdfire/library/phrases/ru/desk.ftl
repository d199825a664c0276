# The desk's frame, queue and incident in Russian. Each message stands in all five languages with the same values.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

desk = Пульт
skip = К содержанию
exercise = УЧЕНИЯ. Ничего из этого не произошло.
clocks = Часы
line-on = Связь есть
line-off = Связи нет. Отправляемое ждёт здесь.
outbox-waits = ожидает отправки
sign-out = Выйти
rooms = Разделы пульта
room-desk = Дежурный пульт
room-registers = Реестры
room-timeline = Хронология
room-agreement = Соглашение
room-decisions = Решения
room-centre = Центр
room-bulletins = Бюллетени
room-watch = Передача дежурства
room-report = Сообщение
room-sources = Источники
room-record = Свод записей
room-accounts = Учётные записи
foot = Holdfire ведёт записи, которые ни одна сторона не может незаметно изменить.
refused-title = Это действие невозможно
back-to-desk = Вернуться к пульту
not-known = не известно
not-stated = не указано
time-not-known = время не известно
place-not-known = место не известно
place-not-named = место не названо
near-town = { $town }: { $km } км на { $side }
at-town = в населённом пункте { $town }

since-last-watch = С прошлого дежурства
since-new = новые
since-answered = с ответом
since-changed = изменились
since-never = дежурство ещё никто не принимал, учитывается всё
undone-take-in = Пока ничего не принято. Примите файл или отправьте сообщение.
undone-fuse = Новые сообщения или заключения ещё не обработаны.
undone-assess = Инциденты ещё не сопоставлены с соглашением.
inbox-waits = { $number ->
    [one] { $number } сообщение ожидает приёма.
    [few] { $number } сообщения ожидают приёма.
    [many] { $number } сообщений ожидают приёма.
   *[other] { $number } сообщения ожидают приёма.
}
work-out = Обработать сейчас
map = Карта
map-more = Ещё не показано: #. Увеличьте масштаб.
map-unplaced = Место известно слишком приблизительно для карты: #.
map-zoom-in = Увеличить
map-zoom-out = Уменьшить
map-north = Север вверху
map-alt = Карта зон и инцидентов; каждый инцидент есть и в очереди
map-title = Зоны и инциденты, { $day }
map-told = Карта зон, полос безопасности и инцидентов. Инцидентов с точкой: { $number }; известных лишь до района или провинции: { $rough }.
map-foot = Показанные границы не выражают позиции о них. Круг или закрашенная площадь — где это могло произойти.
map-day = Карта на
map-waits = Что ждёт ответа
map-of-day = Инциденты, зоны и полосы безопасности этого дня.
map-of-waiting = То, что ждёт ответа, на зонах и полосах безопасности этого дня — последнего с инцидентами.
queue = Очередь
state-unanswered = Без ответа
state-overdue = Просрочено
state-open = Открытые дела
state-noted = Дело не требуется
state-result = С результатом
state-all = Все
waits-since = ожидает с
reports-of = { $reports ->
    [one] { $reports } сообщение
    [few] { $reports } сообщения
    [many] { $reports } сообщений
   *[other] { $reports } сообщения
} из { $sources ->
    [one] { $sources } источника
    [few] { $sources } источников
    [many] { $sources } источников
   *[other] { $sources } источника
}
killed = погибло: { $number }
injured = ранено: { $number }
doubts = { $number ->
    [one] { $number } сомнение
    [few] { $number } сомнения
    [many] { $number } сомнений
   *[other] { $number } сомнения
}
answer = Ответить
why = Основание
open-case = Открыть дело
no-case = Дело не требуется
go-on = Продолжить
queue-empty = Здесь ничего не ожидает
queue-empty-why = Новые инциденты появляются сами. Остальные — в других списках выше.
earlier = Предыдущие строки
later = Следующие строки
rows-shown = { $first }–{ $last } из { $number }
keys = Клавиши: j и k — перемещение, Enter — открыть, v — ответить, d — дело не требуется.

due = срок до
held-true = Что считается достоверным
when = Время
where-title = Место
actor = Кто действовал, как сообщается
target = Против кого
disputed = оспаривается
killed-title = Погибшие
injured-title = Раненые
civilians = гражданских лиц: { $number }
voices = На чём основано
origins = { $number ->
    [one] { $number } независимый первоисточник
    [few] { $number } независимых первоисточника
    [many] { $number } независимых первоисточников
   *[other] { $number } независимого первоисточника
}
origins-not-known = первоисточники не известны
held-together = самая слабая связь: { $share }
doubts-title = Сомнения
claims = Утверждения в полученном виде
claims-withheld = Слова источников этой учётной записи не показываются.
origin = первоисточник
received = получено
belongs = относится с вероятностью { $share }
judged-by = заключение:
where-from = Файл и строка
file-line = строка
evidence = Доказательства (SHA-256)
case = Дело
since = с
proposed-by = Предложение внесено: { $who }
confirm-finding = Подтвердить этот вывод
second-person = Подтвердить должен второй человек. Предложение внесли вы, поэтому это не можете быть вы.
step = Шаг
take-step = Сделать шаг
propose-finding = Предложить вывод (нужны два человека)
finding = Вывод
clause = Положение
standard-of-proof = Стандарт доказывания
method = Метод
evidence-lines = Доказательства, по одной ссылке в строке
propose = Предложить
case-not-shown = Дела этой учётной записи не показываются.
clauses = Затронутые положения
attribution = Отнесение на счёт стороны
zone = Зона
no-clause = Ни одно действующее положение к нему не применимо.
near = Близкие по месту и времени
near-none = В пределах 10 км и двух суток ничего нет.
history = История
act-title = Действие
what = Что
who = Кто
line-of-journal = Строка

verdict-breach = нарушение
verdict-no-breach = нарушения нет
verdict-undetermined = не установлено
verdict-none = ни одно положение не применимо
precision-instant = с точностью до минуты
precision-hour = с точностью до часа
precision-day = с точностью до дня
precision-week = с точностью до недели
precision-month = с точностью до месяца
precision-range = в пределах промежутка
precision-year = с точностью до года
where-exact = точно
where-near = вблизи названного места
where-adm2 = с точностью до района
where-adm1 = с точностью до провинции
where-region = с точностью до региона
where-country = с точностью до страны
where-unknown = место не известно
status-received = получено
status-out-of-mandate = вне мандата
status-duplicate = повтор
status-under-verification = на проверке
status-unverifiable = проверить невозможно
status-not-an-incident = не является инцидентом
status-incident-no-violation = инцидент без нарушения
status-non-compliance = несоблюдение
status-violation-minor = незначительное нарушение
status-violation-serious = серьёзное нарушение
status-endorsed = одобрено
status-not-endorsed = не одобрено
status-no-consensus = консенсуса нет
status-closed = закрыто
status-reopened = открыто вновь
status-corrected = исправлено
status-withdrawn = отозвано
position-violation = нарушение
position-no-violation = нарушения нет
position-exempt = изъятие
position-abstains = воздерживается
position-not-stated = не указано
attribution-attributed = отнесено
attribution-largely-attributed = отнесено преимущественно
attribution-several = на счёт нескольких сторон
attribution-not-attributable = отнести невозможно
attribution-withheld-by-mandate = не указывается согласно мандату
attribution-disputed = оспаривается
exemption-not-claimed = изъятие не заявлено
exemption-claimed-supported = изъятие заявлено и подтверждается
exemption-claimed-contradicted = изъятие заявлено и опровергается
exemption-claimed-untestable = изъятие заявлено, проверить невозможно
exemption-claimed-not-tested = изъятие заявлено, не проверено
exemption-not-claimed-target-excluded = изъятие не заявлено, объект исключён
exemption-supported = подтверждается
exemption-contradicted = опровергается
exemption-untestable = проверить невозможно
did-judgement = дано заключение
did-incident-noted = сделана отметка
did-case-opened = дело открыто
did-case-step = шаг
did-case-position = позиция
did-case-note = замечание
did-finding-proposed = предложен вывод
did-decision-put-to-a-body = вынесено на решение органа
did-decision-voted-in-a-body = голос в органе
