# What does not hold together in printed figures (registers/tally_flags.py).

flag-exceed = جمع منطقه‌هایش { $summed } است و مجموع چاپ‌شده { $total }
flag-not-broken-down = { $left } از مجموع { $total } در هیچ منطقه‌ای نیست
flag-versions = مجموعش چنین چاپ شده است: { $total }
flag-list-longer = در فهرستش { $held } و در شمارش { $total } است؛ عدد بزرگ‌تر برای کران‌ها به کار می‌رود
flag-cut-offs = از { $start } تا { $end } UTC تعداد { $one } و از { $start_other } تا { $end_other } UTC تعداد { $other } می‌شمارد
flag-longer = شمارشش { $one } ساعت را در بر دارد و روز خواسته‌شده { $other } ساعت است
flag-rough = ارقامی { $precision } شاید مربوط به این روز باشند؛ در هیچ شمارش و کرانی نمی‌آیند
flag-confirmed = { $one } می‌شمارد و گفته می‌شود طرف دیگر { $other } مورد آن را تأیید می‌کند
flag-offender = صفحه ناظر را نقض‌کننده می‌شمارد؛ او تنها شمارنده است
flag-sum = مجموع ({ $who }) که { $one } چاپ شده ادعای صفحه است؛ { $why_fits }
flag-sum-fits = آنچه هر یک چاپ کرده همین مجموع را می‌دهد
flag-sum-fits-not = آنچه هر یک چاپ کرده این مجموع را نمی‌دهد
flag-sum-unknown = مجموع‌های خود آنان برای آن روز همگی موجود نیست
