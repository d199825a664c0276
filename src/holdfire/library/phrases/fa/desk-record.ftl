# The record, in Persian.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

record-journal = روزنگار
record-lines = سطرها، هر یک با درهم‌سازی سطر پیشین: { $number }
record-last = درهم‌سازی آخرین سطر
record-verify = وارسی اکنون
record-verify-why = درهم‌سازی هر سطر، هر فایل دریافت‌شده و هر بولتن از نو محاسبه می‌شود.
record-joint = سوابق مشترک
record-none = این مأموریت هنوز سوابق مشترک ندارد. طرف‌ها آن را با فرمان holdfire record پدید می‌آورند.
record-origin = نام سوابق
record-ours = دارندهٔ این گره
record-size = ثبت‌ها
record-root = ریشه
record-charter = منشور، نسخهٔ
record-no-charter = هنوز منشوری اینجا نیست
record-to-sign = اقدام‌های در انتظار امضا
record-void = ثبت‌های بی‌اثر
record-void-one = بی‌اثر
record-evidence = مدارک تخلف از قواعد سوابق اینجا نگه داشته شده است:
record-checkpoint = تازه‌ترین نقطهٔ وارسی
record-checkpoint-size = شامل { $number } ثبت، با امضای متقابل:
record-entries = ثبت‌ها، تازه‌ترین در آغاز
record-place = ردیف
record-claimed = ساعت نویسنده
record-grade = درجه
record-wants = هنوز لازم است:
grade-queued = در صف
grade-logged = درج‌شده
grade-witnessed = گواهی‌شده
grade-joint = مشترک
grade-mirrored = دارای رونوشت
record-holds = یکپارچه است
record-faults = { $number ->
    [one] { $number } ایراد
   *[other] { $number } ایراد
}
record-elsewhere = شاید میزبان به این صفحه دروغ بگوید. برنامهٔ وارسی روی دستگاه خودتان به آن اعتماد نمی‌کند.
