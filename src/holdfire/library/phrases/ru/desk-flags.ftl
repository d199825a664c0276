# What does not hold together in printed figures (registers/tally_flags.py).

flag-exceed = по районам выходит { $summed }, а итог напечатан как { $total }
flag-not-broken-down = вне районов: { $left } из итога { $total }
flag-versions = итог напечатан как { $total }
flag-list-longer = в списке { $held }, в подсчёте { $total }; для границ берётся большее
flag-cut-offs = подсчитано { $one } с { $start } по { $end } UTC и { $other } с { $start_other } по { $end_other } UTC
flag-longer = подсчёт охватывает часов: { $one }, а в этих сутках их { $other }
flag-rough = данные { $precision } могут относиться к этому дню; в подсчёты и границы они не входят
flag-confirmed = подсчитано { $one }, а другая сторона, как сообщается, подтверждает из них { $other }
flag-offender = страница называет наблюдателя нарушителем; он лишь тот, кто вёл подсчёт
flag-sum = сумма по наблюдателям ({ $who }), напечатанная как { $one }, есть утверждение страницы; { $why_fits }
flag-sum-fits = она складывается из того, что напечатал каждый
flag-sum-fits-not = из того, что напечатал каждый, она не складывается
flag-sum-unknown = их собственные итоги за этот день имеются не все
