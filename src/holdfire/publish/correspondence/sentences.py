"""The bulletin's sentences that letters have words for in five languages: how each begins, and its message.

{} stands for a figure. A sentence is known by its beginning, since some go on with what a letter leaves to
the bulletin. tests/publish/correspondence holds every sentence of a whole year's bulletins against this.
"""

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Incidents recorded: {}, put together from reports: {}. Breach of a clause in force found: {}; "
    "no breach: {}; undetermined: {}; no clause applies: {}.": "day-incidents",
    "Incidents of the previous reporting day: {}.": "day-before",
    "Persons killed, as far as stated: low {}, best {}, high {}; incidents with no such toll stated: {}.":
        "day-killed",
    "Not known to a place: {}; may have happened on this day, not counted in it: {}.": "day-unplaced",
    "Proposals on which words are awaited: {}. Silence is not consent.": "decisions-open",
    "Adopted on this day: {}.": "decisions-adopted",
    "Without consensus since this day: {}.": "decisions-without",
    "Adopted by this day, and not carried out, since the agreement does not allow it: {}.":
        "decisions-undone",
    "Incidents: none told of, and no watch on record.": "day-blind",
    "Incidents: {} recorded in {} hours of watch": "day-quiet",
    "No report of any incident has been taken in, so this record says nothing of incidents.": "day-nothing",
    "Cases opened on this day: {}.": "cases-opened",
    "Cases closed on this day, opened before: {}.": "cases-closed",
    "Other cases that took a step on this day: {}.": "cases-stepped",
    "Cases that stand longer than they may: {}.": "cases-late",
    "On none of them do sides differ, none was handed over, and no place is doubted.": "posts-quiet",
    "Patrols planned for this day: {}, of them joint: {}.": "patrols-planned",
    "Completed, as all who spoke say: {}.": "patrols-completed",
    "Cut short, turned back or not held, as all who spoke say: {}.": "patrols-not",
    "Told differently by the sides: {}.": "patrols-differently",
    "Called off: {}. Of which nobody told how they went: {}.": "patrols-off",
    "Denied passage: {}. Hindered: {}.": "patrols-denied",
    "Lists offered on this day: {}.": "persons-offered",
    "Lists on which something was done on this day: {}.": "persons-done",
    "Lists executed and not confirmed by the receiving side: {}.": "persons-unconfirmed",
    "Lists on which the sides' numbers differ: {}.": "persons-differ",
    "Lists with a case that was opened again: {}.": "persons-reopened",
    "Sites notified on this day: {}.": "access-sites",
    "Movements notified on this day: {}.": "access-movements",
    "Sites notified as the day ended: {}.": "access-standing",
    "Notifications withdrawn on this day: {}.": "access-withdrawn",
    "Held up by somebody else than the speaker, as told: {}.": "access-held-up",
    "Areas reported on this day: {}.": "hazards-reported",
    "Areas on which some side told a step on this day: {}.": "hazards-steps",
    "Areas that some side holds to be hazardous: {}.": "hazards-held",
    "Areas of which the sides say different things: {}.": "hazards-differ",
    "Areas where people came to harm on this day, as told: {}.": "hazards-harm",
    "Works opened on this day: {}.": "works-opened",
    "Works of which some side said on this day that they ended: {}.": "works-ended",
    "Works overdue: {}.": "works-overdue",
    "Works that wait for a local truce: {}.": "works-truce",
    "Meetings that may fall within the 30 days after this one, as announced: {}.": "meetings-soon",
    "Meetings held on this day, as some source tells: {}.": "meetings-held",
    "Commitments that oblige, agreed by this day: {}.": "commitments-all",
    "Assessed by nobody, so not known, which is not “not begun”: {}.": "commitments-unknown",
    "Overdue: {}. Overdue is not non-compliance.": "commitments-overdue",
    "Without a stated day, so that overdue cannot be told: {}.": "commitments-dayless",
    "Of which some speaker says that an owner did not comply: {}.": "commitments-failed",
    "Apart from these, requests, statements and determinations: {}.": "commitments-apart",
}  # fmt: skip
"""Each bullet's beginning, and the message that says it."""
