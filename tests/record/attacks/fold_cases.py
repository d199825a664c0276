"""Entries at the edges of the rules, one after the other, for two readers of the same log to agree on.

Each case makes the next leaf of a log of five entries; what comes before it may be logged on the way.
"""

from collections.abc import Callable, Iterator

from cast import (
    NOON,
    PARTIES,
    Log,
    hash_of,
    read_leaf,
)
from fold_cases_of_charters import cases_of_charters
from fold_cases_of_files import cases_of_files


def cases() -> Iterator[tuple[str, Callable[[Log], bytes]]]:
    h = "ab" * 32

    def proposed(log):
        return log.add(log.scribe("TR").proposal("line", b"t"))

    def act(s, **c):
        base = {"act": "a", "particulars": h, "public": False} | c
        return s.write("act", {k: x for k, x in base.items() if x is not ...}, blobs=(h,))

    yield "act empty", lambda log: act(log.scribe("RU"), act="")
    yield "act 64", lambda log: act(log.scribe("RU"), act="x" * 64)
    yield "act 65", lambda log: act(log.scribe("RU"), act="x" * 65)
    yield "act 64 wide", lambda log: act(log.scribe("RU"), act="\u00e9" * 64)
    yield "act newline", lambda log: act(log.scribe("RU"), act="a\nb")
    yield "act slash", lambda log: act(log.scribe("RU"), act="a/b")
    yield "act int", lambda log: act(log.scribe("RU"), act=1)
    yield "public int", lambda log: act(log.scribe("RU"), public=1)
    yield "public missing", lambda log: act(log.scribe("RU"), public=...)
    yield "more key", lambda log: act(log.scribe("RU"), zzz=1)
    yield (
        "particulars not in blobs",
        lambda log: log.scribe("RU").write("act", {"act": "a", "particulars": h, "public": False}),
    )
    yield (
        "particulars upper",
        lambda log: log.scribe("RU").write(
            "act", {"act": "a", "particulars": "AB" * 32, "public": False}, blobs=(h,)
        ),
    )
    yield (
        "act refs",
        lambda log: log.scribe("RU").write(
            "act", {"act": "a", "particulars": h, "public": False}, blobs=(h,), refs=(h, h)
        ),
    )

    def prop(log, p="TR", **c):
        base = {"deadline": 0, "subject": "line", "text": h, "until": 0} | c
        return log.scribe(p).write("proposal", base, blobs=(h,))

    for n, c in {
        "deadline -1": {"deadline": -1},
        "deadline bool": {"deadline": True},
        "subject empty": {"subject": ""},
        "subject 65": {"subject": "x" * 65},
        "until without term": {"until": 5},
        "term without until": {"subject": "term"},
        "term": {"subject": "term", "until": 5},
        "text other": {"text": "cd" * 32},
        "past deadline": {"deadline": 5},
    }.items():
        yield "proposal " + n, lambda log, c=c: prop(log, **c)
    yield "proposal by UN", lambda log: prop(log, "UN")
    yield "proposal by UN bad text", lambda log: prop(log, "UN", text="cd" * 32)
    yield (
        "proposal refs",
        lambda log: log.scribe("TR").write(
            "proposal", {"deadline": 0, "subject": "line", "text": h, "until": 0}, blobs=(h,), refs=(h,)
        ),
    )

    def vote(log, p="IR", refs=None, role="voter", prop_=None, **c):
        pr = prop_ or proposed(log)
        base = {"charter": 0, "text": read_leaf(pr).body.content["text"], "vote": "consent"} | c
        return log.scribe(p).write("vote", base, role, refs=(hash_of(pr),) if refs is None else refs)

    for n, c in {
        "charter 1": {"charter": 1},
        "charter bool": {"charter": False},
        "vote bad": {"vote": "yes"},
        "vote list": {"vote": ["consent"]},
        "vote int": {"vote": 1},
        "text": {"text": h},
        "norefs": {"refs": ()},
        "foreign+text": {"p": "UN", "text": h},
        "foreign+norefs": {"p": "UN", "refs": ()},
        "unknown": {"refs": (h,)},
        "two refs": {"refs": (h, h)},
        "role author": {"role": "author"},
        "charter1+text": {"charter": 1, "text": h},
        "norefs+charter": {"refs": (), "charter": 1},
    }.items():
        yield "vote " + n, lambda log, c=c: vote(log, **c)

    def vote_to_act(log):
        a = log.add(log.scribe("RU").act())
        return log.scribe("IR").write(
            "vote", {"charter": 0, "text": h, "vote": "consent"}, "voter", refs=(hash_of(a),)
        )

    yield "vote on act", vote_to_act

    def double_diff(log):
        p = proposed(log)
        log.add(log.scribe("IR").vote(p))
        return vote(log, prop_=p, text=h)

    yield "double + text", double_diff

    def double_late(log):
        p = proposed(log)
        log.add(log.scribe("IR").vote(p, "objection"))
        return log.scribe("IR").vote(p)

    yield "double + late", double_late

    def own_vote_after_void(log):
        p = proposed(log)
        log.add(vote(log, prop_=p, text=h))
        return log.scribe("IR").vote(p)

    yield "vote after void vote", own_vote_after_void
    yield "attest own", lambda log: log.scribe("RU").attest(log.size, bytes(32))
    yield "attest size+1", lambda log: log.scribe("RU").attest(log.size + 1, bytes(32))
    yield "attest bad", lambda log: log.scribe("RU").write("attest", {"size": 0, "state": "x"})
    yield "attest wrong root", lambda log: log.scribe("RU").attest(2, bytes(32))
    yield "attest -1", lambda log: log.scribe("RU").write("attest", {"size": -1, "state": "ab" * 32})
    yield "attest 0", lambda log: log.scribe("RU").attest(0, bytes(32))
    yield "time empty", lambda log: log.scribe("RU").write("time", {"checkpoint": ""})
    yield "time long", lambda log: log.scribe("RU").write("time", {"checkpoint": "x" * 60001})
    yield "time junk", lambda log: log.scribe("RU").write("time", {"checkpoint": "x"})
    yield "time int", lambda log: log.scribe("RU").write("time", {"checkpoint": 1})
    yield "time ok", lambda log: log.scribe("RU").time(log.cosigned())
    yield (
        "time five",
        lambda log: log.scribe("RU").time(
            log.cosigned(
                by=PARTIES, times={"RU": 5, "TR": NOON * 2, "IR": NOON, "UN": NOON + 5, "OB": NOON + 9}
            )
        ),
    )
    yield (
        "time smaller wrong root",
        lambda log: log.scribe("RU").time(log.branch(3).fill(5, act="q").cosigned()),
    )
    yield "time larger", lambda log: log.scribe("RU").time(log.branch(5).fill(9).cosigned())
    yield "time mirrors", lambda log: log.scribe("RU").time(log.cosigned(mirrors=PARTIES))
    yield "time forged line", lambda log: log.scribe("RU").time(log.cosigned(by=PARTIES)[:-6] + b"AAA=\n")
    yield "time huge", lambda log: log.scribe("RU").time(log.cosigned(times=2**53))
    yield (
        "time 65 sigs",
        lambda log: log.scribe("RU").time(
            log.cosigned(by=PARTIES) + log.cosigned(by=("RU",)).splitlines(keepends=True)[-1] * 60
        ),
    )
    yield (
        "time refs",
        lambda log: log.scribe("RU").write("time", {"checkpoint": log.cosigned().decode()}, refs=(h,)),
    )

    def prop_past(log):
        log.add(log.scribe("RU").time(log.cosigned()))
        return prop(log, deadline=5)

    yield "proposal past deadline after time", prop_past

    yield from cases_of_files()
    yield from cases_of_charters()
