# الخط الزمني: أعداد يومية فوق المراقبة.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

timeline-title-verdict = الحوادث بحسب اليوم والنتيجة
timeline-title-state = الحوادث بحسب اليوم والرد
timeline-length = الأيام المعروضة
timeline-days = عدد الأيام: { $number }
timeline-by-verdict = بحسب النتيجة
timeline-by-state = بحسب الرد
timeline-drawing = الحوادث يومًا بيوم من { $first } إلى { $last } فوق ساعات المراقبة
timeline-effort = ساعات المراقبة، وهي الأعلى لمراقب واحد
timeline-hours-not-stated = جرت المراقبة ولم تُذكر ساعاتها
timeline-nobody = لا يُعرف أن أحدًا راقب
timeline-zero = لم يُسجّل شيء مع وجود مراقبة
timeline-not-shown = لم يصدر لك
timeline-none = لا حادث
timeline-watched = جرت المراقبة
timeline-effort-why = الساعات لمراقب واحد ولا تُجمع. والعدد في يوم لم يراقبه أحد قليل الدلالة؛ واليوم الخالي الذي لم يراقبه أحد لا يدل على شيء.
timeline-before = أيام أسبق
timeline-after = أيام أحدث
timeline-marks = مجريات العملية
timeline-mark-text = نص متفق عليه
timeline-mark-round = جولة معقودة
timeline-mark-extension = تمديد المدة بموافقة
timeline-mark-term-end = نهاية مدة
timeline-mark-decision = قرار معتمد
timeline-numbers = الأعداد بحسب اليوم
timeline-day = اليوم
timeline-watch = المراقبة
timeline-list = حوادث هذه الأيام: { $number }
timeline-whole = جميع الأيام المعروضة
timeline-roughly = ما عُرف وقته بدقة أقل من اليوم، فليس في الأعمدة وقد يكون من هذه الأيام: { $number }
timeline-download = تنزيل المعروض بعينه:
timeline-days-csv = الأيام (CSV)
timeline-incidents-csv = الحوادث (CSV)
timeline-empty = لا حادث في هذه الأيام
timeline-empty-why = اختر أيامًا أخرى. والرسم أعلاه يبيّن هل جرت مراقبة.
timeline-empty-edition = تظهر الحوادث هنا بعد صدور نشرة يومها لك.
