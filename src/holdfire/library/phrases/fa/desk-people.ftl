# Signing in, one's own account, and the administration of accounts in Persian.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

sign-in = ورود
sign-in-wrong = نام، گذرواژه یا کد درست نیست.
account-name = حساب
password = گذرواژه
passkey-use = ورود با کلید عبور
passkey-none = کلید عبوری به کار نرفت.
passkey-new = ساختن کلید عبور روی این دستگاه
passkeys = { $number ->
    [one] { $number } کلید عبور
   *[other] { $number } کلید عبور
}
code = کد یک‌بارمصرف
code-why = برنامهٔ شما آن را نشان می‌دهد. کد بازیابی نیز یک بار پذیرفته می‌شود.
own-account = حساب شما
shown-once = این تنها یک بار نشان داده می‌شود. در جای امنی نگه دارید.
role = نقش
role-officer = مسئول کشیک
role-chief = سرپرست میز
role-delegate = نماینده
role-observer = ناظر
role-reporter = گزارشگر میدانی
role-administrator = سرپرست حساب‌ها
party = طرف
cleared = مجاز به دیدن فایل‌های محرمانه
second-factor = عامل دوم
codes-there = این حساب کد یک‌بارمصرف می‌خواهد.
codes-how = این کلید را در برنامهٔ احراز هویت وارد کنید، سپس کدی را که نشان می‌دهد بنویسید.
codes-begin = فعال‌سازی کد یک‌بارمصرف
password-change = تغییر گذرواژه
password-before = گذرواژهٔ کنونی
password-new = گذرواژهٔ تازه
password-hint = دست‌کم 12 نویسه. چهار واژهٔ بی‌ارتباط با هم برگزینید.
tokens = توکن‌های برنامه‌ها
tokens-why = برنامه‌ای که توکن دارد هر کاری را که شما می‌توانید، می‌تواند انجام دهد.
token-for = برای چه
token-days = روز
token-new = ساختن توکن
token-end = باطل کردن
person = شخص
change = تغییر
yes = بله
no = خیر
shut = بسته
shut-account = بستن حساب
open-again = باز کردن دوباره
factors-away = حذف عامل‌های دوم
account-new = ساختن حساب
reads = دفعات خواندن فایل‌های محرمانه
reads-none = هیچ.
changes = تغییرهای حساب‌ها
