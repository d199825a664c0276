# Bulletins: issued ones, a draft, issuing, in Persian.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

bulletins-draft = پیش‌نویس
bulletins-day = روز گزارش
bulletins-edition = نسخه
edition-public = عمومی
edition-parties = برای طرف‌ها
edition-un = برای سازمان ملل متحد
bulletins-open-draft = باز کردن پیش‌نویس
bulletins-issued = منتشرشده: { $number }
bulletins-number = شماره
bulletins-at = زمان انتشار
bulletins-files = فایل‌ها
bulletins-whole = { $number ->
    [one] { $number } فایل، همان‌گونه که منتشر شد
   *[other] { $number } فایل، همان‌گونه که منتشر شد
}
bulletins-changed = { $number ->
    [one] { $number } فایل پس از آن حذف یا دگرگون شده است
   *[other] { $number } فایل پس از آن حذف یا دگرگون شده‌اند
}
bulletins-none = هنوز بولتنی برای شما منتشر نشده است
bulletins-none-why = میز برای هر روز گزارش یک بولتن منتشر می‌کند. بولتن همان‌گونه که منتشر شده اینجا می‌ماند.
bulletins-sealed = بر پایهٔ مجموعهٔ دادهٔ مهرشده
bulletins-seal = مهر از سوابق مشترک
bulletins-seal-get = دریافت
bulletins-unsealed = هنوز نه: اقدام باید نخست وارد، ثبت و هم‌امضا شود.
bulletins-verify = چگونه می‌توان بدون اعتماد به این میز آن را وارسی کرد
bulletins-seen = سند
bulletins-checks = وارسی‌های پیش از انتشار
bulletins-refused = بازبینی انتشار آن را نمی‌پذیرد:
bulletins-corrigenda = اصلاح‌های درون آن: { $number }
bulletins-before = پیش‌تر برای این روز و نسخه منتشر شده:
bulletins-sign = امضا و انتشار
bulletins-sign-why = آنچه منتشر شده هرگز بازنویسی نمی‌شود.
bulletins-head-signs = سرپرست میز آن را امضا و منتشر می‌کند.
bulletins-go-sign = خواندن آنچه مهر می‌شود و امضا
bulletins-corrects = اصلاح‌ها
bulletins-corrections = { $number ->
    [one] { $number } اصلاح دارد
   *[other] { $number } اصلاح دارد
}
bulletins-corrected-later = بولتنی بعدی می‌گوید که این یکی اکنون چگونه خوانده می‌شود. این همان‌گونه که منتشر شد می‌ماند.
bulletins-away = پوشهٔ آن بیرون از مأموریت بود و جابه‌جا شده است.
bulletins-of = بولتن
bulletins-was = آنچه منتشر شد
bulletins-reads = خوانش کنونی
bulletins-file = فایل
bulletins-all = دریافت همهٔ فایل‌ها (.zip)
bulletins-checks-issued = وارسی‌ها
bulletins-gate = بازبینی انتشار
bulletins-gate-why = پذیرفته شد: اگر چیزی یافت شود که این نسخه نباید نشان دهد، هیچ نوشته نمی‌شود.
bulletins-log = ثبت‌های سوابق مشترک که بر آن‌ها استوار است
bulletins-beside = در کنارِ
bulletins-check-passed = پذیرفته
bulletins-check-failed = رد شد
bulletins-check-unshown = چیزی که این نسخه نباید نشان دهد در آن نیست. شمار رشته‌های جست‌وجوشده: { $number }.
bulletins-check-founded = هیچ نقضی بی‌یافته نیست. شمار رویدادهای پیوست: { $number }.
bulletins-check-numbers = هر عدد یکا، ناظر، قاعده و نقشه دارد. شمار عددها: { $number }.
bulletins-check-made = همهٔ فایل‌ها آماده‌اند جز PDF که هنگام امضا چیده می‌شود. شمار فایل‌ها: { $number }.
bulletins-behind = { $number ->
    [one] { $number } رویداد در پس آن
   *[other] { $number } رویداد در پس آن
}
bulletins-behind-others = { $number ->
    [one] { $number } ثبت در پس آن
   *[other] { $number } ثبت در پس آن
}
bulletins-will-seal = آنچه مهر می‌شود
bulletins-signer = امضاکننده
bulletins-mark = این پیش‌نویس
bulletins-pdf-then = PDF هنگام امضا از همین واژه‌ها چیده می‌شود. سیاهه همهٔ فایل‌ها را نام می‌برد.
bulletins-confirm = امضا
bulletins-sign-readers = هر که این نسخه را می‌خواند آن را بی‌درنگ می‌بیند.
bulletins-sign-mended = تنها بولتنی بعدی می‌تواند آن را اصلاح کند. اگر پس از خواندن چیزی دگرگون شده باشد، هیچ منتشر نمی‌شود.
bulletins-back = بازگشت به پیش‌نویس
bulletins-verify-sums = فایل .zip را باز کنید. جمع هر فایل باید با سیاهه یکی باشد و سیاهه با جمع‌های بالا.
bulletins-verify-seal = با مهر و منشوری که طرف شما امضا کرده، وارسی نه شبکه می‌خواهد و نه Holdfire:
bulletins-verify-made = مهر و منشور آنجا نوشته می‌شود که سوابق نگه‌داری می‌شود:
bulletins-verify-again = هر که مأموریت را در دست دارد آن را بایت به بایت دوباره می‌سازد:
