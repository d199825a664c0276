# The record, in Russian.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

record-journal = Журнал
record-lines = Строк, каждая с хешем предыдущей: { $number }
record-last = Хеш последней строки
record-verify = Проверить сейчас
record-verify-why = Заново хешируются все строки, все принятые файлы и все бюллетени; свод проверяется целиком.
record-joint = Общий свод записей
record-none = Общего свода у этой миссии пока нет. Стороны учреждают его командой holdfire record.
record-origin = Название свода
record-ours = Узел принадлежит
record-size = Записи
record-root = Корень
record-charter = Устав, версия
record-no-charter = устава здесь пока нет
record-to-sign = Действия, ожидающие подписи
record-void = Записи, не имеющие силы
record-void-one = не имеет силы
record-evidence = Здесь хранятся доказательства нарушения правил свода:
record-entries = Записи, сначала новые
record-place = Порядковый номер
record-claimed = Часы автора
record-grade = Степень
record-wants = ещё требуется:
grade-queued = в очереди
grade-logged = внесена
grade-witnessed = засвидетельствована
grade-joint = совместная
grade-mirrored = есть зеркальная копия
record-holds = Всё сходится
record-faults = { $number ->
    [one] { $number } дефект
    [few] { $number } дефекта
    [many] { $number } дефектов
   *[other] { $number } дефекта
}
record-elsewhere = Сервер мог бы обмануть эту страницу. Программа проверки на вашей машине ему не доверяет.
record-offline = Как проверить без этой страницы
record-age = Последняя контрольная точка, за которую ручаются свидетели
record-unwitnessed = пока нет
record-hours = { $number } ч назад
record-enter = Подписать ожидающее
record-late = Наши записи, которые более часа хранит слишком мало сторон
record-evidence-number = Доказательства расхождения свода и других нарушений
record-own = Наши записи по степеням
record-ladder = 0 в очереди здесь, 1 в своде, 2 хранят достаточно других, 3 засвидетельствована широким кворумом, 4 всеми гарантами.
record-checkpoints = Контрольные точки, сначала новые
record-signed = Скрепили подписью
record-mirrors = Хранят
record-nobody = пока никто
record-chain = Строки, сначала новые
record-redacted = изъято
record-checked-lines = Строки журнала
record-checked-files = Принятые файлы
record-checked-bulletins = Выпущенные бюллетени
record-checked-entries = Записи общего свода, проверенные заново
record-not-audited = здесь не проверено
