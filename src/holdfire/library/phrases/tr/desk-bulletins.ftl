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
bulletins-verify = Bu masaya güvenmeden nasıl denetlenir
bulletins-seen = Belge
bulletins-checks = Yayım öncesi denetimler
bulletins-passed = Yayım denetimi, bu nüshanın gösteremeyeceği bir şey bulmadı. Aranan dizi: { $number }.
bulletins-refused = Yayım denetimi geri çevirdi:
bulletins-corrigenda = İçindeki düzeltmeler: { $number }
bulletins-before = Bu gün ve nüsha için önceden yayımlanan:
bulletins-sign = İmzala ve yayımla
bulletins-sign-why = Yayımlananın üzerine asla yazılmaz.
bulletins-head-signs = Masa başkanı imzalar ve yayımlar.
