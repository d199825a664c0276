# وب‌هوک‌ها: برنامه‌هایی در جای دیگر که از تازه‌ها خبر می‌گیرند.

webhooks = وب‌هوک‌ها
webhooks-why = هر سطر تازهٔ دفتر با یک نشان خبر داده می‌شود: شماره، درهم‌سازی، زمان و پیوند. محتوا را باید با توکن خواست.
webhooks-none = هیچ‌کدام نیست.
webhook-new = ساختن وب‌هوک
webhook-end = پایان دادن
webhook-number = شماره
webhook-address = نشانی
webhook-for = برای حساب
webhook-for-hint = تنها آنچه این حساب می‌تواند بداند خبر داده می‌شود.
webhook-of = خبر از
webhook-every = هر سطر دفتر
webhook-bulletins = بولتن‌های صادرشده
deliveries = تحویل‌ها
deliveries-none = هنوز هیچ.
delivery-line = سطر
delivery-state = وضعیت
delivery-tries = تلاش‌ها
delivery-said = آخرین پاسخ
delivery-waits = در انتظار
delivery-taken = دریافت شد
delivery-given-up = رها شد
deliveries-tries = { $number ->
    [one] تحویل حداکثر { $number } بار آزموده می‌شود.
   *[other] تحویل حداکثر { $number } بار، با فاصله‌های رو به افزایش، آزموده می‌شود.
}
