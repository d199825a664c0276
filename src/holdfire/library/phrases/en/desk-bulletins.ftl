# Bulletins: issued ones, a draft, issuing.

bulletins-draft = Draft
bulletins-day = Reporting day
bulletins-edition = Edition
edition-public = public
edition-parties = for the parties
edition-un = for the United Nations
bulletins-open-draft = Open the draft
bulletins-issued = Issued: { $number }
bulletins-number = Number
bulletins-at = issued on
bulletins-files = Files
bulletins-whole = { $number ->
    [one] { $number } file, as issued
   *[other] { $number } files, as issued
}
bulletins-changed = { $number ->
    [one] { $number } file is gone or was changed since
   *[other] { $number } files are gone or were changed since
}
bulletins-none = No bulletin was issued to you yet
bulletins-none-why = The desk issues one for each reporting day. It stays here as it was issued.
bulletins-sealed = Rests on the sealed dataset
bulletins-seal = Seal from the joint record
bulletins-seal-get = download it
bulletins-unsealed = Not yet: its act is to be entered, logged and countersigned first.
bulletins-verify = How to check it without trusting this desk
bulletins-seen = The document
bulletins-checks = Checks before release
bulletins-refused = The release gate refuses it:
bulletins-corrigenda = Corrigenda in it: { $number }
bulletins-before = Issued before for this day and edition:
bulletins-sign = Sign and issue
bulletins-sign-why = What is issued is never written over.
bulletins-head-signs = The head of the desk signs and issues it.
bulletins-go-sign = Read what will be sealed, and sign
bulletins-corrects = Corrigenda
bulletins-corrections = { $number ->
    [one] tells { $number } corrigendum
   *[other] tells { $number } corrigenda
}
bulletins-corrected-later = A later bulletin says how this one now reads. This one stands as it was issued.
bulletins-away = Its folder lay outside the mission and was moved away.
bulletins-of = Bulletin
bulletins-was = As issued
bulletins-reads = As it now reads
bulletins-file = File
bulletins-all = Download all files (.zip)
bulletins-checks-issued = Checks
bulletins-gate = Release gate
bulletins-gate-why = Passed: nothing is written where it finds what the edition may not show.
bulletins-log = Entries of the joint record that it rests on
bulletins-beside = Stands beside
bulletins-check-passed = passed
bulletins-check-failed = failed
bulletins-check-unshown = Nothing that this edition may not show. Strings looked for: { $number }.
bulletins-check-founded = No breach without a finding. Incidents in the annex: { $number }.
bulletins-check-numbers = Every number has unit, observer, rule and map. Numbers: { $number }.
bulletins-check-made = Every file could be made but the PDF, which is set when it is signed. Files: { $number }.
bulletins-behind = { $number ->
    [one] { $number } incident behind it
   *[other] { $number } incidents behind it
}
bulletins-behind-others = { $number ->
    [one] { $number } entry behind it
   *[other] { $number } entries behind it
}
bulletins-will-seal = What will be sealed
bulletins-signer = Signed by
bulletins-mark = This draft
bulletins-pdf-then = The PDF is set from the same words when you sign. The manifest names every file.
bulletins-confirm = Sign it
bulletins-sign-readers = Everybody who reads this edition sees it at once.
bulletins-sign-mended = A later bulletin can only correct it with corrigenda. If anything changed since you read it, nothing is issued.
bulletins-back = Back to the draft
bulletins-verify-sums = Unpack the .zip. Each file must have the sum that is listed, and the sums must be those above.
bulletins-verify-seal = With the seal and the charter that your party signed, the verifier needs no network and no Holdfire:
bulletins-verify-made = The seal and the charter are written where the record is kept:
bulletins-verify-again = Who holds the mission makes it again, byte for byte:
