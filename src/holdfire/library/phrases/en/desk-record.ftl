# The record.

record-journal = Journal
record-lines = Lines, each with the hash of the one before: { $number }
record-last = Hash of the last line
record-verify = Check now
record-verify-why = Every line, every file taken in and every bulletin is hashed again.
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
record-checkpoint = Newest checkpoint
record-checkpoint-size = Over { $number } entries, countersigned by:
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
