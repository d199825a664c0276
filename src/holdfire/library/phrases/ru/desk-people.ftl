# Signing in, one's own account, and the administration of accounts in Russian.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

sign-in = Войти
sign-in-wrong = Неверное имя, пароль или код.
account-name = Учётная запись
password = Пароль
passkey-use = Войти с ключом доступа
passkey-none = Ключ доступа не использован.
passkey-new = Создать ключ доступа на этом устройстве
passkeys = { $number ->
    [one] { $number } ключ доступа
    [few] { $number } ключа доступа
    [many] { $number } ключей доступа
   *[other] { $number } ключа доступа
}
code = Одноразовый код
code-why = Его показывает приложение. Один раз подойдёт и код восстановления.
own-account = Ваша учётная запись
shown-once = Это показывается один раз. Храните в надёжном месте.
role = Роль
role-officer = дежурный
role-chief = руководитель пульта
role-delegate = делегат
role-observer = наблюдатель
role-reporter = сотрудник на месте
role-administrator = администратор
party = Сторона
cleared = есть допуск к конфиденциальным файлам
second-factor = Второй фактор
codes-there = Для этой учётной записи требуется одноразовый код.
codes-how = Введите этот ключ в приложение-аутентификатор, затем укажите код, который оно покажет.
codes-begin = Включить одноразовые коды
password-change = Сменить пароль
password-before = Прежний пароль
password-new = Новый пароль
password-hint = Не менее 12 знаков. Возьмите четыре слова, не связанных между собой.
tokens = Токены для программ
tokens-why = Программа с токеном может то же, что и вы.
token-for = Назначение
token-days = Дней
token-new = Создать токен
token-end = Отозвать
person = Лицо
change = Изменить
yes = да
no = нет
shut = закрыта
shut-account = Закрыть учётную запись
open-again = Открыть вновь
factors-away = Удалить вторые факторы
account-new = Создать учётную запись
reads = Обращения к конфиденциальным файлам
reads-none = Не было.
changes = Изменения учётных записей
