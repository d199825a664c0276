# The hand-over of the watch.

watch-now = The watch
watch-since = This watch began
watch-never = No watch was taken over yet. Everything is new.
watch-waits = { $who } handed the watch over.
watch-take = Take the watch over
watch-other = Another officer takes it over.
watch-note-of = { $who } wrote:
watch-note = What the officer who comes should know
watch-hand = Hand the watch over
watch-open = Open now
watch-quarantine = Rows in quarantine
watch-new = Since this watch began
watch-nothing-new = Nothing new.
watch-none = None.
watch-positions = Positions that are awaited
watch-asked = Questions whose answer is due
watch-kept-out = Observers kept out
watch-denied-by = denied by
watch-oldest = Waiting longest
did-watch-handed-over = watch handed over
did-watch-taken-over = watch taken over
did-intake = files taken in
did-fused = incidents made anew
did-assessed = held against the agreement
did-bulletin-issued = bulletins issued
did-mission-created = mission begun
