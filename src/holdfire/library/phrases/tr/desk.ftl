# The desk's frame, queue and incident in Turkish. Each message stands in all five languages with the same values.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

desk = Masa
skip = İçeriğe geç
exercise = TATBİKAT. Buradaki hiçbir şey yaşanmadı.
clocks = Saatler
line-on = Bağlantı var
line-off = Bağlantı yok. Gönderdikleriniz burada bekler.
outbox-waits = gönderilmeyi bekliyor
sign-out = Oturumu kapat
rooms = Masanın bölümleri
room-desk = Nöbet masası
room-registers = Kayıt defterleri
room-timeline = Zaman çizelgesi
room-agreement = Anlaşma
room-decisions = Kararlar
room-centre = Merkez
room-bulletins = Bültenler
room-watch = Nöbet devri
room-report = İhbar
room-sources = Kaynaklar
room-record = Ortak kayıt
room-accounts = Hesaplar
foot = Holdfire, hiçbir tarafın gizlice değiştiremeyeceği bir kayıt tutar.
refused-title = Bu işlem yapılamaz
back-to-desk = Masaya dön
not-known = bilinmiyor
not-stated = belirtilmedi
time-not-known = zamanı bilinmiyor
place-not-known = yer bilinmiyor
place-not-named = yer adı belirtilmemiş
near-town = { $town }, { $km } km { $side }
at-town = { $town } yerleşiminde

since-last-watch = Son nöbetten bu yana
since-new = yeni
since-answered = yanıtlanan
since-changed = değişen
since-never = henüz nöbet devralan olmadı, her şey sayılır
undone-take-in = Henüz hiçbir şey alınmadı. Bir veri dosyası alın veya bir ihbar gönderin.
undone-fuse = Yeni ihbarlar veya değerlendirmeler henüz işlenmedi.
undone-assess = Olaylar henüz anlaşmayla karşılaştırılmadı.
inbox-waits = { $number ->
    [one] { $number } ihbar alınmayı bekliyor.
   *[other] { $number } ihbar alınmayı bekliyor.
}
work-out = Şimdi işle
map = Harita
map-more = Çizilmeyen: #. Yakınlaştırın.
map-unplaced = Yeri harita için fazla kaba bilinen: #.
map-zoom-in = Yakınlaştır
map-zoom-out = Uzaklaştır
map-north = Kuzey yukarıda
map-alt = Bölge ve olay haritası; her olay kuyrukta da yer alır
map-title = Bölgeler ve olaylar, { $day }
map-told = Bölge, güvenlik şeridi ve olay haritası. Noktası bilinen olay: { $number }; yalnız ilçesi veya ili bilinen: { $rough }.
map-foot = Gösterilen sınırlar bunlara ilişkin bir tutum anlamına gelmez. Daire veya taralı alan, olayın geçmiş olabileceği yerdir.
map-day = Harita günü
map-waits = Yanıt bekleyenler
map-of-day = Bu günün olayları, bölgeleri ve güvenlik kuşakları.
map-of-waiting = Yanıt bekleyenler; bölgeler ve güvenlik kuşakları, olay bulunan son gün olan bu güne aittir.
queue = Kuyruk
state-unanswered = Yanıtsız
state-overdue = Gecikmiş
state-open = Açık dosyalar
state-noted = Dosya gerekmiyor
state-result = Sonuçlanmış
state-all = Tümü
waits-since = şu tarihten beri:
reports-of = { $sources ->
    [one] { $sources } kaynaktan
   *[other] { $sources } kaynaktan
} { $reports ->
    [one] { $reports } ihbar
   *[other] { $reports } ihbar
}
killed = ölen: { $number }
injured = yaralanan: { $number }
doubts = { $number ->
    [one] { $number } kuşku
   *[other] { $number } kuşku
}
answer = Yanıtla
why = Gerekçe
open-case = Dosya aç
no-case = Dosya gerekmiyor
go-on = Devam et
queue-empty = Burada bekleyen yok
queue-empty-why = Yeni olaylar kendiliğinden görünür. Diğerleri için yukarıdan başka bir liste seçin.
earlier = Önceki satırlar
later = Sonraki satırlar
rows-shown = { $first }–{ $last } / { $number }
keys = Tuşlar: j ve k gezinir, Enter açar, v yanıtlar, d dosya gerekmediğini belirtir.

due = son tarih
held-true = Doğru kabul edilenler
when = Zaman
where-title = Yer
actor = Yaptığı bildirilen
target = Kime karşı
disputed = tartışmalı
killed-title = Ölen
injured-title = Yaralanan
civilians = sivil: { $number }
voices = Dayanağı
origins = { $number ->
    [one] { $number } bağımsız ilk kaynak
   *[other] { $number } bağımsız ilk kaynak
}
origins-not-known = ilk kaynakları bilinmiyor
held-together = en zayıf bağ: { $share }
doubts-title = Kuşkular
claims = Alındığı hâliyle iddialar
claims-withheld = Kaynakların sözleri bu hesaba gösterilmez.
origin = ilk kaynak
received = alındı
belongs = { $share } olasılıkla buraya ait
judged-by = değerlendiren:
where-from = Veri dosyası ve satır
file-line = satır
evidence = Kanıtlar (SHA-256)
case = Dosya
since = şu tarihten beri:
proposed-by = Öneren: { $who }
confirm-finding = Bu bulguyu onayla
second-person = Bulguyu ikinci bir kişi onaylamalıdır. Öneren siz olduğunuz için siz onaylayamazsınız.
step = Adım
take-step = Adımı at
propose-finding = Bulgu öner (iki kişi gerekir)
finding = Bulgu
clause = Hüküm
standard-of-proof = İspat ölçütü
method = Yöntem
evidence-lines = Kanıtlar, her satıra bir gönderme
propose = Öner
case-not-shown = Bu hesaba dosya gösterilmez.
clauses = İlgili hükümler
attribution = İsnat
zone = Bölge
no-clause = Yürürlükteki hiçbir hüküm buna uygulanmıyor.
near = Yer ve zaman olarak yakındakiler
near-none = 10 km ve iki gün içinde bir şey yok.
history = Geçmiş
act-title = İşlem
what = Ne
who = Kim
line-of-journal = Satır

verdict-breach = ihlal
verdict-no-breach = ihlal yok
verdict-undetermined = belirlenemedi
verdict-none = uygulanır hüküm yok
precision-instant = dakikasına kadar
precision-hour = saatine kadar
precision-day = gününe kadar
precision-week = haftasına kadar
precision-month = ayına kadar
precision-range = bir aralık içinde
precision-year = yılına kadar
where-exact = tam yer
where-near = adı bilinen bir yerin yakını
where-adm2 = ilçe düzeyinde
where-adm1 = il düzeyinde
where-region = yöre düzeyinde
where-country = ülke düzeyinde
where-unknown = yer bilinmiyor
status-received = alındı
status-out-of-mandate = görev yetkisi dışında
status-duplicate = yinelenen
status-under-verification = doğrulanıyor
status-unverifiable = doğrulanamıyor
status-not-an-incident = olay değil
status-incident-no-violation = olay, ihlal yok
status-non-compliance = uymama
status-violation-minor = hafif ihlal
status-violation-serious = ağır ihlal
status-endorsed = benimsendi
status-not-endorsed = benimsenmedi
status-no-consensus = uzlaşı yok
status-closed = kapatıldı
status-reopened = yeniden açıldı
status-corrected = düzeltildi
status-withdrawn = geri çekildi
position-violation = ihlal
position-no-violation = ihlal yok
position-exempt = istisna kapsamında
position-abstains = çekimser
position-not-stated = belirtilmedi
attribution-attributed = isnat edildi
attribution-largely-attributed = büyük ölçüde isnat edildi
attribution-several = birden çok tarafa
attribution-not-attributable = isnat edilemiyor
attribution-withheld-by-mandate = görev yetkisi gereği belirtilmiyor
attribution-disputed = tartışmalı
exemption-not-claimed = istisna iddiası yok
exemption-claimed-supported = istisna iddiası destekleniyor
exemption-claimed-contradicted = istisna iddiası çürütülüyor
exemption-claimed-untestable = istisna iddiası sınanamıyor
exemption-claimed-not-tested = istisna iddiası sınanmadı
exemption-not-claimed-target-excluded = istisna iddiası yok, hedef kapsam dışı
exemption-supported = destekleniyor
exemption-contradicted = çürütülüyor
exemption-untestable = sınanamıyor
did-judgement = değerlendirildi
did-incident-noted = not düşüldü
did-case-opened = dosya açıldı
did-case-step = adım
did-case-position = tutum
did-case-note = açıklama
did-finding-proposed = bulgu önerildi
did-decision-put-to-a-body = karar için bir organa sunuldu
did-decision-voted-in-a-body = bir organda oy
