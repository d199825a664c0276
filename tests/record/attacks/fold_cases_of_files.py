"""Another part of fold_cases.py: redactions, revocations, confidential files.

Each case makes the next leaf of a log of five entries; what comes before it may be logged on the way.
"""

from collections.abc import Callable, Iterator
from hashlib import sha256

from cast import (
    PARTIES,
    Log,
    fingerprint_of,
    hash_of,
    read_leaf,
)


def cases_of_files() -> Iterator[tuple[str, Callable[[Log], bytes]]]:
    h = "ab" * 32

    def proposed(log):
        return log.add(log.scribe("TR").proposal("line", b"t"))

    def act(s, **c):
        base = {"act": "a", "particulars": h, "public": False} | c
        return s.write("act", {k: x for k, x in base.items() if x is not ...}, blobs=(h,))

    def red(log, target, blobs, ground="g", by="TR", refs=None, role="redactor"):
        return log.scribe(by).write(
            "redact",
            {"blobs": blobs, "ground": ground},
            role,
            refs=(hash_of(target),) if refs is None else refs,
        )

    def redacting(log, **k):
        a = log.add(log.scribe("RU").act())
        b = sorted(read_leaf(a).body.blobs)
        return red(log, a, k.pop("blobs", b), **k)

    yield "redact ok", lambda log: redacting(log)
    yield "redact empty ground", lambda log: redacting(log, ground="")
    yield "redact 201", lambda log: redacting(log, ground="x" * 201)
    yield "redact none", lambda log: redacting(log, blobs=[])
    yield "redact other blob", lambda log: redacting(log, blobs=[h])
    yield "redact twice blob", lambda log: redacting(log, blobs=[h, h])
    yield "redact no refs", lambda log: redacting(log, refs=())
    yield "redact self", lambda log: redacting(log, by="OB")

    def red_void(log):
        a = log.add(act(log.scribe("RU"), act="x" * 65))
        return red(log, a, [h])

    yield "redact void target", red_void

    def red_later(log):
        s = log.scribe("RU")
        a = s.act()
        r = red(log, a, sorted(read_leaf(a).body.blobs))
        log.add(r)
        return a

    yield "redact later target", red_later

    def red_public(log):
        a = log.add(log.scribe("RU").act(public=True))
        return red(log, a, sorted(read_leaf(a).body.blobs))

    yield "redact public", red_public

    def red_prop(log):
        a = proposed(log)
        return red(log, a, sorted(read_leaf(a).body.blobs))

    yield "redact proposal", red_prop

    def appr(log, by, content=None, refs=None, first=False):
        r = log.add(redacting(log))
        return log.scribe(by).write(
            "approve", content or {}, "redactor", refs=(hash_of(r),) if refs is None else refs
        )

    yield "approve same", lambda log: appr(log, "TR")
    yield "approve other", lambda log: appr(log, "RU")
    yield "approve content", lambda log: appr(log, "RU", {"a": 1})
    yield "approve norefs", lambda log: appr(log, "RU", refs=())

    def er(log, blobs=None, inforce=True, by="OB", twice=False):
        r = log.add(redacting(log))
        if inforce:
            log.add(log.scribe("RU").approve(r))
        b = blobs if blobs is not None else read_leaf(r).body.content["blobs"]
        if twice:
            log.add(log.scribe(by).write("erased", {"blobs": b}, refs=(hash_of(r),)))
        return log.scribe(by).write("erased", {"blobs": b}, refs=(hash_of(r),))

    yield "erased", lambda log: er(log)
    yield "erased not in force", lambda log: er(log, inforce=False)
    yield "erased other", lambda log: er(log, blobs=[h])
    yield "erased none", lambda log: er(log, blobs=[])
    yield "erased twice", lambda log: er(log, twice=True)

    def appr3(log):
        r = log.add(redacting(log))
        log.add(log.scribe("RU").approve(r))
        return log.scribe("OB").approve(r)

    yield "third approval", appr3

    def revoke(log, key_, by="RU", reason="r"):
        return log.scribe(by).write("revoke", {"key": key_, "reason": reason})

    yield "revoke own", lambda log: revoke(log, fingerprint_of("RU", "voter"))
    yield "revoke own author", lambda log: revoke(log, fingerprint_of("RU", "author"))
    yield "revoke foreign", lambda log: revoke(log, fingerprint_of("TR", "voter"))
    yield "revoke unknown", lambda log: revoke(log, "ab" * 8)
    yield "revoke empty reason", lambda log: revoke(log, fingerprint_of("RU", "voter"), reason="")
    yield "revoke host", lambda log: revoke(log, fingerprint_of("UN", "host"), by="UN")

    def revoked_then_act(log):
        log.add(revoke(log, fingerprint_of("RU", "author")))
        return log.scribe("RU").act()

    yield "act after revoke", revoked_then_act

    def revoke_twice(log):
        log.add(revoke(log, fingerprint_of("RU", "voter")))
        return revoke(log, fingerprint_of("RU", "voter"))

    yield "revoke twice", revoke_twice

    def revoke_witness_time(log):
        for p in ("RU", "TR"):
            log.add(revoke(log, fingerprint_of(p, "witness"), by=p))
        return log.scribe("OB").time(log.cosigned(by=PARTIES))

    yield "time by revoked witnesses", revoke_witness_time

    def revoke_host_time(log):
        log.add(revoke(log, fingerprint_of("UN", "host"), by="UN"))
        return log.scribe("OB").time(log.cosigned(by=PARTIES))

    yield "time by revoked host", revoke_host_time

    def ev(log, kind="fork", sha=h):
        return log.scribe("RU").write("evidence", {"kind": kind, "sha256": sha}, blobs=(h,))

    yield "evidence", lambda log: ev(log)
    yield "evidence empty kind", lambda log: ev(log, "")
    yield "evidence odd kind", lambda log: ev(log, "gossip")
    yield "evidence long kind", lambda log: ev(log, "x" * 300)
    yield "evidence other sha", lambda log: ev(log, sha="cd" * 32)

    def disc(log, sha=h, refs=None):
        return log.scribe("RU").write(
            "disclosure", {"disclosure": sha}, blobs=(h,), refs=(h,) if refs is None else refs
        )

    yield "disclosure unknown", lambda log: disc(log)
    yield "disclosure norefs", lambda log: disc(log, refs=())

    def disc_act(log):
        a = log.add(log.scribe("RU").act())
        return disc(log, refs=(hash_of(a),))

    yield "disclosure of act", disc_act
    yield "confidential junk", lambda log: log.scribe("RU").write("confidential", {"file": {}})
    file_told = {
        "bucket": 4096,
        "cek_mac": h,
        "ciphertext": h,
        "class": "persons",
        "id": "ab" * 16,
        "recipients": ["ab" * 8],
        "wraps": "cd" * 32,
    }

    def conf(log, blobs=(h, "cd" * 32), digests=None, **c):
        f = file_told | c
        return log.scribe("RU").write(
            "confidential",
            {"file": f},
            blobs=blobs,
            digests=tuple(sorted(sha256(bytes([i])).hexdigest() for i in range(8)))
            if digests is None
            else digests,
        )

    for n, c in {
        "ok": {},
        "bucket 5": {"bucket": 5},
        "bucket 0": {"bucket": 0},
        "class empty": {"class": ""},
        "class 32": {"class": "x" * 32},
        "class 33": {"class": "x" * 33},
        "class upper": {"class": "X"},
        "no readers": {"recipients": []},
        "twice reader": {"recipients": ["ab" * 8] * 2},
        "desc readers": {"recipients": ["ab" * 8, "aa" * 8]},
        "65 readers": {"recipients": [f"{i:016x}" for i in range(65)]},
        "same blobs": {"wraps": h},
        "blob more": {"blobs": (h, "cd" * 32, "ef" * 32)},
        "blob less": {"blobs": (h,)},
        "no digests": {"digests": ()},
        "7 digests": {"digests": tuple(sorted(sha256(bytes([i])).hexdigest() for i in range(7)))},
        "one digest": {"digests": (h,)},
    }.items():
        yield "confidential " + n, lambda log, c=c: conf(log, **c)

    def disc_ok(log):
        a = log.add(conf(log))
        return disc(log, refs=(hash_of(a),))

    yield "disclosure ok", disc_ok

    def red_conf(log):
        a = log.add(conf(log))
        return red(log, a, [h])

    yield "redact confidential", red_conf

    def red_disc(log):
        a = log.add(conf(log))
        d = log.add(disc(log, refs=(hash_of(a),)))
        return red(log, d, [h])

    yield "redact disclosure", red_disc
