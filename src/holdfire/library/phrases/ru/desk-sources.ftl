# Sources, quarantine, and taking a file in, in Russian.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

sources-sent = Что прислал каждый источник
sources-source = Источник
sources-files = Файлы
sources-read = Прочитано строк
sources-accepted = Принято
sources-known = Уже известно
sources-quarantined = В карантине
sources-last = Последний приём
sources-none = Пока ничего не принято
sources-none-why = Примите файл ниже или отправьте донесение с места.
sources-take-in = Принять
sources-file = Файл
sources-hint = Каждая строка принята, уже известна или находится в карантине с указанием причины. Ничего не отбрасывается.
sources-waiting = Дефекты в карантине: { $number }
sources-column = Столбец
sources-value = Значение
sources-nothing-waits = Ожидающих строк нет.
sources-taken = Принято
sources-sum = Прочитано строк: { $read } = принято { $accepted } + уже известно { $known } + в карантине { $quarantined }
sources-reports = Сообщений на хранении
sources-share = Доля в карантине
sources-still = Ещё ожидают
sources-limit = Не более 20 МБ за один раз.
sources-of-all = Показать все источники
sources-rows = Строк с дефектом: { $number }. Исправьте файл, сохраните его имя и примите снова.
sources-whole-row = строка целиком
sources-blank = пусто или отсутствует
