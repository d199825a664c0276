# Sources, quarantine, and taking a file in, in Turkish.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

sources-sent = Her kaynağın gönderdikleri
sources-source = Kaynak
sources-files = Veri dosyaları
sources-read = Okunan satır
sources-accepted = Kabul edilen
sources-known = Zaten bilinen
sources-quarantined = Karantinada
sources-last = Son alınış
sources-none = Henüz hiçbir şey alınmadı
sources-none-why = Aşağıdan bir veri dosyası alın veya bir saha raporu gönderin.
sources-take-in = İçeri al
sources-file = Veri dosyası
sources-hint = Her satır ya kabul edilir, ya zaten bilinir ya da gerekçesiyle karantinaya girer. Hiçbir şey atılmaz.
sources-waiting = Karantinadaki kusurlar: { $number }
sources-column = Sütun
sources-value = Değer
sources-nothing-waits = Bekleyen satır yok.
