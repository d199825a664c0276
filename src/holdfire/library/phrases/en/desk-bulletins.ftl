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
bulletins-verify = How to check it without trusting this desk
bulletins-seen = The document
bulletins-checks = Checks before release
bulletins-passed = The release gate found nothing that this edition may not show. It looked for { $number } strings.
bulletins-refused = The release gate refuses it:
bulletins-corrigenda = Corrigenda in it: { $number }
bulletins-before = Issued before for this day and edition:
bulletins-sign = Sign and issue
bulletins-sign-why = What is issued is never written over.
bulletins-head-signs = The head of the desk signs and issues it.
