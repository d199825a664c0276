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
bulletins-verify = Как проверить его, не полагаясь на этот пульт
bulletins-seen = Документ
bulletins-checks = Проверки перед выпуском
bulletins-passed = Контроль выпуска не нашёл ничего, что это издание не должно показывать. Проверено строк: { $number }.
bulletins-refused = Контроль выпуска не пропускает:
bulletins-corrigenda = Исправлений в нём: { $number }
bulletins-before = Ранее выпущено за эти сутки в этом издании:
bulletins-sign = Подписать и выпустить
bulletins-sign-why = Выпущенное никогда не перезаписывается.
bulletins-head-signs = Подписывает и выпускает руководитель пульта.
