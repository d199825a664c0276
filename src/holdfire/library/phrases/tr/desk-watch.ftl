# The hand-over of the watch, in Turkish.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

watch-now = Nöbet
watch-since = Bu nöbetin başlangıcı
watch-never = Henüz nöbet devralınmadı. Her şey yeni sayılır.
watch-waits = Nöbeti devreden: { $who }.
watch-take = Nöbeti devral
watch-other = Nöbeti başka bir nöbetçi devralır.
watch-note-of = { $who } şunu yazdı:
watch-note = Gelen nöbetçinin bilmesi gerekenler
watch-hand = Nöbeti devret
watch-open = Şu anda açık
watch-quarantine = Karantinadaki satırlar
watch-new = Bu nöbetin başından beri
watch-nothing-new = Yeni bir şey yok.
watch-none = Yok.
watch-positions = Beklenen tutumlar
watch-asked = Yanıtı beklenen sorular
watch-kept-out = Engellenen gözlemciler
watch-denied-by = engelleyen:
watch-oldest = En uzun süredir bekleyenler
did-watch-handed-over = nöbet devredildi
did-watch-taken-over = nöbet devralındı
did-intake = veri dosyaları alındı
did-fused = olaylar yeniden oluşturuldu
did-assessed = anlaşmayla karşılaştırıldı
did-bulletin-issued = bültenler yayımlandı
did-mission-created = misyon başlatıldı
