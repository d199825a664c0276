# The desk's frame, queue and incident in Arabic. Each message stands in all five languages with the same values.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

desk = المكتب
skip = إلى المحتوى
exercise = تمرين. لم يحدث شيء مما هنا.
clocks = الساعات
line-on = متصل
line-off = لا اتصال. ما ترسله ينتظر هنا.
outbox-waits = بانتظار الإرسال
sign-out = تسجيل الخروج
rooms = أقسام المكتب
room-desk = مكتب المناوبة
room-registers = سجلّات الرصد
room-timeline = الخط الزمني
room-agreement = الاتفاق
room-decisions = القرارات
room-centre = المركز
room-bulletins = النشرات
room-watch = تسليم المناوبة
room-report = بلاغ
room-sources = المصادر
room-record = السجلّ المشترك
room-accounts = الحسابات
foot = يحفظ Holdfire سجلًّا لا يستطيع أي طرف تغييره خفية.
refused-title = لا يمكن إجراء ذلك
back-to-desk = العودة إلى المكتب
not-known = غير معروف
not-stated = غير مذكور
time-not-known = الوقت غير معروف
place-not-known = المكان غير معروف
place-not-named = المكان غير مسمّى
near-town = { $km } كم { $side } { $town }
at-town = في { $town }

since-last-watch = منذ المناوبة السابقة
since-new = جديدة
since-answered = تمّ الرد عليها
since-changed = تغيّرت
since-never = لم يستلم أحد المناوبة بعد، فيُحسب كل شيء
undone-take-in = لم يُستلم شيء بعد. استلم ملفًّا أو أرسل بلاغًا.
undone-fuse = لم تُعالَج البلاغات أو التقديرات الجديدة بعد.
undone-assess = لم تُقارَن الحوادث بالاتفاق بعد.
inbox-waits = { $number ->
    [zero] لا بلاغات بانتظار الاستلام.
    [one] بلاغ واحد بانتظار الاستلام.
    [two] بلاغان بانتظار الاستلام.
    [few] { $number } بلاغات بانتظار الاستلام.
    [many] { $number } بلاغًا بانتظار الاستلام.
   *[other] { $number } بلاغ بانتظار الاستلام.
}
work-out = المعالجة الآن
map = الخريطة
map-more = لم يُرسم بعد: #. كبّر الخريطة.
map-unplaced = مكانها معروف بدقّة لا تكفي للخريطة: #.
map-zoom-in = تكبير
map-zoom-out = تصغير
map-north = الشمال إلى الأعلى
map-alt = خريطة المناطق والحوادث؛ كل حادث مدرج في قائمة الانتظار أيضًا
map-title = المناطق والحوادث، { $day }
map-told = خريطة المناطق والأحزمة الأمنية والحوادث. حوادث لها نقطة: { $number }؛ معروفة على مستوى القضاء أو المحافظة فقط: { $rough }.
map-foot = الحدود المبيّنة لا تعبّر عن موقف منها. الدائرة أو المساحة المظلّلة هي حيث قد يكون حدث ذلك.
map-day = خريطة يوم
map-waits = ما ينتظر ردًّا
map-of-day = حوادث هذا اليوم ومناطقه وأحزمته الأمنية.
map-of-waiting = ما ينتظر ردًّا، على مناطق هذا اليوم وأحزمته الأمنية، وهو آخر يوم فيه حوادث.
queue = قائمة الانتظار
state-unanswered = دون رد
state-overdue = متجاوزة للموعد
state-open = حالات مفتوحة
state-noted = لا حاجة إلى حالة
state-result = ذات نتيجة
state-all = الكل
waits-since = منذ
reports-of = { $reports ->
    [zero] لا بلاغات
    [one] بلاغ واحد
    [two] بلاغان
    [few] { $reports } بلاغات
    [many] { $reports } بلاغًا
   *[other] { $reports } بلاغ
} من { $sources ->
    [zero] لا مصدر
    [one] مصدر واحد
    [two] مصدرين
    [few] { $sources } مصادر
    [many] { $sources } مصدرًا
   *[other] { $sources } مصدر
}
killed = القتلى: { $number }
injured = الجرحى: { $number }
doubts = { $number ->
    [zero] لا شكوك
    [one] شك واحد
    [two] شكّان
    [few] { $number } شكوك
    [many] { $number } شكًّا
   *[other] { $number } شك
}
answer = الرد
why = السبب
open-case = فتح حالة
no-case = لا حاجة إلى حالة
go-on = متابعة
queue-empty = لا شيء ينتظر هنا
queue-empty-why = تظهر الحوادث الجديدة تلقائيًّا. اختر قائمة أخرى أعلاه لرؤية الباقي.
earlier = الصفوف السابقة
later = الصفوف التالية
rows-shown = { $first }–{ $last } من { $number }
keys = المفاتيح: j وk للتنقّل، وEnter للفتح، وv للرد، وd عند عدم الحاجة إلى حالة.

due = المهلة حتى
held-true = ما يُعدّ صحيحًا
when = الوقت
where-title = المكان
actor = من يُقال إنه فعل ذلك
target = ضد من
disputed = محل خلاف
killed-title = القتلى
injured-title = الجرحى
civilians = المدنيون: { $number }
voices = ما يستند إليه
origins = { $number ->
    [zero] لا مصدر أصلي مستقل
    [one] مصدر أصلي مستقل واحد
    [two] مصدران أصليان مستقلان
    [few] { $number } مصادر أصلية مستقلة
    [many] { $number } مصدرًا أصليًّا مستقلًّا
   *[other] { $number } مصدر أصلي مستقل
}
origins-not-known = المصادر الأصلية غير معروفة
held-together = أضعف رابط: { $share }
doubts-title = الشكوك
claims = الإفادات كما وردت
claims-withheld = لا تُعرض أقوال المصادر على هذا الحساب.
origin = المصدر الأصلي
received = تاريخ الاستلام
belongs = ينتمي باحتمال { $share }
judged-by = تقدير:
where-from = الملف والسطر
file-line = السطر
evidence = الأدلة (SHA-256)
case = الحالة
since = منذ
proposed-by = المقترح مقدّم من { $who }
confirm-finding = تأكيد هذه النتيجة
second-person = يجب أن يؤكّدها شخص ثانٍ. أنت من اقترحها، فلا يمكن أن تكون أنت.
step = الخطوة
take-step = اتخاذ الخطوة
propose-finding = اقتراح نتيجة (يلزم شخصان)
finding = النتيجة
clause = البند
standard-of-proof = معيار الإثبات
method = الطريقة
evidence-lines = الأدلة، مرجع واحد في كل سطر
propose = اقتراح
case-not-shown = لا تُعرض الحالات على هذا الحساب.
clauses = البنود المعنية
attribution = الإسناد
zone = المنطقة
no-clause = لا ينطبق عليه أي بند سارٍ.
near = حوادث قريبة مكانًا وزمانًا
near-none = لا شيء ضمن 10 كم ويومين.
history = تاريخ الإجراءات
act-title = الإجراء
what = ماذا
who = من
line-of-journal = السطر

verdict-breach = خرق
verdict-no-breach = لا خرق
verdict-undetermined = غير محدّد
verdict-none = لا ينطبق أي بند
precision-instant = بدقّة الدقيقة
precision-hour = بدقّة الساعة
precision-day = بدقّة اليوم
precision-week = بدقّة الأسبوع
precision-month = بدقّة الشهر
precision-range = ضمن فترة
precision-year = بدقّة السنة
where-exact = مكان دقيق
where-near = قرب مكان مسمّى
where-adm2 = على مستوى القضاء
where-adm1 = على مستوى المحافظة
where-region = على مستوى الإقليم
where-country = على مستوى البلد
where-unknown = المكان غير معروف
status-received = مستلمة
status-out-of-mandate = خارج الولاية
status-duplicate = مكرّرة
status-under-verification = قيد التحقّق
status-unverifiable = يتعذّر التحقّق منها
status-not-an-incident = ليست حادثًا
status-incident-no-violation = حادث دون انتهاك
status-non-compliance = عدم امتثال
status-violation-minor = انتهاك طفيف
status-violation-serious = انتهاك جسيم
status-endorsed = أُقرّت
status-not-endorsed = لم تُقرّ
status-no-consensus = لا توافق
status-closed = مغلقة
status-reopened = أُعيد فتحها
status-corrected = صُحّحت
status-withdrawn = سُحبت
position-violation = انتهاك
position-no-violation = لا انتهاك
position-exempt = مستثنى
position-abstains = يمتنع
position-not-stated = غير مذكور
attribution-attributed = مُسند
attribution-largely-attributed = مُسند في معظمه
attribution-several = إلى عدة أطراف
attribution-not-attributable = غير قابل للإسناد
attribution-withheld-by-mandate = محجوب بموجب الولاية
attribution-disputed = محل خلاف
exemption-not-claimed = لم يُدّعَ استثناء
exemption-claimed-supported = ادُّعي استثناء وتؤيّده الأدلة
exemption-claimed-contradicted = ادُّعي استثناء وتناقضه الأدلة
exemption-claimed-untestable = ادُّعي استثناء ويتعذّر اختباره
exemption-claimed-not-tested = ادُّعي استثناء ولم يُختبر
exemption-not-claimed-target-excluded = لم يُدّعَ استثناء، والهدف مستثنى
exemption-supported = تؤيّده الأدلة
exemption-contradicted = تناقضه الأدلة
exemption-untestable = يتعذّر اختباره
did-judgement = تقدير
did-incident-noted = دُوّنت ملاحظة
did-case-opened = فُتحت حالة
did-case-step = خطوة
did-case-position = موقف
did-case-note = تعليق
did-finding-proposed = اقتُرحت نتيجة
did-decision-put-to-a-body = عُرض على هيئة للبتّ فيه
did-decision-voted-in-a-body = صوت في هيئة
