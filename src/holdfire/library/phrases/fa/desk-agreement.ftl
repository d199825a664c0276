# Agreement, decisions, positions, in Persian.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

agreement-on = معتبر در روز
agreement-show = نمایش
agreement-terms = دوره‌ها
agreement-term-from = از
agreement-term-to = تا
agreement-days-left = { $number ->
    [one] { $number } روز مانده
   *[other] { $number } روز مانده
}
agreement-days = { $number ->
    [one] { $number } روز
   *[other] { $number } روز
}
agreement-consented = رضایت داده‌اند
agreement-refused = نپذیرفته‌اند
agreement-silent = ساکت
agreement-who = چه کسانی
agreement-guarantors = ضامن‌ها
agreement-parties = طرف‌ها
agreement-observers = ناظران
agreement-bodies = نهادها
agreement-excluded = بیرون از آتش‌بس
agreement-zones = مناطق و کمربندهای امنیتی
agreement-kind = نوع
agreement-map = نقشه
agreement-edge = دقت خط
agreement-since = از
agreement-no-zone = در آن روز هیچ منطقه‌ای معتبر نیست.
agreement-clauses = بندهای معتبر: { $number }
agreement-strength = میزان الزام
agreement-bound = ملزم می‌کند
agreement-acts = اقدام‌ها
agreement-cited = آمده در
agreement-our-reading = برداشت ما، نه عین متن
agreement-commitments = تعهدها: { $number }
agreement-owed = آنچه باید انجام شود
agreement-owner = مسئول آن
agreement-status = تا کجا، به گفتهٔ چه کسی
agreement-rhetorical = تعهد نیست
agreement-nobody-said = کسی چیزی نگفته است
agreement-contested = آنچه منابع در آن اختلاف دارند
agreement-not-known = نامعلوم
agreement-sources = منابع
agreement-digest = درهم‌سازی بستهٔ توافق
term-in-force = معتبر
term-extended = تمدیدشده
term-lapsed = پایان‌یافته
term-not-begun = آغازنشده
term-unknown-no-record-of-consensus = نامعلوم: اجماعی ثبت نیست
status-of-not-begun = آغازنشده
status-of-minimal = کمینه
status-of-partial = نسبی
status-of-full = کامل
zone-kind-zone = منطقه
zone-kind-belt = کمربند امنیتی
zone-kind-corridor = گذرگاه
decisions-number = پیشنهادها: { $number }
decisions-put-by = از سوی
decisions-hours-left = { $number ->
    [one] { $number } ساعت مانده
   *[other] { $number } ساعت مانده
}
decisions-silent = ساکت، که رضایت نیست
decisions-your-word = اعلام نظر طرف خود
decisions-none = چیزی نزد تصمیم‌گیرندگان نهاده نشده است
decisions-none-why = نماینده یا سرپرست میز پیشنهاد می‌دهد. نتیجه از پاسخ‌ها محاسبه می‌شود.
decisions-aside = تلاش‌هایی که به حساب نمی‌آید
decisions-propose = ارائهٔ پیشنهاد
decisions-no-key = کلیدهای طرف این میز اینجا نیست. ضامن‌ها با holdfire decide روی دستگاه خود رأی می‌دهند.
decisions-title = عنوان
decisions-who = تصمیم‌گیرنده
decisions-prolong = دوره‌ای که تمدید می‌شود
decisions-new-end = تا
decisions-authentic = متن ملاک
decisions-put = ارائه
decisions-until = مهلت شمارش آرا
decisions-words = هر کس چه گفته است
decisions-word = پاسخ
decisions-relayed = بازگوشده، بدون امضای خود او
decisions-sign = امضا کردن
decisions-texts = متن‌ها
decisions-prevails = این متن ملاک است
decisions-no-text = متن در دسترس نیست.
outcome-open = باز
outcome-adopted = پذیرفته شد
outcome-no-consensus = بدون اجماع
outcome-lapsed = مهلت گذشت
outcome-superseded = متن دیگری جایگزین شد
vote-consent = رضایت
vote-reservation = رضایت با حق شرط
vote-objection = مخالفت
vote-abstention = ممتنع
positions-title = پرونده‌های نزد تصمیم‌گیرندگان
positions-put = ارائه‌شده
positions-evidence = ارجاع به مدارک: { $number }
positions-rule = قاعدهٔ تصمیم‌گیری
positions-word = موضع
positions-state = اعلام موضع
positions-let-rule = اجرای قاعده
positions-none = پرونده‌ای نزد تصمیم‌گیرندگان نیست
positions-none-why = پرونده وقتی ارائه می‌شود که دو نفر از میز به یافته‌ای رسیده باشند.
