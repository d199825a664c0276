# Bulletins: issued ones, a draft, issuing, in Turkish.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

bulletins-draft = Taslak
bulletins-day = Rapor günü
bulletins-edition = Nüsha
edition-public = kamuya açık
edition-parties = taraflar için
edition-un = Birleşmiş Milletler için
bulletins-open-draft = Taslağı aç
bulletins-issued = Yayımlanan: { $number }
bulletins-number = Sayı
bulletins-at = yayım zamanı
bulletins-files = Belgeler
bulletins-whole = { $number ->
    [one] { $number } belge, yayımlandığı hâliyle
   *[other] { $number } belge, yayımlandığı hâliyle
}
bulletins-changed = { $number ->
    [one] { $number } belge sonradan silinmiş veya değiştirilmiş
   *[other] { $number } belge sonradan silinmiş veya değiştirilmiş
}
bulletins-none = Size henüz bülten yayımlanmadı
bulletins-none-why = Masa her rapor günü için bir bülten yayımlar. Bülten burada yayımlandığı hâliyle kalır.
bulletins-sealed = Dayandığı mühürlü veri kümesi
bulletins-seal = Ortak kayıttan mühür
bulletins-seal-get = indir
bulletins-unsealed = Henüz yok: işlem önce girilmeli, günlüğe yazılmalı ve karşı imzalanmalı.
bulletins-verify = Bu masaya güvenmeden nasıl denetlenir
bulletins-seen = Belge
bulletins-checks = Yayım öncesi denetimler
bulletins-refused = Yayım denetimi geri çevirdi:
bulletins-corrigenda = İçindeki düzeltmeler: { $number }
bulletins-before = Bu gün ve nüsha için önceden yayımlanan:
bulletins-sign = İmzala ve yayımla
bulletins-sign-why = Yayımlananın üzerine asla yazılmaz.
bulletins-head-signs = Masa başkanı imzalar ve yayımlar.
bulletins-go-sign = Neyin mühürleneceğini oku ve imzala
bulletins-corrects = Düzeltmeler
bulletins-corrections = { $number ->
    [one] { $number } düzeltme içeriyor
   *[other] { $number } düzeltme içeriyor
}
bulletins-corrected-later = Sonraki bir bülten bunun şimdi nasıl okunduğunu söyler. Bu bülten yayımlandığı hâliyle kalır.
bulletins-away = Klasörü görevin dışındaydı ve taşındı.
bulletins-of = Bülten
bulletins-was = Yayımlandığı hâli
bulletins-reads = Şimdiki hâli
bulletins-file = Belge
bulletins-all = Bütün belgeleri indir (.zip)
bulletins-checks-issued = Denetimler
bulletins-gate = Yayım denetimi
bulletins-gate-why = Geçti: nüshanın gösteremeyeceği bir şey bulunursa hiçbir şey yazılmaz.
bulletins-log = Dayandığı ortak kayıttaki kayıtlar
bulletins-beside = Yanında durduğu bülten
bulletins-check-passed = geçti
bulletins-check-failed = kaldı
bulletins-check-unshown = Bu nüshanın gösteremeyeceği bir şey yok. Aranan dizi: { $number }.
bulletins-check-founded = Bulgusuz ihlal yok. Ekteki olaylar: { $number }.
bulletins-check-numbers = Her sayının birimi, gözlemcisi, kuralı ve haritası var. Sayılar: { $number }.
bulletins-check-made = PDF dışındaki bütün belgeler hazır; PDF imza sırasında dizilir. Belgeler: { $number }.
bulletins-behind = { $number ->
    [one] arkasında { $number } olay
   *[other] arkasında { $number } olay
}
bulletins-behind-others = { $number ->
    [one] arkasında { $number } kayıt
   *[other] arkasında { $number } kayıt
}
bulletins-will-seal = Mühürlenecek olan
bulletins-signer = İmzalayan
bulletins-mark = Bu taslak
bulletins-pdf-then = PDF, imza sırasında aynı sözlerden dizilir. Bildirge bütün belgeleri adlandırır.
bulletins-confirm = İmzala
bulletins-sign-readers = Bu nüshayı okuyan herkes onu hemen görür.
bulletins-sign-mended = Ancak sonraki bir bülten onu düzeltebilir. Okuduğunuzdan beri bir şey değiştiyse hiçbir şey yayımlanmaz.
bulletins-back = Taslağa dön
bulletins-verify-sums = .zip dosyasını açın. Her belgenin toplamı listedekiyle, liste de yukarıdakilerle aynı olmalı.
bulletins-verify-seal = Mühür ve tarafınızın imzaladığı tüzükle, denetleyici ağa da Holdfire’a da gerek duymaz:
bulletins-verify-made = Mühür ve tüzük, kaydın tutulduğu yerde yazılır:
bulletins-verify-again = Görevi elinde tutan onu bayt bayt yeniden üretir:
