# Zaman çizelgesi: gözlemle birlikte günlük sayılar.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

timeline-title-verdict = Güne ve bulguya göre olaylar
timeline-title-state = Güne ve yanıta göre olaylar
timeline-length = Gösterilen günler
timeline-days = { $number } gün
timeline-by-verdict = Bulguya göre
timeline-by-state = Yanıta göre
timeline-drawing = { $first } – { $last } arası olaylar, gözlem saatleriyle birlikte
timeline-effort = gözlem saatleri, tek bir gözlemcinin en yükseği
timeline-hours-not-stated = gözlem yapıldı, saat belirtilmedi
timeline-nobody = gözlem yapıldığı bilinmiyor
timeline-zero = gözlem yapılırken kaydedilen olay yok
timeline-not-shown = size yayımlanmadı
timeline-none = olay yok
timeline-watched = gözlem yapıldı
timeline-effort-why = Saatler tek bir gözlemciye aittir ve toplanmaz. Kimsenin gözlemediği bir gündeki sayı az şey söyler; kimsenin gözlemediği boş bir gün hiçbir şey söylemez.
timeline-before = Önceki günler
timeline-after = Sonraki günler
timeline-marks = Sürecin adımları
timeline-mark-text = metin üzerinde anlaşıldı
timeline-mark-round = tur yapıldı
timeline-mark-extension = süre uzatıldı, onaylayan
timeline-mark-term-end = sürenin sonu
timeline-mark-decision = karar kabul edildi
timeline-numbers = Güne göre sayılar
timeline-day = Gün
timeline-watch = Gözlem
timeline-list = Bu günlerin olayları: { $number }
timeline-whole = Gösterilen tüm günler
timeline-roughly = Zamanı güne göre daha az kesin bilinen, sütunlarda yer almayan ama bu günlere ait olabilecek: { $number }
timeline-download = Tam olarak bunu indirin:
timeline-days-csv = günler (CSV)
timeline-incidents-csv = olaylar (CSV)
timeline-empty = Bu günlerde olay yok
timeline-empty-why = Başka günler seçin. Gözlem yapılıp yapılmadığı yukarıdaki çizimde gösterilir.
timeline-empty-edition = Olaylar, günlerine ait bülten size yayımlandığında burada görünür.
