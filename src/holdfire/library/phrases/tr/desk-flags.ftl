# What does not hold together in printed figures (registers/tally_flags.py).

flag-exceed = bölgeler { $summed } ediyor, basılan toplam ise { $total }
flag-not-broken-down = toplam { $total } içinden { $left } hiçbir bölgede yer almıyor
flag-versions = toplam { $total } olarak basılmış
flag-list-longer = listede { $held }, sayımda { $total }; sınırlar için büyük olan alınır
flag-cut-offs = { $start } ile { $end } UTC arasında { $one }, { $start_other } ile { $end_other } UTC arasında { $other } sayıyor
flag-longer = { $one } saati sayıyor, sorulan gün { $other } saat
flag-rough = yalnızca { $precision } bilinen rakamlar bu güne ait olabilir; hiçbir sayıma ve sınıra girmezler
flag-confirmed = { $one } sayıyor, diğer tarafın bunların { $other } tanesini doğruladığı söyleniyor
flag-offender = sayfa gözlemciyi ihlal eden olarak gösteriyor; o yalnızca sayandır
flag-sum = { $who } toplamı, { $one } olarak basılmış, sayfanın iddiasıdır; { $why_fits }
flag-sum-fits = her birinin bastığı bu toplamı veriyor
flag-sum-fits-not = her birinin bastığı bu toplamı vermiyor
flag-sum-unknown = o günün kendi toplamlarının tümü kayıtlı değil
