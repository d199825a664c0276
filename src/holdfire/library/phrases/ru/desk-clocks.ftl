# What a term's clock says.

clock-begins = Начнётся { $day }.
clock-ended-by-text = Согласно тексту в записи, действие прекратилось { $day }.
clock-prolonged = Продлён по записи: { $why_times }; теперь истекает { $day }.
clock-once = один раз
clock-times = раз: { $number }
clock-runs = Начался { $start } и истекает { $day }.
clock-refused = Истёк { $day }; отказ в записи: { $parties }.
clock-unknown = Истёк { $day }; { $why_not }. Молчание не означает согласия, и ни один текст не говорит о прекращении.
clock-unknown-late = Истёк { $day }; { $why_not }. С опозданием, уже после истечения: { $parties }. Молчание не означает согласия, и ни один текст не говорит о прекращении.
clock-no-consent = к этому дню в записи нет согласия: { $parties }
clock-no-one-text = согласие дал каждый, но не на один и тот же принятый текст
clock-no-consent-yet = в записи нет согласия на продление: { $parties }
clock-ends-in-one = Истекает через 1 день, { $day }; { $why_not }.
clock-ends-in = До истечения осталось дней: { $number }, { $day }; { $why_not }.
