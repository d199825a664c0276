# السجلات: إحصاءات مراقبَين وقوائمهما، متقابلة.

registers-from = من
registers-to = إلى
registers-observer = المراقب
registers-show = عرض
registers-most-days = { $number } يوما على الأكثر
registers-edition = ما تبيّنه النشرات الصادرة لكم: الأرقام المعلنة والحدود والمقابلة. أما الأزواج وأسبابها فتُعرض في المكتب وحده.
registers-not-issued = لم تصدر لكم نشرة عن:
registers-moved = ما غيّره الحكم
registers-judged-same = حُكم بأنهما حادث واحد
registers-judged-not-same = حُكم بأنهما حادثان مختلفان
registers-judged-unsure = طُلب رد؛ ويبقى التقريران منفصلين حتى وروده
registers-before = قبل
registers-after = بعد
registers-unmoved = لم تتغير الحدود لجميع المناطق.
registers-distinct = عدد الحوادث المتمايزة يقع بين
registers-distinct-short = متمايزة
registers-side-by-side = جنبا إلى جنب
registers-no-sum = الأعمدة بحسب المراقب لا بحسب المخالف، وتتداخل بقدر غير معلوم، فلا تُجمع. والشرطة تعني أنه لم يُعلن أو يُدرج شيء، وليست صفرا.
registers-area = المنطقة
registers-rows = صفوف المقابلة
registers-printed = المعلن
registers-listed = المدرج
registers-not-given = غير مذكور
registers-at-least = { $number } على الأقل
registers-nothing = لم يُعلن أو يُدرج شيء
registers-not-comparable = لا تمكن المقارنة
registers-no-area = منطقة غير مؤكدة
registers-total = المجموع المعلن
registers-summed = مجموع مناطقه
registers-not-by-area = غير موزع على المناطق
registers-holds-if = يصح ذلك إذا
registers-flags = محفوظ كما أُعلن، مع ملاحظة
registers-empty = لا سجل محفوظ هنا
registers-empty-why = لا إحصاء ولا قائمة لأي مراقب تشمل هذه الأيام. وليس ذلك صفرا. أدخلوا ملفا أو اختاروا أياما أخرى.
registers-empty-edition = لم تصدر لكم نشرة عن هذه الأيام. اختاروا أياما أخرى.
registers-pairs = أزواج تنتظر الحكم: { $number }
registers-pairs-why = الدرجة تقترح فحسب. وما يقوله شخص مقدم عليها، ويبقى كلاهما محفوظا.
registers-pair = الزوج { $number }
registers-open-pair = غير مضمومين
registers-joined-by-score = مضمومان بالدرجة وحدها
registers-incident = الحادث
registers-distance = المسافة
registers-apart = الفارق الزمني
registers-kind = النوع
registers-probability = الاحتمال
registers-rivals = { $number ->
    [one] تقرير واحد ملائم ({ $number })
    [two] تقريران ملائمان ({ $number })
    [few] { $number } تقارير ملائمة
    [many] { $number } تقريرا ملائما
   *[other] { $number } تقرير ملائم
}
registers-never-compared = لم تجر مقارنتهما
registers-reasons = الأسباب
registers-judge = إصدار حكم
registers-same = حادث واحد
registers-not-same = ليسا واحدا
registers-question = ما المسؤول عنه ومن المسؤول
registers-until = الرد قبل نهاية يوم
registers-ask = سؤال
registers-no-pairs = لا زوج ينتظر الحكم
registers-no-pairs-why = تظهر الأزواج هنا حين يدرج مراقبان حوادث قد تكون واحدة.
registers-lineup = المقابلة صفا صفا
registers-silence = الصف الواحد حادث واحد أيا كان من أدرجه. والمراقب الذي لا يدرجه لم ينفه.
registers-row-status = الحالة
registers-listed-by = أدرجه
registers-not-listed-by = لم يدرجه
registers-no-rows = لا صف في هذه الحالة.
registers-no-lists = أقل من اثنين من هؤلاء المراقبين لديه قائمة هنا، فلا شيء يُقابَل.
registers-status-awaiting-reply = بانتظار الرد
registers-status-exempt-claimed = ادُّعي الاستثناء
registers-status-contested-kind = النوع محل خلاف
registers-status-matched = متطابق
registers-status-one-sided = من طرف واحد
