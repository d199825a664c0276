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
agreement-days = { $number ->
    [zero] { $number } يوم
    [one] { $number } يوم
    [two] { $number } يوم
    [few] { $number } أيام
    [many] { $number } يومًا
   *[other] { $number } يوم
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
agreement-strength = درجة الإلزام
agreement-bound = يُلزم
agreement-acts = الأفعال
agreement-cited = ورد في
agreement-our-reading = قراءتنا نحن، لا نصّ الكلام
agreement-commitments = الالتزامات: { $number }
agreement-owed = المطلوب
agreement-owner = المسؤول عنه
agreement-status = إلى أي مدى، وبقول من
agreement-rhetorical = ليس التزامًا
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
decisions-number = المقترحات: { $number }
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
positions-title = حالات معروضة على أصحاب القرار
positions-put = عُرضت
positions-evidence = المراجع إلى الأدلة: { $number }
positions-rule = قاعدة البتّ
positions-word = الموقف
positions-state = إعلان الموقف
positions-let-rule = تطبيق القاعدة
positions-none = لا حالات معروضة على أصحاب القرار
positions-none-why = تُعرض الحالة عندما يتوصّل شخصان في المكتب إلى نتيجة.
