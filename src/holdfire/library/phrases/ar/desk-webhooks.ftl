# خطاطيف الويب: برامج في أماكن أخرى تُبلَّغ بكل جديد.

webhooks = خطاطيف الويب
webhooks-why = يُبلَّغ عن كل سطر جديد في السجل بعلامة: الرقم والبصمة والوقت ورابط. أما المضمون فيُطلب برمز دخول.
webhooks-none = لا يوجد أي منها.
webhook-new = إنشاء خطاف ويب
webhook-end = إنهاؤه
webhook-number = الرقم
webhook-address = العنوان
webhook-for = للحساب
webhook-for-hint = لا يُبلَّغ إلا ما يحق لهذا الحساب معرفته.
webhook-of = يُبلَّغ عن
webhook-every = كل سطر في السجل
webhook-bulletins = النشرات الصادرة
deliveries = عمليات التسليم
deliveries-none = لا شيء بعد.
delivery-line = السطر
delivery-state = الحالة
delivery-tries = المحاولات
delivery-said = آخر رد
delivery-waits = ينتظر
delivery-taken = استُلم
delivery-given-up = تُرك
deliveries-tries = { $number ->
    [zero] لا تُجرَّب عملية التسليم.
    [one] تُجرَّب عملية التسليم مرة واحدة.
    [two] تُجرَّب عملية التسليم مرتين على الأكثر.
    [few] تُجرَّب عملية التسليم { $number } مرات على الأكثر، بفترات متزايدة.
    [many] تُجرَّب عملية التسليم { $number } مرة على الأكثر، بفترات متزايدة.
   *[other] تُجرَّب عملية التسليم { $number } مرة على الأكثر، بفترات متزايدة.
}
