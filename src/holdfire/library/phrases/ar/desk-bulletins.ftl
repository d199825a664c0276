# Bulletins: issued ones, a draft, issuing, in Arabic.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

bulletins-draft = المسودّة
bulletins-day = يوم التقرير
bulletins-edition = الطبعة
edition-public = عامة
edition-parties = للأطراف
edition-un = للأمم المتحدة
bulletins-open-draft = فتح المسودّة
bulletins-issued = الصادرة: { $number }
bulletins-number = الرقم
bulletins-at = تاريخ الإصدار
bulletins-files = الملفات
bulletins-whole = { $number ->
    [zero] لا ملفات
    [one] ملف واحد كما صدر
    [two] ملفان كما صدرا
    [few] { $number } ملفات كما صدرت
    [many] { $number } ملفًّا كما صدرت
   *[other] { $number } ملف كما صدرت
}
bulletins-changed = { $number ->
    [zero] لم يُفقد أي ملف ولم يُغيَّر
    [one] ملف واحد فُقد أو غُيّر بعد الإصدار
    [two] ملفان فُقدا أو غُيّرا بعد الإصدار
    [few] { $number } ملفات فُقدت أو غُيّرت بعد الإصدار
    [many] { $number } ملفًّا فُقدت أو غُيّرت بعد الإصدار
   *[other] { $number } ملف فُقدت أو غُيّرت بعد الإصدار
}
bulletins-none = لم تصدر لك نشرة بعد
bulletins-none-why = يصدر المكتب نشرة لكل يوم تقرير، وتبقى هنا كما صدرت.
bulletins-sealed = تستند إلى مجموعة البيانات المختومة
bulletins-seal = الختم من السجل المشترك
bulletins-seal-get = تنزيله
bulletins-unsealed = ليس بعد: يجب أولًا إدخال الإجراء وتدوينه والتوقيع المقابل عليه.
bulletins-verify = كيفية التحقّق منها دون الاعتماد على هذا المكتب
bulletins-seen = الوثيقة
bulletins-checks = عمليات التحقّق قبل الإصدار
bulletins-refused = ترفضها رقابة الإصدار:
bulletins-corrigenda = التصويبات الواردة فيها: { $number }
bulletins-before = ما صدر سابقًا لهذا اليوم ولهذه الطبعة:
bulletins-sign = التوقيع والإصدار
bulletins-sign-why = ما صدر لا يُكتب فوقه أبدًا.
bulletins-head-signs = يوقّعها رئيس المكتب ويصدرها.
bulletins-go-sign = قراءة ما سيُختم ثم التوقيع
bulletins-corrects = التصويبات
bulletins-corrections = { $number ->
    [zero] لا تصويبات فيها
    [one] فيها تصويب واحد
    [two] فيها تصويبان
    [few] فيها { $number } تصويبات
    [many] فيها { $number } تصويبًا
   *[other] فيها { $number } تصويب
}
bulletins-corrected-later = تبيّن نشرة لاحقة كيف تُقرأ هذه النشرة الآن، وتبقى هذه كما صدرت.
bulletins-away = كان مجلّدها خارج البعثة ونُقل من مكانه.
bulletins-of = النشرة
bulletins-was = كما صدرت
bulletins-reads = كما تُقرأ الآن
bulletins-file = الملف
bulletins-all = تنزيل جميع الملفات (.zip)
bulletins-checks-issued = عمليات التحقّق
bulletins-gate = رقابة الإصدار
bulletins-gate-why = اجتازتها: لا يُكتب شيء إن وُجد ما لا يجوز للطبعة إظهاره.
bulletins-log = قيود السجل المشترك التي تستند إليها
bulletins-beside = تقوم إلى جانب
bulletins-check-passed = اجتازت
bulletins-check-failed = لم تجتز
bulletins-check-unshown = لا شيء مما لا يجوز لهذه الطبعة إظهاره. عدد السلاسل التي بُحث عنها: { $number }.
bulletins-check-founded = لا خرق من غير نتيجة. عدد الحوادث في الملحق: { $number }.
bulletins-check-numbers = لكل رقم وحدة ومراقب وقاعدة وخريطة. عدد الأرقام: { $number }.
bulletins-check-made = أُعدّت الملفات كلها عدا PDF الذي يُنضّد عند التوقيع. عدد الملفات: { $number }.
bulletins-behind = { $number ->
    [zero] لا حوادث وراءها
    [one] وراءها حادث واحد
    [two] وراءها حادثان
    [few] وراءها { $number } حوادث
    [many] وراءها { $number } حادثًا
   *[other] وراءها { $number } حادث
}
bulletins-behind-others = { $number ->
    [zero] لا قيود وراءها
    [one] وراءها قيد واحد
    [two] وراءها قيدان
    [few] وراءها { $number } قيود
    [many] وراءها { $number } قيدًا
   *[other] وراءها { $number } قيد
}
bulletins-will-seal = ما سيُختم
bulletins-signer = الموقّع
bulletins-mark = هذه المسودّة
bulletins-pdf-then = يُنضّد ملف PDF من الكلمات نفسها عند التوقيع، وتذكر القائمة كل ملف.
bulletins-confirm = التوقيع
bulletins-sign-readers = يراها فورًا كل من يقرأ هذه الطبعة.
bulletins-sign-mended = لا تُصوَّب إلا بنشرة لاحقة. وإن تغيّر شيء بعد قراءتها فلا يصدر شيء.
bulletins-back = العودة إلى المسودّة
bulletins-verify-sums = فُكّ ملف .zip. يجب أن يطابق مجموع كل ملف ما في القائمة، وأن تطابق القائمة ما ورد أعلاه.
bulletins-verify-seal = بالختم والميثاق الذي وقّعه طرفكم، لا يحتاج المدقّق إلى شبكة ولا إلى Holdfire:
bulletins-verify-made = يُكتب الختم والميثاق حيث يُحفظ السجل:
bulletins-verify-again = من يملك البعثة يعيد إعدادها بايتًا ببايت:
