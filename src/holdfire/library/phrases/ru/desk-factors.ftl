# Waiting after failed tries, one-time codes and passkeys in Russian.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

sign-in-wait = Слишком много попыток. { $seconds ->
    [one] Подождите { $seconds } секунду и повторите.
    [few] Подождите { $seconds } секунды и повторите.
    [many] Подождите { $seconds } секунд и повторите.
   *[other] Подождите { $seconds } секунды и повторите.
}
line-away = Вы вышли из системы. Страница не обновляется. Войдите снова.
code-wrong = Код не подходит. Проверьте часы устройства и введите следующий код.
codes-open = Открыть в приложении-аутентификаторе
codes-left = { $number ->
    [one] Остался { $number } код восстановления.
    [few] Осталось { $number } кода восстановления.
    [many] Осталось { $number } кодов восстановления.
   *[other] Осталось { $number } кода восстановления.
}
passkey-since = Ключ доступа от
passkey-away = Удалить
token-until = до
