# What does not hold together in printed figures (registers/tally_flags.py).

flag-exceed = مجموع مناطقه { $summed }، والإجمالي المطبوع { $total }
flag-not-broken-down = { $left } من إجماليه { $total } لا تقع في أي منطقة
flag-versions = إجماليه مطبوع هكذا: { $total }
flag-list-longer = في قائمته { $held } وفي عدّه { $total }؛ والأكبر يخدم الحدود
flag-cut-offs = يعدّ { $one } من { $start } إلى { $end } UTC و{ $other } من { $start_other } إلى { $end_other } UTC
flag-longer = يشمل عدّه { $one } ساعة، واليوم المطلوب { $other }
flag-rough = أرقام معروفة { $precision } قد تخصّ هذا اليوم؛ وهي لا تدخل في أي عدّ ولا حدّ
flag-confirmed = يعدّ { $one }، ويقال إن الطرف الآخر يؤكد منها { $other }
flag-offender = تدرج الصفحة المراقب كمخالف؛ وهو من قام بالعدّ
flag-sum = مجموع ({ $who }) المطبوع { $one } ادّعاء من الصفحة؛ { $why_fits }
flag-sum-fits = ما طبعه كل منهم يعطي هذا المجموع
flag-sum-fits-not = ما طبعه كل منهم لا يعطي هذا المجموع
flag-sum-unknown = إجمالياتهم الخاصة لذلك اليوم ليست محفوظة كلها
