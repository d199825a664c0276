# Agreement, decisions, positions, in Arabic.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

agreement-on = النافذ في تاريخ
agreement-show = عرض
agreement-terms = المُدد
agreement-term-from = من
agreement-term-to = إلى
agreement-days-left = { $number ->
    [zero] لم يبق أي يوم
    [one] بقي يوم واحد
    [two] بقي يومان
    [few] بقيت { $number } أيام
    [many] بقي { $number } يومًا
   *[other] بقي { $number } يوم
}
agreement-consented = وافق
agreement-refused = رفض
agreement-silent = صامت
agreement-who = المعنيون
agreement-guarantors = الضامنون
agreement-parties = الأطراف
agreement-observers = المراقبون
agreement-bodies = الهيئات
agreement-excluded = المستثنون من وقف إطلاق النار
agreement-zones = المناطق والأحزمة الأمنية
agreement-kind = النوع
agreement-map = الخريطة
agreement-edge = الخط معروف في حدود
agreement-since = منذ
agreement-no-zone = لا منطقة سارية في ذلك اليوم.
agreement-clauses = البنود السارية: { $number }
agreement-bound = يُلزم
agreement-acts = الأفعال
agreement-cited = ورد في
agreement-our-reading = قراءتنا نحن، لا نصّ الكلام
agreement-commitments = الالتزامات: { $number }
agreement-owed = المطلوب
agreement-owner = المسؤول عنه
agreement-status = إلى أي مدى، وبقول من
agreement-nobody-said = لم يقل أحد شيئًا
agreement-contested = ما تتعارض فيه المصادر
agreement-not-known = غير معروف
agreement-sources = المصادر
agreement-digest = بصمة حزمة الاتفاق
term-in-force = سارية
term-extended = مُدّدت
term-lapsed = انقضت
term-not-begun = لم تبدأ
term-unknown-no-record-of-consensus = غير معروفة: لا توافق مسجّل
status-of-not-begun = لم يبدأ
status-of-minimal = في حدّه الأدنى
status-of-partial = جزئي
status-of-full = كامل
zone-kind-zone = منطقة
zone-kind-belt = حزام أمني
zone-kind-corridor = ممر
agreement-slide = تمرير على امتداد المدة
agreement-turns = أيام يتغيّر فيها شيء
agreement-before = التغيير السابق:
agreement-after = التغيير التالي:
agreement-begins = يبدأ في هذا اليوم
agreement-ends = لم يعد ساريًا من هذا اليوم
agreement-days-past = { $number ->
    [zero] انتهى أجلها اليوم
    [one] انتهى أجلها قبل يوم واحد
    [two] انتهى أجلها قبل يومين
    [few] انتهى أجلها قبل { $number } أيام
    [many] انتهى أجلها قبل { $number } يومًا
   *[other] انتهى أجلها قبل { $number } يوم
}
agreement-gone = ما انقضى من المدة
agreement-late = وافق بعد الانتهاء
agreement-instruments = الوثائق المتفق عليها حتى ذلك اليوم: { $number }
agreement-instrument = الوثيقة
agreement-agreed-on = تاريخ الاتفاق
agreement-made-by = وضعها
agreement-in-force-from = نافذة منذ
agreement-force-not-stated = لا مصدر يذكر التاريخ
agreement-says-ours = كل سطر ملخّص بكلماتنا، وترد كلمات النص نفسه في الداخل حيث يكون مصدره متاحًا.
agreement-lay-text = لإظهارها ضع نص المصدر في مجلد البعثة:
agreement-verb = الفعل في النص
agreement-where = أين
agreement-everywhere = في كل مكان
agreement-addressed = موجّه إلى
agreement-until = حتى
agreement-official = خط رسمي
agreement-our-drawing = رسمنا نحن: لم يُنشر خط رسمي
agreement-see-map = خريطة هذا اليوم
agreement-role = الصفة
agreement-role-party = طرف
agreement-role-guarantor = ضامن
agreement-role-observer = مراقب
agreement-disputed = وتذكر مصادر أخرى: منذ
agreement-body = الهيئة
agreement-members = الأعضاء
agreement-decides = طريقة القرار
decides-consensus = بالتوافق
decides-quorum-by-constituency = بنصاب كل طرف
decides-head-alone = برئيسها وحده
decides-not-known = غير معروف
agreement-line = السطر { $first } من النص المتاح
agreement-lines = الأسطر { $first } إلى { $last } من النص المتاح
agreement-sha-passage = بصمة SHA-256 للمقطع
agreement-sha-text = بصمة SHA-256 للنص
agreement-no-passage = النص متاح، ولم يُعثر فيه على هذا الموضع.
agreement-no-text = نص هذا المصدر غير متاح.
agreement-rhetorical-number = طلبات وتصريحات وإعلانات عزم لا تُلزم أحدًا: { $number }
agreement-overdue = { $number ->
    [zero] لا تأخير
    [one] تأخّر يومًا واحدًا
    [two] تأخّر يومين
    [few] تأخّر { $number } أيام
    [many] تأخّر { $number } يومًا
   *[other] تأخّر { $number } يوم
}
agreement-not-complied = يقول بعدم امتثال:
agreement-proof-incident = حادث
agreement-proof-entry = قيد في السجلّ
agreement-proof-file = ملف ببصمة SHA-256
agreement-proof-not-shown = لم يُصدر إليكم
agreement-proof-gone = غير متاح هنا
agreement-no-proof = لم يُذكر دليل
agreement-told-by = معياره:
strength-obligation = إلزام
strength-decision = قرار
strength-determination = عزم
strength-request = طلب
strength-statement = تصريح
rank-official-text = نص رسمي
rank-communiqu = بلاغ رسمي
rank-press = صحافة
decisions-number = المقترحات: { $number }
decisions-queued = وُقّع هنا ولم يُدوَّن بعد
decisions-queued-why = يُحتسب ويراه الآخرون متى وصل السجل إلى من يحفظه:
decisions-put-by = مقدّم من
decisions-hours-left = { $number ->
    [zero] لم تبق أي ساعة
    [one] بقيت ساعة واحدة
    [two] بقيت ساعتان
    [few] بقيت { $number } ساعات
    [many] بقيت { $number } ساعة
   *[other] بقيت { $number } ساعة
}
decisions-silent = صامت، وذلك ليس موافقة
decisions-your-word = إبداء رأي طرفك
decisions-none = لم يُعرض شيء على أصحاب القرار
decisions-none-why = يقدّم المقترحَ مندوبٌ أو رئيس المكتب، وتُحسب النتيجة من ردود الجميع.
decisions-aside = محاولات لا تُحتسب
decisions-propose = تقديم مقترح
decisions-no-key = لا يحمل هذا المكتب مفاتيح طرفه. يصوّت الضامنون بالأمر holdfire decide على أجهزتهم.
decisions-title = العنوان
decisions-who = صاحب القرار
decisions-prolong = المدة التي يمدّدها
decisions-new-end = حتى
decisions-authentic = النص المعتمد
decisions-put = تقديم
decisions-until = تُحتسب الأصوات حتى
decisions-words = من قال ماذا
decisions-word = الرد
decisions-relayed = نقله غيره ولم يوقّعه بنفسه
decisions-sign = توقيع
decisions-texts = النصوص
decisions-prevails = هذا النص هو المعتمد
decisions-no-text = النص غير متاح.
outcome-open = مفتوح
outcome-adopted = اعتُمد
outcome-no-consensus = لا توافق
outcome-lapsed = انقضت مهلته
outcome-superseded = حلّ محله نص آخر
vote-consent = موافقة
vote-reservation = موافقة مع تحفّظ
vote-objection = اعتراض
vote-abstention = امتناع
decisions-outcome = النتيجة
decisions-rule = قاعدة القرار
decisions-decided-at = تاريخ القرار
decisions-because-adopted = استوفيت القاعدة. وافق:
decisions-because-no-consensus = لم يعد ممكنًا استيفاء القاعدة. لم يوافق:
decisions-because-open = لم تُستوفَ القاعدة بعد. يُنتظر:
decisions-because-lapsed = انقضت المهلة ورأيٌ ناقص. الصامتون:
decisions-because-superseded = حلّ محله نص آخر:
decisions-silence = الصمت ليس موافقة: إن بقي رأيٌ ناقصًا عند انقضاء المهلة سقط المقترح.
decisions-by-proved = بحسب الوقت الذي يثبته السجلّ، وهو الآن
decisions-by-clock = بحسب ساعات المصوّتين
decisions-no-deadline = لم تُحدَّد مهلة
decisions-does = أثره
decisions-does-words = كلام فحسب: لا يغيّر بذاته شيئًا في الاتفاق
decisions-does-prolong = يمدّد المدة { $term } حتى { $until }
decisions-does-end = ينهي المدة { $term } في { $on }
decisions-does-map = يُنفذ الخريطة { $version } للمنطقة { $zone } من { $from }
decisions-does-close = ينهي المنطقة { $zone } في { $on }
decisions-supersedes = يحلّ محل
decisions-replaces = يحلّ محل (يجوز تركه فارغًا)
decisions-deadline = تُحتسب الأصوات حتى، بتوقيت UTC (يجوز تركه فارغًا)
decisions-why-needed = التحفّظ والاعتراض والامتناع يُذكر سببها.
decisions-elsewhere = طرفك من أصحاب القرار في هذا النص، ولا يستطيع هذا المكتب التوقيع عنه. صوّت على جهاز طرفك:
decisions-speaks-for = هذا الحساب يتكلم باسم
decisions-no-text-in = لا نص بهذه اللغة.
decisions-sha = بصمة SHA-256 للنص، والتصويت على هذا النص بعينه:
decisions-ref = مسجّل باسم
decisions-show-all = الكل
decisions-show-awaited = تنتظر طرفك
decisions-show-open = المفتوحة
decisions-show-closed = المغلقة
positions-title = حالات معروضة على أصحاب القرار
positions-put = عُرضت
positions-evidence = المراجع إلى الأدلة: { $number }
positions-rule = قاعدة البتّ
positions-word = الموقف
positions-state = إعلان الموقف
positions-let-rule = تطبيق القاعدة
positions-none = لا حالات معروضة على أصحاب القرار
positions-none-why = تُعرض الحالة عندما يتوصّل شخصان في المكتب إلى نتيجة.
