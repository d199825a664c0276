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
sources-taken = Alındı
sources-sum = Okunan satır: { $read } = kabul edilen { $accepted } + zaten bilinen { $known } + karantinada { $quarantined }
sources-reports = Eldeki ihbarlar
sources-share = Karantina payı
sources-still = Hâlâ bekleyen
sources-limit = Bir defada en çok 20 MB.
sources-of-all = Bütün kaynakları göster
sources-rows = Kusurlu satırlar: { $number }. Dosyayı düzeltin, adını koruyun ve yeniden alın.
sources-whole-row = satırın tamamı
sources-blank = boş veya yok
