"""Facts on the Astana rounds as the seed documents tell them, each found in the text by its own words."""

import json
from hashlib import sha256

from holdfire.centre.meetings.facts_file import FORM

END_OF_OCTOBER = {"period": "2017-10", "part": "end"}

NARRATIVE, STATEMENT, PREVIEW, TWELFTH = "seed-002-narrative", "seed-002", "seed-001", "seed-000"
SEEDS = {
    PREVIEW: "001_9319344c6cc13bcd.txt",
    STATEMENT: "002_d56e0715bfacb0d9.txt",
    NARRATIVE: "002_d56e0715bfacb0d9.txt",
    TWELFTH: "000_4a0107f85999b197.txt",
}


def texts_of(shared):
    """The text of each source; two sources are parts of one document."""
    return {source: (shared / "seeds" / name).read_text("utf-8") for source, name in SEEDS.items()}


def fact_of(texts, source, quote, *facts):
    """Where a fact stands in a seed: found by its words, which must stand there once."""
    start = texts[source].index(quote)
    return [
        {"fact": each, "clause": None, "start": start, "end": start + len(quote), "quote": quote}
        for each in facts
    ]


def facts_file(texts, source, *facts):
    digest = sha256(texts[source].encode()).hexdigest()
    return json.dumps({"form": FORM, "source": source, "file": digest, "facts": list(facts)}).encode()


def held_round(texts, source, number, quote, first, last=None, **more):
    cited = fact_of(texts, source, quote, *(["first", "last"] if last else ["first"]))
    days = {"first": first} | ({"last": last} if last else {})
    extra = more.pop("cited", [])
    return {
        "act": "held", "series": "astana", "round": number, **days, **more, "cited": [*cited, *extra],
    }  # fmt: skip


def rounds_of_seed_001(texts):
    def told(*words, **more):
        return held_round(texts, PREVIEW, *words, **more)

    guarantors = ["iran", "russia", "turkey"]
    fifth = 'some details "need finalizing." Ultimately, there was no agreement at the end of the talks'
    return [
        told(1, "held in the capital city of Kazakhstan on January 23-24, 2017", "2017-01-23", "2017-01-24"),
        told(2, "took place on February 15-16", "2017-02-15", "2017-02-16"),
        told(
            3, "held on March 14-15, while the US and Jordan participated as observers", "2017-03-14",
            "2017-03-15", participants=[*guarantors, "un"], observers=["usa", "jordan"],
            cited=[
                *fact_of(texts, PREVIEW, "Iranian, Russian and Turkish and the UN", "participants"),
                *fact_of(texts, PREVIEW, "the US and Jordan participated as observers", "observers"),
            ],
        ),
        {"act": "held", "series": "astana", "round": 4,
         "cited": fact_of(texts, PREVIEW, "In the fourth round of talks", "round")},
        told(5, "After the fifth round of talks on July 4", "2017-07-04"),
        {"act": "point told", "series": "astana", "round": 5, "point": "framework",
         "subject": "a basic framework", "outcome": "agreed in part",
         "why": "essentially agreed; some details need finalizing",
         "cited": fact_of(texts, PREVIEW, "a basic framework had been \"essentially agreed\" on", "outcome")},
        {"act": "point told", "series": "astana", "round": 5, "point": "talks", "outcome": "not agreed",
         "subject": "the talks as a whole, as this source tells it",
         "cited": fact_of(texts, PREVIEW, fifth, "outcome")},
        told(6, "The sixth round of Astana talks on Syrian crisis was held on September 14", "2017-09-14"),
    ]  # fmt: skip


def rounds_of_seed_002(texts):
    who = "delegations of the government of Syria and the Syrian armed opposition"
    return [
        held_round(
            texts, NARRATIVE, 6, "held on September 14-15, 2017", "2017-09-14", "2017-09-15",
            participants=["syria", "opposition", "iran", "russia", "turkey"],
            cited=fact_of(texts, NARRATIVE, who, "participants"),
        ),
        {"act": "announced", "series": "astana", "round": 7, "announced_at": "astana-6",
         "expected": END_OF_OCTOBER,
         "cited": fact_of(texts, NARRATIVE, "will be held in late October this year", "expected")},
    ]  # fmt: skip


def twelfth_round(texts):
    def told(point, subject, outcome, quote):
        return {"act": "point told", "series": "astana", "round": 12, "point": point, "subject": subject,
                "outcome": outcome, "cited": fact_of(texts, TWELFTH, quote, "outcome")}  # fmt: skip

    failed = "failed to agree on a final solution for Idlib"
    return [
        held_round(
            texts, TWELFTH, 12, "which was held on April 25 and 26", "2019-04-25", "2019-04-26",
            why="the year is that of the pack's instrument statement-2019; this source states none",
        ),
        told("idlib", "a final solution for Idlib", "not agreed", failed),
        told("committee", "the constitutional committee finalized", "not agreed",
             "or to finalize the formation of the Syrian constitutional committee"),
        told("committee-speed", "to speed up the formation of the committee", "agreed",
             "A decision to speed up the formation of the committee was agreed upon"),
        {"act": "announced", "series": "astana", "round": 13, "announced_at": "astana-12",
         "expected": {"period": "2019-07", "part": None}, "invited": ["lebanon", "iraq"],
         "cited": [*fact_of(texts, TWELFTH, "will be held in July", "expected"),
                   *fact_of(texts, TWELFTH, "agreed to invite Lebanon and Iraq", "invited")]},
    ]  # fmt: skip
