# Waiting after failed tries, one-time codes and passkeys.

sign-in-wait = Too many tries. { $seconds ->
    [one] Wait { $seconds } second, then try again.
   *[other] Wait { $seconds } seconds, then try again.
}
line-away = You are signed out. This page is not renewed. Sign in again.
code-wrong = This code does not fit. Check the clock of your device and enter the next code.
codes-open = Open in the authenticator app
codes-left = { $number ->
    [one] { $number } recovery code is left.
   *[other] { $number } recovery codes are left.
}
passkey-since = Passkey of
passkey-away = Remove
token-until = until
