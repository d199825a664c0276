# The record, in Russian.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

record-journal = Журнал
record-lines = Строк, каждая с хешем предыдущей: { $number }
record-last = Хеш последней строки
record-verify = Проверить сейчас
record-verify-why = Заново хешируются все строки, все принятые файлы и все бюллетени.
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
record-checkpoint = Последняя контрольная точка
record-checkpoint-size = Записей: { $number }; скрепили подписью:
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
