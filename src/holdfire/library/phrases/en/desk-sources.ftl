# Sources, quarantine, and taking a file in.

sources-sent = What each source sent
sources-source = Source
sources-files = Files
sources-read = Rows read
sources-accepted = Accepted
sources-known = Known already
sources-quarantined = In quarantine
sources-last = Last
sources-none = Nothing was taken in yet
sources-none-why = Take a file in below, or send a field report.
sources-take-in = Take in
sources-file = File
sources-hint = Every row is accepted, known already, or in quarantine with its reason. Nothing is dropped.
sources-waiting = Defects in quarantine: { $number }
sources-column = Column
sources-value = Value
sources-nothing-waits = No row waits.
sources-taken = Taken in
sources-sum = { $read } rows read = { $accepted } accepted + { $known } known already + { $quarantined } in quarantine
sources-reports = Reports on file
sources-share = Share in quarantine
sources-still = Still waiting
sources-limit = At most 20 MB at once.
sources-of-all = Show all sources
sources-rows = Rows with a defect: { $number }. Correct the file, keep its name, and take it in again.
sources-whole-row = the row as a whole
sources-blank = empty or absent
