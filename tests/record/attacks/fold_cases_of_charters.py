"""Another part of fold_cases.py: charters, places in the feed, terms and deadlines.

Each case makes the next leaf of a log of five entries; what comes before it may be logged on the way.
"""

from collections.abc import Callable, Iterator

from cast import (
    GUARANTORS,
    NOON,
    Log,
    Party,
    charter,
    charter_content,
    hash_of,
    in_order,
    policy,
)


def cases_of_charters() -> Iterator[tuple[str, Callable[[Log], bytes]]]:
    h = "ab" * 32

    def proposed(log):
        return log.add(log.scribe("TR").proposal("line", b"t"))

    def act(s, **c):
        base = {"act": "a", "particulars": h, "public": False} | c
        return s.write("act", {k: x for k, x in base.items() if x is not ...}, blobs=(h,))

    def ch(log, by=GUARANTORS, refs=(), party="RU", **c):
        made = charter(**({"version": 1, "previous": hash_of(log.leaves[0])} | c))
        return log.scribe(party).write("charter", charter_content(made, by), refs=refs)

    yield "charter ok", lambda log: ch(log)
    yield "charter refs", lambda log: ch(log, refs=(h,))
    yield "charter two", lambda log: ch(log, by=("RU", "TR"))
    yield "charter by UN", lambda log: ch(log, party="UN")
    yield "charter other title", lambda log: ch(log, title="")
    yield "charter mirrors 9", lambda log: ch(log, mirrors=9)
    yield "charter m 9", lambda log: ch(log, redaction_threshold=9)

    def charter_drop(log):
        proposed(log)
        ks = [k for k in charter().keys if (k.party, k.role) != ("OB", "author")]
        return ch(log, keys=in_order([k for k in ks if (k.party, k.role) != ("OB", "reader")]))

    yield "charter drops OB author", charter_drop

    def dropped_act(log):
        log.add(charter_drop(log))
        return log.scribe("OB").act()

    yield "act by dropped", dropped_act

    def ch_changes_guarantor(log):
        proposed(log)
        ps = tuple(
            Party(p.party, p.name, "party" if p.party == "IR" else p.standing) for p in charter().parties
        )
        return ch(log, parties=ps, joint=policy(("RU", "TR"), "all"), charter_threshold=2)

    yield "charter fewer guarantors", ch_changes_guarantor
    yield "bad type", lambda log: log.scribe("RU").write("decision", {})
    yield (
        "seq skip",
        lambda log: log.scribe("RU").write(
            "act", {"act": "a", "particulars": h, "public": False}, blobs=(h,), seq=9, prev=h
        ),
    )
    yield (
        "bad prev",
        lambda log: log.scribe("RU").write(
            "act", {"act": "a", "particulars": h, "public": False}, blobs=(h,), prev=h
        ),
    )
    yield (
        "seen huge",
        lambda log: log.scribe("RU").write(
            "act", {"act": "a", "particulars": h, "public": False}, blobs=(h,), seen=(999, h)
        ),
    )

    def term_path(log):
        p = log.add(log.scribe("TR").proposal("term", b"x", until=NOON - 5))
        for q in ("RU", "TR"):
            log.add(log.scribe(q).vote(p))
        return log.scribe("IR").vote(p, "reservation")

    yield "term adopted", term_path

    def term_lapsed_path(log):
        log.add(log.scribe("RU").time(log.cosigned()))
        return term_path(log)

    yield "term adopted after its end", term_lapsed_path

    def term_then_time(log):
        log.add(term_path(log))
        return log.scribe("RU").time(log.cosigned())

    yield "term then time", term_then_time

    def latest(log):
        p = proposed(log)
        for q in ("RU", "TR"):
            log.add(log.scribe(q).vote(p))
        return log.scribe("IR").vote(p)

    yield "adopted", latest

    def deadline_then(log):
        p = log.add(log.scribe("TR").proposal("line", b"x", deadline=NOON - 1))
        log.add(log.scribe("RU").time(log.cosigned()))
        return log.scribe("IR").vote(p)

    yield "late", deadline_then

    def deadline_eq(log):
        p = log.add(log.scribe("TR").proposal("line", b"x", deadline=NOON))
        log.add(log.scribe("RU").time(log.cosigned()))
        return log.scribe("IR").vote(p)

    yield "deadline eq", deadline_eq

    def void_then_next(log):
        log.add(act(log.scribe("RU"), act="x" * 65))
        return log.scribe("RU").act()

    yield "next after in-feed void", void_then_next
