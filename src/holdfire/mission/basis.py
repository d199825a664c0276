"""What findings rest on besides reports: agreement pack, decisions on it, rules, administrative units. Each
has a digest, so that findings made on another basis are told from those that still hold."""

import hashlib
from collections.abc import Mapping

from holdfire.agreement.agreement import Agreement
from holdfire.assessment.rules import RULE_VERSION
from holdfire.centre.effects.decided import Agreed
from holdfire.places.areas import AreaSet
from holdfire.record.canonical import Plain

NAMES = {
    "agreement": "the agreement pack",
    "decisions": "the decisions on the agreement",
    "rules": "the rules",
    "units": "the administrative units",
}


def basis(pack: Agreement, units: AreaSet | None, decisions: str = "") -> dict[str, str]:
    """Digest or version of each part of the basis. `decisions` is the digest of what decisions changed in the
    agreement; where they changed nothing there is no such part."""
    parts = {"agreement": pack.digest, "rules": str(RULE_VERSION), "units": _digest(units)}
    return parts | ({"decisions": decisions} if decisions else {})


def changed(then: Mapping[str, object], now: Mapping[str, str]) -> list[str]:
    """In words, which parts of the basis are not what they were."""
    return [words for part, words in NAMES.items() if str(then.get(part)) != str(now.get(part))]


def applied_then(agreed: Agreed) -> dict[str, Plain]:
    """What an assessment's line says of decisions, so that it can be made again: how far the log had come,
    and the refs of those applied. Nothing where they changed nothing."""
    if not agreed.digest:
        return {}
    return {"decided": {"size": agreed.size, "refs": list(agreed.applied)}}


def _digest(units: AreaSet | None) -> str:
    if units is None:
        return "none"
    seal = hashlib.sha256()
    for area in units.areas:
        seal.update(f"{area.id}\n{area.name}\n{area.geometry.wkb_hex}\n".encode())
    return seal.hexdigest()
