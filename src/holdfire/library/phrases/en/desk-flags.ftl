# What does not hold together in printed figures (registers/tally_flags.py).

flag-exceed = its areas make { $summed }, the total printed is { $total }
flag-not-broken-down = { $left } of its total { $total } stand in no area
flag-versions = its total is printed as { $total }
flag-list-longer = it lists { $held } and counts { $total }; the larger serves the bounds
flag-cut-offs = it counts { $one } from { $start } to { $end } UTC and { $other } from { $start_other } to { $end_other } UTC
flag-longer = it counts { $one } hours, the day asked has { $other }
flag-rough = figures known only to the { $precision } may be of this day; they enter no count and no bound
flag-confirmed = it counts { $one }, and the other side is said to confirm { $other } of them
flag-offender = the page lists the observer as an offender; it is who counted
flag-sum = a sum over { $who }, printed as { $one }, is a claim of the page; { $why_fits }
flag-sum-fits = what each printed makes it up
flag-sum-fits-not = what each printed does not make it up
flag-sum-unknown = their own totals of this day are not all on file
