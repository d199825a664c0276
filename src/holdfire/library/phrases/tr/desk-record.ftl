# The record, in Turkish.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

record-journal = Günlük
record-lines = Her biri öncekinin özetini taşıyan satır: { $number }
record-last = Son satırın özeti
record-verify = Şimdi denetle
record-verify-why = Her satırın, alınan her veri dosyasının ve her bültenin özeti yeniden hesaplanır; ortak kayıt da denetlenir.
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
record-offline = Bu sayfa olmadan nasıl denetlenir
record-age = Tanıkların arkasında durduğu en yeni denetim noktası
record-unwitnessed = henüz yok
record-hours = { $number } saat önce
record-enter = Bekleyenleri imzala
record-late = Bir saati aşkın süredir pek az tarafta bulunan kayıtlarımız
record-evidence-number = Çatallanma ve diğer ihlallerin kanıtları
record-own = Derecelerine göre kayıtlarımız
record-ladder = 0 burada kuyrukta, 1 kayda geçti, 2 yeterince tarafta var, 3 geniş çoğunluk tanık, 4 bütün garantörler imzaladı.
record-checkpoints = Denetim noktaları, önce en yeniler
record-signed = Karşı imzalayanlar
record-mirrors = Elinde tutanlar
record-nobody = henüz kimse
record-chain = Satırlar, önce en yeniler
record-redacted = çıkarıldı
record-checked-lines = Günlüğün satırları
record-checked-files = Alınan veri dosyaları
record-checked-bulletins = Yayımlanan bültenler
record-checked-entries = Ortak kaydın yeniden denetlenen kayıtları
record-not-audited = burada denetlenmedi
