# What a term's clock says.

clock-begins = تبدأ في { $day }.
clock-ended-by-text = ينصّ نصّ في السجلّ على أنها انتهت في { $day }.
clock-prolonged = مُدّدت { $why_times } وفق السجلّ؛ وتنتهي الآن في { $day }.
clock-once = مرة واحدة
clock-times = عدد المرات: { $number }
clock-runs = بدأت في { $start } وتنتهي في { $day }.
clock-refused = انتهت في { $day }؛ والرفض في السجلّ من: { $parties }.
clock-unknown = انتهت في { $day }؛ { $why_not }. الصمت ليس توافقًا، ولا نصّ يقول إنها سقطت.
clock-unknown-late = انتهت في { $day }؛ { $why_not }. متأخرًا، بعد ذلك الانتهاء: { $parties }. الصمت ليس توافقًا، ولا نصّ يقول إنها سقطت.
clock-no-consent = لا موافقة في السجلّ حتى ذلك اليوم من: { $parties }
clock-no-one-text = وافق كل طرف، ولكن ليس على نصّ واحد معتمد
clock-no-consent-yet = لا موافقة على التمديد في السجلّ من: { $parties }
clock-ends-in-one = تنتهي بعد يوم واحد، في { $day }؛ { $why_not }.
clock-ends-in = الأيام الباقية: { $number }، وتنتهي في { $day }؛ { $why_not }.
