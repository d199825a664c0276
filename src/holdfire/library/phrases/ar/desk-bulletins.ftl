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
bulletins-verify = كيفية التحقّق منها دون الاعتماد على هذا المكتب
bulletins-seen = الوثيقة
bulletins-checks = عمليات التحقّق قبل الإصدار
bulletins-passed = لم تجد رقابة الإصدار ما لا يجوز لهذه الطبعة إظهاره. عدد السلاسل التي بُحث عنها: { $number }.
bulletins-refused = ترفضها رقابة الإصدار:
bulletins-corrigenda = التصويبات الواردة فيها: { $number }
bulletins-before = ما صدر سابقًا لهذا اليوم ولهذه الطبعة:
bulletins-sign = التوقيع والإصدار
bulletins-sign-why = ما صدر لا يُكتب فوقه أبدًا.
bulletins-head-signs = يوقّعها رئيس المكتب ويصدرها.
