# Agreement, decisions, positions, in Turkish.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

agreement-on = Yürürlükte olduğu gün
agreement-show = Göster
agreement-terms = Süreler
agreement-term-from = başlangıç:
agreement-term-to = bitiş:
agreement-days-left = { $number ->
    [one] { $number } gün kaldı
   *[other] { $number } gün kaldı
}
agreement-days = { $number ->
    [one] { $number } gün
   *[other] { $number } gün
}
agreement-consented = Onay verenler
agreement-refused = Reddedenler
agreement-silent = Sessiz kalanlar
agreement-who = Kimler
agreement-guarantors = Garantörler
agreement-parties = Taraflar
agreement-observers = Gözlemciler
agreement-bodies = Organlar
agreement-excluded = Ateşkesin dışında tutulanlar
agreement-zones = Bölgeler ve güvenlik şeritleri
agreement-kind = Tür
agreement-map = Harita
agreement-edge = Sınırın kesinliği
agreement-since = Başlangıç
agreement-no-zone = O gün yürürlükte bölge yok.
agreement-clauses = Yürürlükteki hükümler: { $number }
agreement-strength = Bağlayıcılık
agreement-bound = Kimi bağlar
agreement-acts = Eylemler
agreement-cited = Yer aldığı metin
agreement-our-reading = metnin sözü değil, bizim yorumumuz
agreement-commitments = Taahhütler: { $number }
agreement-owed = Taahhüt edilen
agreement-owner = Sorumlusu
agreement-status = Ne ölçüde, kimin sözüyle
agreement-rhetorical = yükümlülük değil
agreement-nobody-said = kimse bir şey demedi
agreement-contested = Kaynakların çeliştiği noktalar
agreement-not-known = Bilinmiyor
agreement-sources = Kaynaklar
agreement-digest = Anlaşma paketinin özeti
term-in-force = yürürlükte
term-extended = uzatıldı
term-lapsed = sona erdi
term-not-begun = başlamadı
term-unknown-no-record-of-consensus = bilinmiyor: uzlaşı kaydı yok
status-of-not-begun = başlanmadı
status-of-minimal = asgari
status-of-partial = kısmi
status-of-full = tam
zone-kind-zone = bölge
zone-kind-belt = güvenlik şeridi
zone-kind-corridor = koridor
decisions-number = Öneriler: { $number }
decisions-put-by = Sunan:
decisions-hours-left = { $number ->
    [one] { $number } saat kaldı
   *[other] { $number } saat kaldı
}
decisions-silent = sessiz, bu onay değildir
decisions-your-word = Tarafınızın sözünü bildir
decisions-none = Karar verenlere sunulmuş bir şey yok
decisions-none-why = Öneriyi bir delege veya masa başkanı sunar. Sonuç, verilen yanıtlardan hesaplanır.
decisions-aside = Denendi, sayılmıyor
decisions-propose = Öneri sun
decisions-no-key = Bu masada kendi tarafının anahtarları yok. Garantörler kendi makinelerinde holdfire decide ile oy verir.
decisions-title = Başlık
decisions-who = Karar veren
decisions-prolong = Uzattığı süre
decisions-new-end = yeni bitiş
decisions-authentic = Esas alınan metin
decisions-put = Sun
decisions-until = Oyların sayıldığı son an
decisions-words = Kim ne dedi
decisions-word = Yanıt
decisions-relayed = aktarıldı, kendisi imzalamadı
decisions-sign = İmzala
decisions-texts = Metinler
decisions-prevails = bu metin esastır
decisions-no-text = Metin elde yok.
outcome-open = açık
outcome-adopted = kabul edildi
outcome-no-consensus = uzlaşı yok
outcome-lapsed = süresi doldu
outcome-superseded = yerini başka bir metin aldı
vote-consent = onay
vote-reservation = çekinceli onay
vote-objection = itiraz
vote-abstention = çekimser
positions-title = Karar verenlere sunulan dosyalar
positions-put = Sunuldu
positions-evidence = kanıta gönderme: { $number }
positions-rule = Karar kuralı
positions-word = Tutum
positions-state = Tutum bildir
positions-let-rule = Kuralı uygula
positions-none = Karar verenlere sunulmuş dosya yok
positions-none-why = Masadan iki kişi bir bulguya vardığında dosya sunulur.
