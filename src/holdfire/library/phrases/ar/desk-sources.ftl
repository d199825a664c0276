# Sources, quarantine, and taking a file in, in Arabic.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

sources-sent = ما أرسله كل مصدر
sources-source = المصدر
sources-files = الملفات
sources-read = الصفوف المقروءة
sources-accepted = المقبولة
sources-known = المعروفة سابقًا
sources-quarantined = في الحجر
sources-last = آخر استلام
sources-none = لم يُستلم شيء بعد
sources-none-why = استلم ملفًّا أدناه أو أرسل تقريرًا ميدانيًّا.
sources-take-in = استلام
sources-file = الملف
sources-hint = كل صف إما مقبول أو معروف سابقًا أو في الحجر مع ذكر السبب. ولا يُسقَط شيء.
sources-waiting = العيوب في الحجر: { $number }
sources-column = العمود
sources-value = القيمة
sources-nothing-waits = لا صفوف في الانتظار.
sources-taken = تم الاستلام
sources-sum = الصفوف المقروءة { $read } = المقبولة { $accepted } + المعروفة سابقًا { $known } + في الحجر { $quarantined }
sources-reports = البلاغات المحفوظة
sources-share = نسبة الحجر
sources-still = ما زال ينتظر
sources-limit = الحد الأقصى 20 ميغابايت في المرة الواحدة.
sources-of-all = عرض جميع المصادر
sources-rows = صفوف فيها عيب: { $number }. صحّح الملف واحتفظ باسمه واستلمه من جديد.
sources-whole-row = الصف كله
sources-blank = فارغة أو غائبة
