# Signing in, one's own account, and the administration of accounts in Turkish.
# Translated by the authors and not yet read by a native speaker. Terms: docs/words.md.

sign-in = Oturum aç
sign-in-wrong = Ad, parola veya kod doğru değil.
account-name = Hesap
password = Parola
passkey-use = Geçiş anahtarıyla oturum aç
passkey-none = Geçiş anahtarı kullanılmadı.
passkey-new = Bu cihazda geçiş anahtarı oluştur
passkeys = { $number ->
    [one] { $number } geçiş anahtarı
   *[other] { $number } geçiş anahtarı
}
code = Tek kullanımlık kod
code-why = Uygulamanız gösterir. Kurtarma kodu da bir kez geçerlidir.
own-account = Hesabınız
shown-once = Bu yalnız bir kez gösterilir. Güvenli bir yerde saklayın.
role = Rol
role-officer = nöbetçi
role-chief = masa başkanı
role-delegate = delege
role-observer = gözlemci
role-reporter = saha görevlisi
role-administrator = yönetici
party = Taraf
cleared = gizli belgelere erişim yetkisi var
second-factor = İkinci doğrulama
codes-there = Bu hesap tek kullanımlık kod ister.
codes-how = Bu anahtarı kimlik doğrulama uygulamasına girin, sonra gösterdiği kodu yazın.
codes-begin = Tek kullanımlık kodları kullan
password-change = Parolayı değiştir
password-before = Şimdiki parola
password-new = Yeni parola
password-hint = En az 12 karakter. Birbiriyle ilgisiz dört sözcük seçin.
tokens = Programlar için belirteçler
tokens-why = Belirteci olan bir program, sizin yapabildiklerinizi yapabilir.
token-for = Ne için
token-days = Gün
token-new = Belirteç oluştur
token-end = İptal et
person = Kişi
change = Değiştir
yes = evet
no = hayır
shut = kapalı
shut-account = Hesabı kapat
open-again = Yeniden aç
factors-away = İkinci doğrulamaları kaldır
account-new = Hesap oluştur
reads = Gizli belgelere bakışlar
reads-none = Yok.
changes = Hesap değişiklikleri
