# Sources, quarantine, and taking a file in, in Persian.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

sources-sent = آنچه هر منبع فرستاده است
sources-source = منبع
sources-files = فایل‌ها
sources-read = ردیف‌های خوانده‌شده
sources-accepted = پذیرفته
sources-known = از پیش شناخته
sources-quarantined = در قرنطینه
sources-last = آخرین دریافت
sources-none = هنوز چیزی دریافت نشده است
sources-none-why = فایلی را در پایین دریافت کنید یا گزارش میدانی بفرستید.
sources-take-in = دریافت
sources-file = فایل
sources-hint = هر ردیف یا پذیرفته، یا از پیش شناخته، یا با ذکر دلیل در قرنطینه است. چیزی کنار گذاشته نمی‌شود.
sources-waiting = ایرادها در قرنطینه: { $number }
sources-column = ستون
sources-value = مقدار
sources-nothing-waits = ردیفی در انتظار نیست.
sources-taken = دریافت شد
sources-sum = ردیف‌های خوانده‌شده { $read } = پذیرفته { $accepted } + از پیش شناخته { $known } + در قرنطینه { $quarantined }
sources-reports = گزارش‌های موجود
sources-share = سهم قرنطینه
sources-still = هنوز در انتظار
sources-limit = هر بار حداکثر 20 مگابایت.
sources-of-all = نمایش همهٔ منابع
sources-rows = ردیف‌های دارای ایراد: { $number }. فایل را اصلاح کنید، نامش را نگه دارید و دوباره دریافت کنید.
sources-whole-row = کل ردیف
sources-blank = خالی یا ناموجود
