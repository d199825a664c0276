# What a term's clock says.

clock-begins = { $day } tarihinde başlar.
clock-ended-by-text = Kayıttaki bir metne göre { $day } tarihinde sona erdi.
clock-prolonged = Kayda göre { $why_times } uzatıldı; artık { $day } tarihinde sona eriyor.
clock-once = bir kez
clock-times = { $number } kez
clock-runs = { $start } tarihinde başladı, { $day } tarihinde sona eriyor.
clock-refused = { $day } tarihinde sona erdi; kayıtta reddeden: { $parties }.
clock-unknown = { $day } tarihinde sona erdi; { $why_not }. Sessizlik mutabakat değildir ve hiçbir metin yürürlükten kalktığını söylemiyor.
clock-unknown-late = { $day } tarihinde sona erdi; { $why_not }. Geç, bu tarihten sonra: { $parties }. Sessizlik mutabakat değildir ve hiçbir metin yürürlükten kalktığını söylemiyor.
clock-no-consent = o güne kadar kayıtta onayı olmayan: { $parties }
clock-no-one-text = her biri onayladı, ancak kabul edilmiş tek bir metni değil
clock-no-consent-yet = kayıtta uzatma onayı olmayan: { $parties }
clock-ends-in-one = 1 gün içinde, { $day } tarihinde sona eriyor; { $why_not }.
clock-ends-in = { $number } gün içinde, { $day } tarihinde sona eriyor; { $why_not }.
