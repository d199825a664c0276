# The desk's frame, queue and incident. Each message stands in all five languages with the same values.

desk = Desk
skip = To the content
exercise = EXERCISE. Nothing here happened.
clocks = Clocks
line-on = Connected
line-off = No connection. What you send waits here.
outbox-waits = waiting to be sent
sign-out = Sign out
rooms = Rooms of the desk
room-desk = Duty desk
room-registers = Registers
room-timeline = Timeline
room-agreement = Agreement
room-decisions = Decisions
room-centre = Centre
room-bulletins = Bulletins
room-watch = Hand-over
room-report = Report
room-sources = Sources
room-record = Record
room-accounts = Accounts
foot = Holdfire keeps a record that no party can quietly change.
refused-title = This cannot be done
back-to-desk = Back to the desk
not-known = not known
not-stated = not stated
time-not-known = time not known
place-not-known = place not known
place-not-named = place not named
near-town = { $km } km { $side } of { $town }
at-town = at { $town }

since-last-watch = Since the last watch
undone-take-in = Nothing was taken in yet. Take a file in, or send a report.
undone-fuse = New reports or judgements are not worked out yet.
undone-assess = Incidents are not held against the agreement yet.
inbox-waits = { $number ->
    [one] { $number } report waits to be taken in.
   *[other] { $number } reports wait to be taken in.
}
work-out = Work out now
map = Map
map-more = # more are not drawn: zoom in.
map-unplaced = # are known too roughly for a map.
map-zoom-in = Zoom in
map-zoom-out = Zoom out
map-north = North up
map-alt = Map of zones and incidents; every incident stands in the queue as well
map-title = Zones and incidents, { $day }
map-told = Map of zones, belts and incidents. Incidents with a point: { $number }; known only to a district or province: { $rough }.
map-foot = Boundaries shown imply no position on them. A circle or shaded area is where it may have been.
queue = Queue
state-unanswered = Unanswered
state-overdue = Overdue
state-open = Open cases
state-noted = No case needed
state-result = With a result
state-all = All
waits-since = since
reports-of = { $reports ->
    [one] { $reports } report
   *[other] { $reports } reports
} from { $sources ->
    [one] { $sources } source
   *[other] { $sources } sources
}
killed = { $number } killed
injured = { $number } injured
doubts = { $number ->
    [one] { $number } doubt
   *[other] { $number } doubts
}
answer = Answer
why = Reason
open-case = Open a case
no-case = No case needed
go-on = Go on
queue-empty = Nothing waits here
queue-empty-why = New incidents appear by themselves. Choose another list above to see the rest.
earlier = Earlier rows
later = Later rows
rows-shown = { $first }–{ $last } of { $number }
keys = Keys: j and k move, Enter opens, v answers, d needs no case.

due = due
held-true = What is held true
when = Time
where-title = Place
actor = Said to have acted
target = Against
disputed = disputed
killed-title = Killed
injured-title = Injured
civilians = civilians: { $number }
voices = Behind it
origins = { $number ->
    [one] { $number } independent origin
   *[other] { $number } independent origins
}
origins-not-known = origins not known
held-together = weakest link { $share }
doubts-title = Doubts
claims = Claims as received
claims-withheld = The sources' words are not shown to this account.
origin = origin
received = received
belongs = belongs with probability { $share }
judged-by = judged by
where-from = File and line
file-line = line
evidence = Evidence (SHA-256)
case = Case
since = since
proposed-by = Proposed by { $who }
confirm-finding = Confirm this finding
second-person = A second person has to confirm. You proposed it, so it cannot be you.
step = Step
take-step = Take the step
propose-finding = Propose a finding (two persons)
finding = Finding
clause = Clause
standard-of-proof = Standard of proof
method = Method
evidence-lines = Evidence, one reference a line
propose = Propose
case-not-shown = No case is shown to this account.
clauses = Clauses touched
attribution = Attribution
zone = Zone
no-clause = No clause in force applies to it.
near = Near by in place and time
near-none = Nothing within 10 km and two days.
history = History
act-title = Act
what = What
who = Who
line-of-journal = Line

verdict-breach = breach
verdict-no-breach = no breach
verdict-undetermined = undetermined
verdict-none = no clause applies
precision-instant = to the minute
precision-hour = to the hour
precision-day = to the day
precision-week = to the week
precision-month = to the month
precision-range = within a range
precision-year = to the year
where-exact = exact
where-near = near a named place
where-adm2 = to the district
where-adm1 = to the province
where-region = to the region
where-country = to the country
where-unknown = place not known
status-received = received
status-out-of-mandate = out of mandate
status-duplicate = duplicate
status-under-verification = under verification
status-unverifiable = cannot be verified
status-not-an-incident = not an incident
status-incident-no-violation = incident, no violation
status-non-compliance = non-compliance
status-violation-minor = minor violation
status-violation-serious = serious violation
status-endorsed = endorsed
status-not-endorsed = not endorsed
status-no-consensus = no consensus
status-closed = closed
status-reopened = reopened
status-corrected = corrected
status-withdrawn = withdrawn
position-violation = violation
position-no-violation = no violation
position-exempt = exempt
position-abstains = abstains
position-not-stated = not stated
attribution-attributed = attributed
attribution-largely-attributed = largely attributed
attribution-several = several parties
attribution-not-attributable = not attributable
attribution-withheld-by-mandate = withheld by mandate
attribution-disputed = disputed
exemption-not-claimed = no exemption claimed
exemption-claimed-supported = exemption claimed and supported
exemption-claimed-contradicted = exemption claimed and contradicted
exemption-claimed-untestable = exemption claimed, cannot be tested
exemption-claimed-not-tested = exemption claimed, not tested
exemption-not-claimed-target-excluded = no exemption claimed, target excluded
exemption-supported = supported
exemption-contradicted = contradicted
exemption-untestable = cannot be tested
did-judgement = judged
did-incident-noted = noted
did-case-opened = case opened
did-case-step = step
did-case-position = position
did-case-note = remark
did-finding-proposed = finding proposed
