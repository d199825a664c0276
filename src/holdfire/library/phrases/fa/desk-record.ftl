# The record, in Persian.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

record-journal = روزنگار
record-lines = سطرها، هر یک با درهم‌سازی سطر پیشین: { $number }
record-last = درهم‌سازی آخرین سطر
record-verify = وارسی اکنون
record-verify-why = درهم‌سازی هر سطر، هر فایل دریافت‌شده و هر بولتن از نو محاسبه و سوابق وارسی می‌شود.
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
record-offline = چگونه بدون این صفحه وارسی می‌شود
record-age = تازه‌ترین نقطهٔ وارسی که گواهان پشت آن ایستاده‌اند
record-unwitnessed = هنوز نیست
record-hours = { $number } ساعت پیش
record-enter = امضای آنچه منتظر است
record-late = ثبت‌های ما که بیش از یک ساعت است کمتر از حد لازم نزد دیگران است
record-evidence-number = مدارک دوشاخه شدن سوابق و تخلف‌های دیگر
record-own = ثبت‌های ما بر پایهٔ درجه
record-ladder = 0 اینجا در صف، 1 درج‌شده، 2 نزد شمار کافی از دیگران، 3 گواهی‌شدهٔ حد نصاب گسترده، 4 امضای همهٔ ضامن‌ها.
record-checkpoints = نقاط وارسی، تازه‌ترین در آغاز
record-signed = امضاکنندگان متقابل
record-mirrors = نگه‌دارندگان
record-nobody = هنوز هیچ‌کس
record-chain = سطرها، تازه‌ترین در آغاز
record-redacted = حذف‌شده
record-checked-lines = سطرهای روزنگار
record-checked-files = فایل‌های دریافت‌شده
record-checked-bulletins = بولتن‌های منتشرشده
record-checked-entries = ثبت‌های سوابق مشترک که از نو وارسی شد
record-not-audited = اینجا وارسی نشد
