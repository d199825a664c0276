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
bulletins-verify = چگونه می‌توان بدون اعتماد به این میز آن را وارسی کرد
bulletins-seen = سند
bulletins-checks = وارسی‌های پیش از انتشار
bulletins-passed = بازبینی انتشار چیزی نیافت که این نسخه نباید نشان دهد. شمار رشته‌های جست‌وجوشده: { $number }.
bulletins-refused = بازبینی انتشار آن را نمی‌پذیرد:
bulletins-corrigenda = اصلاح‌های درون آن: { $number }
bulletins-before = پیش‌تر برای این روز و نسخه منتشر شده:
bulletins-sign = امضا و انتشار
bulletins-sign-why = آنچه منتشر شده هرگز بازنویسی نمی‌شود.
bulletins-head-signs = سرپرست میز آن را امضا و منتشر می‌کند.
