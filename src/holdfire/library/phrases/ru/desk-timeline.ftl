# Хронология: подсчёты по дням на фоне наблюдения.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

timeline-title-verdict = Инциденты по дням и выводам
timeline-title-state = Инциденты по дням и состоянию ответа
timeline-length = Показано дней
timeline-days = { $number } дн.
timeline-by-verdict = По выводу
timeline-by-state = По ответу
timeline-drawing = Инциденты по дням с { $first } по { $last } на фоне часов наблюдения
timeline-effort = часы наблюдения: наибольшие у одного наблюдателя
timeline-hours-not-stated = наблюдали, часы не указаны
timeline-nobody = о наблюдении в этот день не известно
timeline-zero = не отмечено ни одного, хотя наблюдение велось
timeline-not-shown = для вас не выпущено
timeline-none = инцидентов нет
timeline-watched = наблюдение велось
timeline-effort-why = Часы относятся к одному наблюдателю и не складываются. Число за день без наблюдения говорит мало; пустой день без наблюдения не говорит ничего.
timeline-before = Более ранние дни
timeline-after = Более поздние дни
timeline-marks = Ход процесса
timeline-mark-text = согласован текст
timeline-mark-round = проведён раунд
timeline-mark-extension = срок действия продлён с согласия
timeline-mark-term-end = окончание срока действия
timeline-mark-decision = принято решение
timeline-numbers = Числа по дням
timeline-day = День
timeline-watch = Наблюдение
timeline-list = Инциденты за эти дни: { $number }
timeline-whole = Все показанные дни
timeline-roughly = Время известно менее точно, чем до дня; в столбцы не вошло, но может относиться к этим дням: { $number }
timeline-download = Скачать в точности показанное:
timeline-days-csv = дни (CSV)
timeline-incidents-csv = инциденты (CSV)
timeline-empty = Инцидентов за эти дни нет
timeline-empty-why = Выберите другие дни. Велось ли наблюдение, показано на рисунке выше.
timeline-empty-edition = Инциденты появятся здесь после выпуска для вас бюллетеня за их день.
