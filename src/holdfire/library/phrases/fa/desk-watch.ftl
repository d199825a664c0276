# The hand-over of the watch, in Persian.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

watch-now = کشیک
watch-since = آغاز این کشیک
watch-never = هنوز کشیکی تحویل گرفته نشده است. همه‌چیز تازه است.
watch-waits = کشیک از سوی { $who } تحویل داده شد.
watch-take = تحویل گرفتن کشیک
watch-other = مسئول کشیک دیگری آن را تحویل می‌گیرد.
watch-note-of = { $who } نوشته است:
watch-note = آنچه مسئول کشیک بعدی باید بداند
watch-hand = تحویل دادن کشیک
watch-open = اکنون باز
watch-quarantine = ردیف‌های در قرنطینه
watch-new = از آغاز این کشیک
watch-nothing-new = چیز تازه‌ای نیست.
watch-none = هیچ.
watch-positions = موضع‌های مورد انتظار
watch-asked = پرسش‌هایی که مهلت پاسخشان رسیده
watch-kept-out = ناظران بازداشته از ورود
watch-denied-by = به دست
watch-oldest = دیرینه‌ترین در انتظار
did-watch-handed-over = کشیک تحویل داده شد
did-watch-taken-over = کشیک تحویل گرفته شد
did-intake = فایل‌ها دریافت شد
did-fused = رویدادها از نو ساخته شد
did-assessed = با توافق سنجیده شد
did-bulletin-issued = بولتن‌ها منتشر شد
did-mission-created = مأموریت آغاز شد
