# The record, in Turkish.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

record-journal = Günlük
record-lines = Her biri öncekinin özetini taşıyan satır: { $number }
record-last = Son satırın özeti
record-verify = Şimdi denetle
record-verify-why = Her satırın, alınan her veri dosyasının ve her bültenin özeti yeniden hesaplanır.
record-joint = Ortak kayıt
record-none = Bu misyonun henüz ortak kaydı yok. Taraflar holdfire record komutuyla kurar.
record-origin = Kaydın adı
record-ours = Bu düğümün sahibi
record-size = Kayıtlar
record-root = Kök
record-charter = Tüzük, sürüm
record-no-charter = burada henüz tüzük yok
record-to-sign = İmza bekleyen işlemler
record-void = Geçersiz kayıtlar
record-void-one = geçersiz
record-evidence = Kurallara aykırılığın kanıtları burada saklanıyor:
record-checkpoint = En yeni denetim noktası
record-checkpoint-size = { $number } kaydı kapsar, karşı imzalayanlar:
record-entries = Kayıtlar, önce en yeniler
record-place = Sıra
record-claimed = Yazarın saati
record-grade = Derece
record-wants = eksik olan:
grade-queued = kuyrukta
grade-logged = kayda geçti
grade-witnessed = tanık imzalı
grade-joint = ortak
grade-mirrored = aynası var
record-holds = Tutarlı
record-faults = { $number ->
    [one] { $number } kusur
   *[other] { $number } kusur
}
record-elsewhere = Bir sunucu bu sayfaya yalan söyleyebilir. Kendi makinenizdeki denetleyici ona güvenmez.
