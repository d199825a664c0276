# Waiting after failed tries, one-time codes and passkeys in Turkish.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

sign-in-wait = Çok fazla deneme yapıldı. { $seconds ->
    [one] { $seconds } saniye bekleyip yeniden deneyin.
   *[other] { $seconds } saniye bekleyip yeniden deneyin.
}
line-away = Oturumunuz kapandı. Bu sayfa yenilenmiyor. Yeniden oturum açın.
code-wrong = Kod uymuyor. Cihazınızın saatini denetleyin ve sonraki kodu girin.
codes-open = Kimlik doğrulama uygulamasında aç
codes-left = { $number ->
    [one] { $number } kurtarma kodu kaldı.
   *[other] { $number } kurtarma kodu kaldı.
}
passkey-since = Geçiş anahtarı:
passkey-away = Kaldır
token-until = bitiş:
