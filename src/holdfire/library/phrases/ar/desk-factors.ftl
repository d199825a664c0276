# Waiting after failed tries, one-time codes and passkeys in Arabic.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

sign-in-wait = محاولات كثيرة. { $seconds ->
    [zero] أعد المحاولة الآن.
    [one] انتظر ثانية واحدة ثم أعد المحاولة.
    [two] انتظر ثانيتين ثم أعد المحاولة.
    [few] انتظر { $seconds } ثوانٍ ثم أعد المحاولة.
    [many] انتظر { $seconds } ثانية ثم أعد المحاولة.
   *[other] انتظر { $seconds } ثانية ثم أعد المحاولة.
}
line-away = انتهت جلستك. هذه الصفحة لا تُحدَّث. سجّل الدخول من جديد.
code-wrong = هذا الرمز غير صحيح. تحقّق من ساعة جهازك وأدخل الرمز التالي.
codes-open = فتح في تطبيق المصادقة
codes-left = { $number ->
    [zero] لم يبق أي رمز استرداد.
    [one] بقي رمز استرداد واحد.
    [two] بقي رمزا استرداد.
    [few] بقيت { $number } رموز استرداد.
    [many] بقي { $number } رمز استرداد.
   *[other] بقي { $number } رمز استرداد.
}
passkey-since = مفتاح مرور بتاريخ
passkey-away = إزالة
token-until = حتى
