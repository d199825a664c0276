# What a term's clock says. The English of each is the product's own sentence (agreement/term.py): web/sentences.py finds it by that.

clock-begins = It begins on { $day }.
clock-ended-by-text = A text on record says that it ended on { $day }.
clock-prolonged = Prolonged { $why_times } on record; it now ends on { $day }.
clock-once = once
clock-times = { $number } times
clock-runs = It began on { $start } and ends on { $day }.
clock-refused = It ended on { $day }; refused on record by { $parties }.
clock-unknown = It ended on { $day }; { $why_not }. Silence is not consensus, and no text says that it lapsed.
clock-unknown-late = It ended on { $day }; { $why_not }. Late, after that end: { $parties }. Silence is not consensus, and no text says that it lapsed.
clock-no-consent = no consent by then is on record from { $parties }
clock-no-one-text = each consented, but to no one text that is adopted
clock-no-consent-yet = no consent to prolong it is on record from { $parties }
clock-ends-in-one = Ends in 1 day, on { $day }; { $why_not }.
clock-ends-in = Ends in { $number } days, on { $day }; { $why_not }.
