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
