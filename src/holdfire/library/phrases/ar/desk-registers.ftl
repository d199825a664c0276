# سجلّات الرصد: إحصاءات مراقبَين وقوائمهما، متقابلة.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

registers-from = من
registers-to = إلى
registers-observer = المراقب
registers-show = عرض
registers-most-days = عدد الأيام على الأكثر: { $number }
registers-edition = ما تبيّنه النشرات الصادرة لك: الأرقام المعلنة والحدود والمقابلة. أما الأزواج وأسبابها فتُعرض في المكتب وحده.
registers-not-issued = لم تصدر لك نشرة عن:
registers-moved = ما غيّره التقدير
registers-judged-same = قُدّر أنهما واقعة واحدة
registers-judged-not-same = قُدّر أنهما واقعتان مختلفتان
registers-judged-unsure = طُلب رد؛ ويبقى البلاغان منفصلين حتى وروده
registers-before = قبل
registers-after = بعد
registers-unmoved = لم تتغيّر الحدود لجميع النطاقات.
registers-distinct = عدد الوقائع المتمايزة يقع بين
registers-distinct-short = متمايزة
registers-side-by-side = جنبًا إلى جنب
registers-no-sum = الأعمدة بحسب المراقب لا بحسب المخالف، وتتداخل بقدر غير معلوم، فلا تُجمع.
registers-dash = الشرطة تعني أنه لم يُعلن أو يُدرج شيء، وليست صفرًا.
registers-area = النطاق
registers-rows = صفوف المقابلة
registers-printed = المعلن
registers-listed = المدرج
registers-not-given = غير مذكور
registers-at-least = { $number } على الأقل
registers-nothing = لم يُعلن أو يُدرج شيء
registers-not-comparable = تتعذّر المقارنة
registers-no-area = نطاق غير مؤكّد
registers-total = المجموع المعلن
registers-summed = مجموع نطاقاته
registers-not-by-area = غير موزّع على النطاقات
registers-holds-if = يصح ذلك إذا
registers-flags = محفوظ كما أُعلن، مع ملاحظة
registers-empty = لا سجلّ رصد هنا
registers-empty-why = لا إحصاء ولا قائمة لأي مراقب تشمل هذه الأيام. وليس ذلك صفرًا. استلم ملفًّا أو اختر أيامًا أخرى.
registers-empty-edition = لم تصدر لك نشرة عن هذه الأيام. اختر أيامًا أخرى.
registers-pairs = أزواج تنتظر التقدير: { $number }
registers-pairs-why = الدرجة تقترح فحسب. وما يقوله شخص مقدّم عليها، ويبقى كلاهما محفوظًا.
registers-pair = الزوج { $number }
registers-open-pair = غير مضمومين
registers-joined-by-score = مضمومان بالدرجة وحدها
registers-incident = الحادث
registers-distance = المسافة
registers-apart = الفارق الزمني
registers-kind = النوع
registers-probability = الاحتمال
registers-rivals = { $number ->
    [zero] لا بلاغ ملائم
    [one] بلاغ واحد ملائم
    [two] بلاغان ملائمان
    [few] { $number } بلاغات ملائمة
    [many] { $number } بلاغًا ملائمًا
   *[other] { $number } بلاغ ملائم
}
registers-never-compared = لم تُجرَ مقارنتهما
registers-reasons = الأسباب
registers-judge = إبداء التقدير
registers-same = واقعة واحدة
registers-not-same = ليست واحدة
registers-question = ما السؤال ولمن يوجّه
registers-until = الرد قبل نهاية يوم
registers-ask = طلب الرد
registers-no-pairs = لا زوج ينتظر التقدير
registers-no-pairs-why = تظهر الأزواج هنا حين يدرج مراقبان وقائع قد تكون واحدة.
registers-lineup = المقابلة صفًّا صفًّا
registers-silence = الصف الواحد واقعة واحدة أيًّا كان من أدرجها. والمراقب الذي لم يدرجها لم ينفها.
registers-row-status = الوضع
registers-listed-by = أدرجها
registers-not-listed-by = لم يدرجها
registers-no-rows = لا صف بهذا الوضع.
registers-no-lists = أقل من اثنين من هؤلاء المراقبين لديه قائمة هنا، فلا شيء يُقابَل.
registers-status-awaiting-reply = بانتظار الرد
registers-status-exempt-claimed = ادُّعي الاستثناء
registers-status-contested-kind = النوع محل خلاف
registers-status-matched = متطابق
registers-status-one-sided = في قائمة واحدة فقط
