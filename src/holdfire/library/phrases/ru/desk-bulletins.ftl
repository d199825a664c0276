# Bulletins: issued ones, a draft, issuing, in Russian.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

bulletins-draft = Проект
bulletins-day = Отчётные сутки
bulletins-edition = Издание
edition-public = для общественности
edition-parties = для сторон
edition-un = для Организации Объединённых Наций
bulletins-open-draft = Открыть проект
bulletins-issued = Выпущено: { $number }
bulletins-number = Номер
bulletins-at = выпущен
bulletins-files = Файлы
bulletins-whole = { $number ->
    [one] { $number } файл в выпущенном виде
    [few] { $number } файла в выпущенном виде
    [many] { $number } файлов в выпущенном виде
   *[other] { $number } файла в выпущенном виде
}
bulletins-changed = { $number ->
    [one] { $number } файл с тех пор удалён или изменён
    [few] { $number } файла с тех пор удалены или изменены
    [many] { $number } файлов с тех пор удалены или изменены
   *[other] { $number } файла с тех пор удалены или изменены
}
bulletins-none = Бюллетеней для вас пока не выпускалось
bulletins-none-why = Бюллетень выпускается за каждые отчётные сутки и остаётся здесь таким, каким был выпущен.
bulletins-sealed = Основан на опечатанном наборе данных
bulletins-seal = Печать из совместного свода
bulletins-seal-get = скачать
bulletins-unsealed = Ещё нет: сначала действие вносится, записывается в журнал и заверяется.
bulletins-verify = Как проверить его, не полагаясь на этот пульт
bulletins-seen = Документ
bulletins-checks = Проверки перед выпуском
bulletins-refused = Контроль выпуска не пропускает:
bulletins-corrigenda = Исправлений в нём: { $number }
bulletins-before = Ранее выпущено за эти сутки в этом издании:
bulletins-sign = Подписать и выпустить
bulletins-sign-why = Выпущенное никогда не перезаписывается.
bulletins-head-signs = Подписывает и выпускает руководитель пульта.
bulletins-go-sign = Прочитать, что будет опечатано, и подписать
bulletins-corrects = Исправления
bulletins-corrections = { $number ->
    [one] содержит { $number } исправление
    [few] содержит { $number } исправления
    [many] содержит { $number } исправлений
   *[other] содержит { $number } исправления
}
bulletins-corrected-later = Более поздний бюллетень указывает, как теперь читается этот. Этот остаётся таким, каким был выпущен.
bulletins-away = Его папка находилась вне миссии и была перемещена.
bulletins-of = Бюллетень
bulletins-was = Как выпущено
bulletins-reads = Как читается теперь
bulletins-file = Файл
bulletins-all = Скачать все файлы (.zip)
bulletins-checks-issued = Проверки
bulletins-gate = Контроль выпуска
bulletins-gate-why = Пройден: если найдено то, что издание не должно показывать, ничего не записывается.
bulletins-log = Записи совместного свода, на которых он основан
bulletins-beside = Стоит рядом с
bulletins-check-passed = пройдено
bulletins-check-failed = не пройдено
bulletins-check-unshown = Нет ничего, что это издание не должно показывать. Проверено строк: { $number }.
bulletins-check-founded = Нет нарушений без вывода. Инцидентов в приложении: { $number }.
bulletins-check-numbers = У каждого числа есть единица, наблюдатель, правило и карта. Чисел: { $number }.
bulletins-check-made = Готовы все файлы, кроме PDF: он верстается при подписании. Файлов: { $number }.
bulletins-behind = { $number ->
    [one] в основе { $number } инцидент
    [few] в основе { $number } инцидента
    [many] в основе { $number } инцидентов
   *[other] в основе { $number } инцидента
}
bulletins-behind-others = { $number ->
    [one] в основе { $number } запись
    [few] в основе { $number } записи
    [many] в основе { $number } записей
   *[other] в основе { $number } записи
}
bulletins-will-seal = Что будет опечатано
bulletins-signer = Подписывает
bulletins-mark = Этот проект
bulletins-pdf-then = PDF верстается из тех же слов при подписании. Все файлы названы в описи.
bulletins-confirm = Подписание
bulletins-sign-readers = Его сразу увидят все читатели этого издания.
bulletins-sign-mended = Его можно исправить только более поздним бюллетенем. Если что-то изменилось после прочтения, выпуска не будет.
bulletins-back = Назад к проекту
bulletins-verify-sums = Распакуйте .zip. Сумма каждого файла должна совпадать с указанной, а суммы — с приведёнными выше.
bulletins-verify-seal = С печатью и уставом, который подписала ваша сторона, проверка идёт без сети и без Holdfire:
bulletins-verify-made = Печать и устав записываются там, где ведётся свод записей:
bulletins-verify-again = У кого есть миссия, тот составит его заново, байт в байт:
