# The record.

record-journal = Journal
record-lines = Lines, each with the hash of the one before: { $number }
record-last = Hash of the last line
record-verify = Check now
record-verify-why = Every line, every file taken in and every bulletin is hashed again, and the log is audited.
record-joint = Joint record
record-none = This mission keeps no joint record yet. The parties found one with holdfire record.
record-origin = Name of the log
record-ours = This node is of
record-size = Entries
record-root = Root
record-charter = Charter, version
record-no-charter = no charter here yet
record-to-sign = Acts that wait to be signed
record-void = Entries that count for nothing
record-void-one = void
record-evidence = Evidence of an offence is kept here:
record-entries = Entries, newest first
record-place = Place
record-claimed = Author's clock
record-grade = Grade
record-wants = wants
grade-queued = queued
grade-logged = logged
grade-witnessed = witnessed
grade-joint = joint
grade-mirrored = mirrored
record-holds = It holds together
record-faults = { $number ->
    [one] { $number } fault
   *[other] { $number } faults
}
record-elsewhere = A host could lie to this page. The verifier on your own machine does not trust it.
record-offline = How to check it without this page
record-age = Newest checkpoint that witnesses stand for
record-unwitnessed = none yet
record-hours = { $number } h old
record-enter = Sign what waits
record-late = Our entries that too few others hold for over an hour
record-evidence-number = Evidence of forks and other offences
record-own = Our entries by grade
record-ladder = 0 queued here, 1 in the log, 2 held by enough others, 3 witnessed by the wider quorum, 4 by every guarantor.
record-checkpoints = Checkpoints, newest first
record-signed = Countersigned by
record-mirrors = Held by
record-nobody = nobody yet
record-chain = Lines, newest first
record-redacted = redacted
record-checked-lines = Lines of the journal
record-checked-files = Files taken in
record-checked-bulletins = Bulletins issued
record-checked-entries = Entries of the joint record, audited anew
record-not-audited = not audited here
