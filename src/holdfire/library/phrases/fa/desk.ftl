# The desk's frame, queue and incident in Persian. Each message stands in all five languages with the same values.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

desk = میز
skip = رفتن به محتوا
exercise = تمرین. هیچ‌یک از این‌ها رخ نداده است.
clocks = ساعت‌ها
line-on = متصل
line-off = اتصال نیست. آنچه می‌فرستید اینجا می‌ماند.
outbox-waits = در انتظار ارسال
sign-out = خروج
rooms = بخش‌های میز
room-desk = میز کشیک
room-registers = دفترهای ثبت
room-timeline = خط زمانی
room-agreement = توافق
room-decisions = تصمیم‌ها
room-centre = مرکز
room-bulletins = بولتن‌ها
room-watch = تحویل کشیک
room-report = گزارش
room-sources = منابع
room-record = سوابق
room-accounts = حساب‌ها
foot = Holdfire سوابقی نگه می‌دارد که هیچ طرفی نمی‌تواند پنهانی تغییر دهد.
refused-title = این کار ممکن نیست
back-to-desk = بازگشت به میز
not-known = نامعلوم
not-stated = ذکر نشده
time-not-known = زمان نامعلوم
place-not-known = مکان نامعلوم
place-not-named = مکان نام‌برده نشده
near-town = { $km } کیلومتری { $side } { $town }
at-town = در { $town }

since-last-watch = از کشیک پیشین
since-new = تازه
since-answered = پاسخ‌داده
since-changed = تغییرکرده
since-never = هنوز کسی کشیک را تحویل نگرفته است، پس همه‌چیز به شمار می‌آید
undone-take-in = هنوز چیزی دریافت نشده است. فایلی را دریافت کنید یا گزارشی بفرستید.
undone-fuse = گزارش‌ها یا داوری‌های تازه هنوز پردازش نشده‌اند.
undone-assess = رویدادها هنوز با توافق سنجیده نشده‌اند.
inbox-waits = { $number ->
    [one] { $number } گزارش در انتظار دریافت است.
   *[other] { $number } گزارش در انتظار دریافت‌اند.
}
work-out = پردازش اکنون
map = نقشه
map-more = رسم‌نشده: #. بزرگ‌نمایی کنید.
map-unplaced = مکانشان برای نقشه بیش از حد تقریبی است: #.
map-zoom-in = بزرگ‌نمایی
map-zoom-out = کوچک‌نمایی
map-north = شمال رو به بالا
map-alt = نقشهٔ مناطق و رویدادها؛ هر رویداد در صف نیز هست
map-title = مناطق و رویدادها، { $day }
map-told = نقشهٔ مناطق، کمربندها و رویدادها. رویدادهای دارای نقطه: { $number }؛ تنها در سطح شهرستان یا استان: { $rough }.
map-foot = مرزهای نشان‌داده بیانگر موضعی دربارهٔ آن‌ها نیست. دایره یا سطح سایه‌دار جایی است که شاید رخ داده باشد.
map-day = نقشهٔ روز
map-waits = آنچه در انتظار پاسخ است
map-of-day = رویدادها، مناطق و کمربندهای امنیتی این روز.
map-of-waiting = آنچه در انتظار پاسخ است، بر مناطق و کمربندهای امنیتی این روز، آخرین روزی که رویداد دارد.
queue = صف
state-unanswered = بی‌پاسخ
state-overdue = عقب‌افتاده
state-open = پرونده‌های باز
state-noted = بدون نیاز به پرونده
state-result = دارای نتیجه
state-all = همه
waits-since = از
reports-of = { $reports ->
    [one] { $reports } گزارش
   *[other] { $reports } گزارش
} از { $sources ->
    [one] { $sources } منبع
   *[other] { $sources } منبع
}
killed = { $number } کشته
injured = { $number } زخمی
doubts = { $number ->
    [one] { $number } تردید
   *[other] { $number } تردید
}
answer = پاسخ دادن
why = دلیل
open-case = باز کردن پرونده
no-case = بدون نیاز به پرونده
go-on = ادامه
queue-empty = چیزی در انتظار نیست
queue-empty-why = رویدادهای تازه خودبه‌خود نمایان می‌شوند. برای دیدن بقیه، فهرست دیگری در بالا برگزینید.
earlier = ردیف‌های پیشین
later = ردیف‌های بعدی
rows-shown = { $first }–{ $last } از { $number }
keys = کلیدها: j و k جابه‌جایی، Enter باز کردن، v پاسخ، d بدون نیاز به پرونده.

due = مهلت تا
held-true = آنچه درست دانسته می‌شود
when = زمان
where-title = مکان
actor = عامل، به گفتهٔ منابع
target = علیه چه کسی
disputed = مورد اختلاف
killed-title = کشته‌شدگان
injured-title = زخمی‌ها
civilians = غیرنظامیان: { $number }
voices = پشتوانه
origins = { $number ->
    [one] { $number } خاستگاه مستقل
   *[other] { $number } خاستگاه مستقل
}
origins-not-known = خاستگاه‌ها نامعلوم
held-together = سست‌ترین پیوند: { $share }
doubts-title = تردیدها
claims = اظهارات، همان‌گونه که رسیده
claims-withheld = سخنان منابع به این حساب نشان داده نمی‌شود.
origin = خاستگاه
received = دریافت
belongs = با احتمال { $share } به این تعلق دارد
judged-by = به داوری
where-from = فایل و سطر
file-line = سطر
evidence = مدارک (SHA-256)
case = پرونده
since = از
proposed-by = پیشنهاد از سوی { $who }
confirm-finding = تأیید این یافته
second-person = شخص دومی باید تأیید کند. شما آن را پیشنهاد کرده‌اید، پس آن شخص شما نیستید.
step = گام
take-step = برداشتن گام
propose-finding = پیشنهاد یافته (دو نفر)
finding = یافته
clause = بند
standard-of-proof = معیار اثبات
method = روش
evidence-lines = مدارک، هر ارجاع در یک سطر
propose = پیشنهاد کردن
case-not-shown = پرونده‌ها به این حساب نشان داده نمی‌شود.
clauses = بندهای مربوط
attribution = انتساب
zone = منطقه
no-clause = هیچ بند معتبری شامل آن نمی‌شود.
near = نزدیک در مکان و زمان
near-none = در محدودهٔ 10 کیلومتر و دو روز چیزی نیست.
history = تاریخچه
act-title = اقدام
what = چه
who = چه کسی
line-of-journal = سطر

verdict-breach = نقض
verdict-no-breach = بدون نقض
verdict-undetermined = نامشخص
verdict-none = هیچ بندی شامل نمی‌شود
precision-instant = با دقت دقیقه
precision-hour = با دقت ساعت
precision-day = با دقت روز
precision-week = با دقت هفته
precision-month = با دقت ماه
precision-range = در یک بازه
precision-year = با دقت سال
where-exact = دقیق
where-near = نزدیک مکانی نام‌برده
where-adm2 = در سطح شهرستان
where-adm1 = در سطح استان
where-region = در سطح ناحیه
where-country = در سطح کشور
where-unknown = مکان نامعلوم
status-received = دریافت‌شده
status-out-of-mandate = خارج از مأموریت
status-duplicate = تکراری
status-under-verification = در دست راستی‌آزمایی
status-unverifiable = راستی‌آزمایی ممکن نیست
status-not-an-incident = رویداد نیست
status-incident-no-violation = رویداد بدون نقض
status-non-compliance = عدم پایبندی
status-violation-minor = نقض جزئی
status-violation-serious = نقض جدی
status-endorsed = تأییدشده
status-not-endorsed = تأییدنشده
status-no-consensus = بدون اجماع
status-closed = بسته
status-reopened = دوباره بازشده
status-corrected = اصلاح‌شده
status-withdrawn = پس‌گرفته
position-violation = نقض
position-no-violation = بدون نقض
position-exempt = مستثنا
position-abstains = ممتنع
position-not-stated = ذکر نشده
attribution-attributed = منتسب
attribution-largely-attributed = عمدتاً منتسب
attribution-several = به چند طرف
attribution-not-attributable = انتساب‌ناپذیر
attribution-withheld-by-mandate = به موجب مأموریت ذکر نمی‌شود
attribution-disputed = مورد اختلاف
exemption-not-claimed = ادعای استثنا نشده
exemption-claimed-supported = ادعای استثنا، تأییدشده
exemption-claimed-contradicted = ادعای استثنا، ردشده
exemption-claimed-untestable = ادعای استثنا، آزمون‌ناپذیر
exemption-claimed-not-tested = ادعای استثنا، آزموده‌نشده
exemption-not-claimed-target-excluded = ادعای استثنا نشده، هدف مستثناست
exemption-supported = تأییدشده
exemption-contradicted = ردشده
exemption-untestable = آزمون‌ناپذیر
did-judgement = داوری شد
did-incident-noted = یادداشت شد
did-case-opened = پرونده باز شد
did-case-step = گام
did-case-position = موضع
did-case-note = توضیح
did-finding-proposed = یافته پیشنهاد شد
did-decision-put-to-a-body = برای تصمیم به نهادی ارائه شد
did-decision-voted-in-a-body = رأی در یک نهاد
