# Signing in, one's own account, and the administration of accounts.

sign-in = Sign in
sign-in-wrong = Name, password or code are not right.
account-name = Account
password = Password
passkey-use = Sign in with a passkey
passkey-none = No passkey was used.
passkey-new = Make a passkey on this device
passkeys = { $number ->
    [one] { $number } passkey
   *[other] { $number } passkeys
}
code = One-time code
code-why = Your app shows it. A recovery code works as well, once.
own-account = Your account
shown-once = This is shown once. Keep it in a safe place.
role = Role
role-officer = duty officer
role-chief = head of the desk
role-delegate = delegate
role-observer = observer
role-reporter = field reporter
role-administrator = administrator
party = Party
cleared = cleared for confidential files
second-factor = Second factor
codes-there = This account asks for a one-time code.
codes-how = Enter this key in an authenticator app, then type the code that it shows.
codes-begin = Use one-time codes
password-change = Change the password
password-before = Password so far
password-new = New password
password-hint = 12 characters or more. Take four words that do not belong together.
tokens = Tokens for programs
tokens-why = A program with a token may do what you may do.
token-for = What it is for
token-days = Days
token-new = Make a token
token-end = End it
person = Person
change = Change
yes = yes
no = no
shut = shut
shut-account = Shut the account
open-again = Open it again
factors-away = Take second factors away
account-new = Make an account
reads = Readings of confidential files
reads-none = None.
changes = Changes to accounts
