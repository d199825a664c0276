# Waiting after failed tries, one-time codes and passkeys in Persian.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

sign-in-wait = تلاش‌ها بیش از حد بود. { $seconds ->
    [one] { $seconds } ثانیه صبر کنید و دوباره تلاش کنید.
   *[other] { $seconds } ثانیه صبر کنید و دوباره تلاش کنید.
}
line-away = از سامانه خارج شده‌اید. این صفحه به‌روز نمی‌شود. دوباره وارد شوید.
code-wrong = این کد درست نیست. ساعت دستگاه را بررسی کنید و کد بعدی را وارد کنید.
codes-open = باز کردن در برنامهٔ احراز هویت
codes-left = { $number ->
    [one] { $number } کد بازیابی مانده است.
   *[other] { $number } کد بازیابی مانده است.
}
passkey-since = کلید عبور از
passkey-away = حذف
token-until = تا
