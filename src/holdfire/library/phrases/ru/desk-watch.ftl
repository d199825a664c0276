# The hand-over of the watch, in Russian.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

watch-now = Дежурство
watch-since = Это дежурство началось
watch-never = Дежурство ещё не принималось. Всё считается новым.
watch-waits = Дежурство передаёт { $who }.
watch-take = Принять дежурство
watch-other = Дежурство принимает другой дежурный.
watch-note-of = { $who } пишет:
watch-note = Что следует знать заступающему дежурному
watch-hand = Передать дежурство
watch-open = Открыто сейчас
watch-quarantine = Строки в карантине
watch-new = С начала этого дежурства
watch-nothing-new = Ничего нового.
watch-none = Нет.
watch-positions = Ожидаемые позиции
watch-asked = Вопросы, ответ на которые ожидается
watch-kept-out = Недопущенные наблюдатели
watch-denied-by = отказ со стороны
watch-oldest = Ожидают дольше всего
did-watch-handed-over = дежурство передано
did-watch-taken-over = дежурство принято
did-intake = приняты файлы
did-fused = инциденты составлены заново
did-assessed = сопоставлено с соглашением
did-bulletin-issued = выпущены бюллетени
did-mission-created = миссия начата
