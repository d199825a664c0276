# Signing in, one's own account, and the administration of accounts in Arabic.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

sign-in = تسجيل الدخول
sign-in-wrong = الاسم أو كلمة المرور أو الرمز غير صحيح.
account-name = الحساب
password = كلمة المرور
passkey-use = تسجيل الدخول بمفتاح مرور
passkey-none = لم يُستخدم مفتاح مرور.
passkey-new = إنشاء مفتاح مرور على هذا الجهاز
passkeys = { $number ->
    [zero] لا مفاتيح مرور
    [one] مفتاح مرور واحد
    [two] مفتاحا مرور
    [few] { $number } مفاتيح مرور
    [many] { $number } مفتاح مرور
   *[other] { $number } مفتاح مرور
}
code = رمز لمرة واحدة
code-why = يعرضه تطبيقك. ويصلح رمز الاسترداد أيضًا، مرة واحدة.
own-account = حسابك
shown-once = يُعرض هذا مرة واحدة. احفظه في مكان آمن.
role = الدور
role-officer = مناوب
role-chief = رئيس المكتب
role-delegate = مندوب
role-observer = مراقب
role-reporter = مبلّغ ميداني
role-administrator = مسؤول الحسابات
party = الطرف
cleared = مصرّح له بالملفات السرّية
second-factor = العامل الثاني
codes-there = يطلب هذا الحساب رمزًا لمرة واحدة.
codes-how = أدخل هذا المفتاح في تطبيق المصادقة، ثم اكتب الرمز الذي يعرضه.
codes-begin = تفعيل الرموز لمرة واحدة
password-change = تغيير كلمة المرور
password-before = كلمة المرور الحالية
password-new = كلمة مرور جديدة
password-hint = 12 حرفًا أو أكثر. اختر أربع كلمات لا صلة بينها.
tokens = رموز الوصول للبرامج
tokens-why = يستطيع البرنامج الذي يملك رمز وصول أن يفعل ما تستطيع فعله.
token-for = الغرض منه
token-days = الأيام
token-new = إنشاء رمز وصول
token-end = إلغاء
person = الشخص
change = تغيير
yes = نعم
no = لا
shut = مغلق
shut-account = إغلاق الحساب
open-again = إعادة الفتح
factors-away = إزالة العوامل الثانية
account-new = إنشاء حساب
reads = عمليات الاطلاع على الملفات السرّية
reads-none = لا شيء.
changes = التغييرات في الحسابات
