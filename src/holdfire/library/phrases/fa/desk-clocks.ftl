# What a term's clock says.

clock-begins = در { $day } آغاز می‌شود.
clock-ended-by-text = متنی در سوابق می‌گوید که در { $day } پایان یافت.
clock-prolonged = طبق سوابق { $why_times } تمدید شد؛ اکنون در { $day } پایان می‌یابد.
clock-once = یک بار
clock-times = { $number } بار
clock-runs = در { $start } آغاز شد و در { $day } پایان می‌یابد.
clock-refused = در { $day } پایان یافت؛ مخالفت در سوابق از: { $parties }.
clock-unknown = در { $day } پایان یافت؛ { $why_not }. سکوت اجماع نیست و هیچ متنی نمی‌گوید که از اعتبار افتاده است.
clock-unknown-late = در { $day } پایان یافت؛ { $why_not }. دیر، پس از آن پایان: { $parties }. سکوت اجماع نیست و هیچ متنی نمی‌گوید که از اعتبار افتاده است.
clock-no-consent = تا آن روز رضایتی در سوابق نیست از: { $parties }
clock-no-one-text = هر یک رضایت داد، ولی نه به یک متن واحد پذیرفته‌شده
clock-no-consent-yet = رضایتی برای تمدید در سوابق نیست از: { $parties }
clock-ends-in-one = تا 1 روز دیگر، در { $day } پایان می‌یابد؛ { $why_not }.
clock-ends-in = تا { $number } روز دیگر، در { $day } پایان می‌یابد؛ { $why_not }.
