# Agreement, decisions, positions.

agreement-on = In force on
agreement-show = Show
agreement-terms = Terms
agreement-term-from = from
agreement-term-to = to
agreement-days-left = { $number ->
    [one] { $number } day left
   *[other] { $number } days left
}
agreement-days = { $number ->
    [one] { $number } day
   *[other] { $number } days
}
agreement-consented = Consented
agreement-refused = Refused
agreement-silent = Silent
agreement-who = Who
agreement-guarantors = Guarantors
agreement-parties = Parties
agreement-observers = Observers
agreement-bodies = Bodies
agreement-excluded = Excluded from the ceasefire
agreement-zones = Zones and security belts
agreement-kind = Kind
agreement-map = Map
agreement-edge = Edge known within
agreement-since = Since
agreement-no-zone = No zone is in force on that day.
agreement-clauses = Clauses in force: { $number }
agreement-strength = Force
agreement-bound = Binds
agreement-acts = Acts
agreement-cited = Stands in
agreement-our-reading = our reading, not the text's words
agreement-commitments = Commitments: { $number }
agreement-owed = What is owed
agreement-owner = Answers for it
agreement-status = How far, by whose word
agreement-rhetorical = not an obligation
agreement-nobody-said = nobody has said
agreement-contested = What sources contradict
agreement-not-known = Not known
agreement-sources = Sources
agreement-digest = Digest of the agreement pack
term-in-force = in force
term-extended = extended
term-lapsed = lapsed
term-not-begun = not begun
term-unknown-no-record-of-consensus = not known: no record of consensus
status-of-not-begun = not begun
status-of-minimal = minimal
status-of-partial = partial
status-of-full = full
zone-kind-zone = zone
zone-kind-belt = security belt
zone-kind-corridor = corridor
decisions-number = Proposals: { $number }
decisions-put-by = Put by
decisions-hours-left = { $number ->
    [one] { $number } hour left
   *[other] { $number } hours left
}
decisions-silent = silent, which is no consent
decisions-your-word = Say your party's word
decisions-none = Nothing was put to those who decide
decisions-none-why = A delegate or the head of a desk puts a proposal. Its outcome is computed from what each says.
decisions-aside = Tried, and does not count
decisions-propose = Put a proposal
decisions-no-key = This desk does not hold its party's keys. Guarantors vote with holdfire decide on their own machines.
decisions-title = Title
decisions-who = Who decides
decisions-prolong = Prolongs the term
decisions-new-end = until
decisions-authentic = Text that prevails
decisions-put = Put it
decisions-until = Votes count until
decisions-words = Who has said what
decisions-word = Word
decisions-relayed = relayed, not signed by it
decisions-sign = Sign
decisions-texts = Texts
decisions-prevails = this text prevails
decisions-no-text = The text is not at hand.
outcome-open = open
outcome-adopted = adopted
outcome-no-consensus = no consensus
outcome-lapsed = lapsed
outcome-superseded = superseded
vote-consent = consent
vote-reservation = consent with reservation
vote-objection = objection
vote-abstention = abstention
positions-title = Cases put to those who decide
positions-put = Put
positions-evidence = references to evidence: { $number }
positions-rule = Decided by
positions-word = Position
positions-state = State it
positions-let-rule = Let the rule decide
positions-none = No case was put to those who decide
positions-none-why = A case is put when two persons at the desk have found something.
