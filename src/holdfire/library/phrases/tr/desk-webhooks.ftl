# Web kancaları: yenilikleri başka yerdeki programlara bildirir.

webhooks = Web kancaları
webhooks-why = Günlüğün her yeni satırı bir işaretle bildirilir: numara, özet, zaman ve bağlantı. İçeriği bir belirteçle istenir.
webhooks-none = Hiç yok.
webhook-new = Web kancası oluştur
webhook-end = Sonlandır
webhook-number = Numara
webhook-address = Adres
webhook-for = Hangi hesap için
webhook-for-hint = Yalnızca bu hesabın bilebileceği bildirilir.
webhook-of = Bildirilen
webhook-every = günlüğün her satırı
webhook-bulletins = yayımlanan bültenler
deliveries = Teslimler
deliveries-none = Henüz yok.
delivery-line = Satır
delivery-state = Durum
delivery-tries = Deneme
delivery-said = Son yanıt
delivery-waits = bekliyor
delivery-taken = alındı
delivery-given-up = bırakıldı
deliveries-tries = { $number ->
    [one] Bir teslim bir kez denenir.
   *[other] Bir teslim, uzayan aralarla en çok { $number } kez denenir.
}
