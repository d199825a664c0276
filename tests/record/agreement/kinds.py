"""What entries of each type say, mostly right for the log that they are written for."""

from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from written import ORIGIN, PARTIES, name_of, note

if TYPE_CHECKING:
    from scripts import Script

Made = tuple[dict[str, Any], dict[str, Any]]


def _act(s: "Script") -> Made:
    blob = s.blob()
    name = s.chance.choice(["intake", "report", "\u00e9t\u00e9", "x" * 64, "y"])
    return {"act": name, "particulars": blob, "public": s.chance.random() < 0.3}, {
        "blobs": sorted({blob, s.blob()})
    }


def _proposal(s: "Script") -> Made:
    blob, term = s.blob(), s.chance.random() < 0.4
    until = s.clock + s.chance.choice([-(10**6), 1, 500, 10**6]) if term != (s.chance.random() < 0.03) else 0
    deadline = s.chance.choice([0, 0, s.clock + s.chance.randrange(-500, 3000)])
    subject = "term" if term else s.chance.choice(["line", "maps"])
    return {"deadline": deadline, "subject": subject, "text": blob, "until": until}, {"blobs": [blob]}


def _vote(s: "Script") -> Made:
    undecided = list(s.folds.other.open)
    target = (
        s.chance.choice(sorted(undecided)) if undecided and s.chance.random() < 0.8 else s.some("proposal")
    )
    text = s.body(target)["content"].get("text", s.content)
    version = s.folds.other.charters[-1].version if s.folds.other.charters else 0
    version += s.chance.random() < 0.04
    vote = s.chance.choice(["consent"] * 6 + ["reservation", "reservation", "objection", "abstention"])
    text = s.content if s.chance.random() < 0.03 else text
    return {"charter": version, "text": text, "vote": vote}, {"refs": [target]}


def _attest(s: "Script") -> Made:
    size = len(s.folds.leaves) + s.chance.choice([0, 0, -1, -5, 1])
    return {"size": size, "state": s.folds.other.state_root()}, {}


def _time(s: "Script") -> Made:
    size = max(0, len(s.folds.leaves) + s.chance.choice([0, -1, -3, 0, 1]))
    chance = s.chance
    root = s.folds.root(size) if chance.random() < 0.9 else bytes(32)
    root = root if size or chance.random() < 0.1 else sha256(b"").digest()
    witnesses = [
        each for each in s.plan["keys"] if each[1] in ("witness", "mirror") and chance.random() < 0.9
    ]
    moment = s.clock + chance.choice([0, 0, 100, 1000, 2000, -5000])
    lines = [(each, moment + chance.randrange(-20, 20)) for each in witnesses]
    if lines and chance.random() < 0.15:
        lines.append((lines[0][0], chance.choice([moment - 50, moment + 50, 0, 2**63 - 1, 2**63, 2**64 - 1])))
    if chance.random() < 0.03:
        lines = [(each, 2**53 + chance.randrange(-1, 2)) for each, _ in lines]
    origin = ORIGIN if chance.random() < 0.98 else "elsewhere"
    text = note(chance, origin, size, root, s.plan["host"], lines)
    if chance.random() < 0.1:
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice(["", "A", "\n", " ", "\u2014", "0"]) + text[at + 1 :]
    return {"checkpoint": text}, {}


def _file(s: "Script") -> Made:
    cipher, wraps = s.blob(), s.blob()
    names = sorted({name_of((p, "reader", 0)) for p in s.chance.sample(PARTIES, s.chance.randrange(1, 4))})
    if s.chance.random() < 0.05:
        names = s.chance.choice([[], names + names, [*names, "f" * 16] * 2, [f"{n:016x}" for n in range(65)]])
    file = {
        "bucket": s.chance.choice([4096, 0, 3]),
        "cek_mac": "0" * 64,
        "ciphertext": cipher,
        "class": s.chance.choice(["line", "x" * 32, "c"]),
        "id": "0" * 32,
        "recipients": names,
        "wraps": wraps,
    }
    digests = s.chance.choice([["0" * 64], ["0" * 64, "1" * 64], [], ["0" * 64]])
    return {"file": file}, {"blobs": sorted({cipher, wraps}), "digests": digests}


def _disclosure(s: "Script") -> Made:
    blob = s.blob()
    return {"disclosure": blob}, {"blobs": [blob], "refs": [s.some("confidential")]}


def _redact(s: "Script") -> Made:
    target = s.some("act", "confidential", "disclosure")
    blobs = s.body(target).get("blobs", [])
    if isinstance(blobs, list) and blobs and s.chance.random() < 0.3:
        blobs = blobs[:1]
    return {"blobs": blobs, "ground": "privacy"}, {"refs": [target]}


def _approve(s: "Script") -> Made:
    return {}, {"refs": [s.some("redact")]}


def _erased(s: "Script") -> Made:
    target = s.some("redact")
    blobs = s.body(target)["content"].get("blobs", [])
    if s.chance.random() < 0.1 and isinstance(blobs, list):
        blobs = blobs[:-1]
    return {"blobs": blobs}, {"refs": [target]}


def _revoke(s: "Script") -> Made:
    signer = s.chance.choice(s.plan["keys"])
    if signer[1] in ("author", "host") and s.chance.random() < 0.8:
        return {"key": name_of((signer[0], "voter", 3)), "reason": "lost"}, {}
    own = [k for k in s.plan["keys"] if k[:2] == (signer[0], "author")]
    more = {"signer": own[0]} if own and s.chance.random() < 0.8 else {}
    return {"key": name_of(signer), "reason": "lost"}, more


def _evidence(s: "Script") -> Made:
    blob = s.blob()
    return {"kind": s.chance.choice(["fork", "x" * 64]), "sha256": blob}, {"blobs": [blob]}


KINDS: dict[str, Callable[["Script"], Made]] = {
    "act": _act,
    "proposal": _proposal,
    "vote": _vote,
    "attest": _attest,
    "time": _time,
    "confidential": _file,
    "disclosure": _disclosure,
    "redact": _redact,
    "approve": _approve,
    "erased": _erased,
    "revoke": _revoke,
    "evidence": _evidence,
    "charter": lambda s: ({}, {}),
}
WEIGHTS = {"vote": 5, "proposal": 2, "act": 2, "approve": 2, "redact": 2, "time": 2}
