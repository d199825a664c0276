# The record, in Arabic.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

record-journal = اليوميّة
record-lines = السطور، ويحمل كل منها بصمة السطر السابق: { $number }
record-last = بصمة السطر الأخير
record-verify = التحقّق الآن
record-verify-why = تُحسب من جديد بصمة كل سطر وكل ملف مستلم وكل نشرة، ويُدقّق السجلّ.
record-joint = السجلّ المشترك
record-none = لا سجلّ مشتركًا لهذه البعثة بعد. تنشئه الأطراف بالأمر holdfire record.
record-origin = اسم السجلّ
record-ours = صاحب هذه العقدة
record-size = القيود
record-root = الجذر
record-charter = الميثاق، النسخة
record-no-charter = لا ميثاق هنا بعد
record-to-sign = إجراءات بانتظار التوقيع
record-void = قيود لا أثر لها
record-void-one = لا أثر له
record-evidence = تُحفظ هنا أدلة على مخالفة قواعد السجلّ:
record-entries = القيود، الأحدث أولًا
record-place = الترتيب
record-claimed = ساعة صاحب القيد
record-grade = الدرجة
record-wants = ما زال يلزم:
grade-queued = في الانتظار
grade-logged = مُدرج
grade-witnessed = مشهود عليه
grade-joint = مشترك
grade-mirrored = له نسخة مطابقة
record-holds = السجلّ متماسك
record-faults = { $number ->
    [zero] لا عيوب
    [one] عيب واحد
    [two] عيبان
    [few] { $number } عيوب
    [many] { $number } عيبًا
   *[other] { $number } عيب
}
record-elsewhere = قد يخدع الخادم هذه الصفحة. أما أداة التحقّق على جهازك فلا تثق به.
record-offline = كيفية التحقّق دون هذه الصفحة
record-age = أحدث نقطة تحقّق يشهد عليها الشهود
record-unwitnessed = لا توجد بعد
record-hours = منذ { $number } س
record-enter = توقيع ما ينتظر
record-late = قيودنا التي لا يحفظها ما يكفي من الأطراف منذ أكثر من ساعة
record-evidence-number = أدلة على تشعّب السجلّ ومخالفات أخرى
record-own = قيودنا بحسب الدرجة
record-ladder = 0 في الانتظار هنا، 1 في السجلّ، 2 يحفظه ما يكفي من الآخرين، 3 يشهد عليه النصاب الأوسع، 4 جميع الضامنين.
record-checkpoints = نقاط التحقّق، الأحدث أولًا
record-signed = صادق عليها بالتوقيع
record-mirrors = يحفظها
record-nobody = لا أحد بعد
record-chain = السطور، الأحدث أولًا
record-redacted = محجوب
record-checked-lines = سطور اليوميّة
record-checked-files = الملفات المستلمة
record-checked-bulletins = النشرات الصادرة
record-checked-entries = قيود السجلّ المشترك التي دُقّقت من جديد
record-not-audited = لم تُدقّق هنا
