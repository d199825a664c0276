# The hand-over of the watch, in Arabic.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

watch-now = المناوبة
watch-since = بدأت هذه المناوبة في
watch-never = لم تُستلم أي مناوبة بعد. كل شيء جديد.
watch-waits = المناوبة مسلّمة من { $who }.
watch-take = استلام المناوبة
watch-other = يستلمها مناوب آخر.
watch-note-of = ملاحظة من { $who }:
watch-note = ما ينبغي أن يعرفه المناوب القادم
watch-hand = تسليم المناوبة
watch-open = المفتوح الآن
watch-quarantine = صفوف في الحجر
watch-new = منذ بدء هذه المناوبة
watch-nothing-new = لا جديد.
watch-none = لا شيء.
watch-positions = مواقف منتظرة
watch-asked = أسئلة حان موعد الرد عليها
watch-kept-out = مراقبون مُنعوا
watch-denied-by = بمنع من
watch-oldest = الأطول انتظارًا
did-watch-handed-over = سُلّمت المناوبة
did-watch-taken-over = استُلمت المناوبة
did-intake = استُلمت ملفات
did-fused = جُمعت الحوادث من جديد
did-assessed = قورنت بالاتفاق
did-bulletin-issued = صدرت نشرات
did-mission-created = بدأت البعثة
