# گاه‌شمار: شمار روزانه بر زمینهٔ دیده‌بانی.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

timeline-title-verdict = رویدادها بر پایهٔ روز و یافته
timeline-title-state = رویدادها بر پایهٔ روز و پاسخ
timeline-length = روزهای نمایش‌داده
timeline-days = { $number } روز
timeline-by-verdict = بر پایهٔ یافته
timeline-by-state = بر پایهٔ پاسخ
timeline-drawing = رویدادها روز به روز از { $first } تا { $last } بر زمینهٔ ساعات دیده‌بانی
timeline-effort = ساعات دیده‌بانی، بیشترین از آنِ یک ناظر
timeline-hours-not-stated = دیده‌بانی شده، ساعات ذکر نشده
timeline-nobody = دیده‌بانی در این روز دانسته نیست
timeline-zero = با وجود دیده‌بانی چیزی ثبت نشده
timeline-not-shown = برای شما منتشر نشده
timeline-none = بدون رویداد
timeline-watched = دیده‌بانی شده
timeline-effort-why = ساعات از آنِ یک ناظر است و با هم جمع نمی‌شود. شمار روزی که کسی دیده‌بانی نکرده گویای چندانی نیست؛ روز خالی بدون دیده‌بانی گویای هیچ نیست.
timeline-before = روزهای پیشین
timeline-after = روزهای بعدی
timeline-marks = روند کار
timeline-mark-text = متن توافق‌شده
timeline-mark-round = دور برگزارشده
timeline-mark-extension = تمدید دوره با رضایت
timeline-mark-term-end = پایان دوره
timeline-mark-decision = تصمیم پذیرفته‌شده
timeline-numbers = ارقام بر پایهٔ روز
timeline-day = روز
timeline-watch = دیده‌بانی
timeline-list = رویدادهای این روزها: { $number }
timeline-whole = همهٔ روزهای نمایش‌داده
timeline-roughly = آنچه زمانش با دقتی کمتر از روز دانسته است، در ستون‌ها نیست و شاید از این روزها باشد: { $number }
timeline-download = دریافت دقیقاً همین:
timeline-days-csv = روزها (CSV)
timeline-incidents-csv = رویدادها (CSV)
timeline-empty = در این روزها رویدادی نیست
timeline-empty-why = روزهای دیگری برگزینید. نمودار بالا نشان می‌دهد که دیده‌بانی بوده است یا نه.
timeline-empty-edition = رویدادها پس از انتشار بولتن روزشان برای شما در اینجا پدیدار می‌شود.
