"""What findings rest on besides reports: agreement pack, rules, administrative units. Each has a digest,
so that findings made on another basis are told from those that still hold."""

import hashlib
from collections.abc import Mapping

from holdfire.agreement.agreement import Agreement
from holdfire.assessment.rules import RULE_VERSION
from holdfire.places.areas import AreaSet

NAMES = {"agreement": "the agreement pack", "rules": "the rules", "units": "the administrative units"}


def basis(agreement: Agreement, units: AreaSet | None) -> dict[str, str]:
    """Digest or version of each part of the basis."""
    return {"agreement": agreement.digest, "rules": str(RULE_VERSION), "units": _digest(units)}


def changed(then: Mapping[str, object], now: Mapping[str, str]) -> list[str]:
    """In words, which parts of the basis are not what they were."""
    return [NAMES[part] for part, value in now.items() if str(then.get(part)) != value]


def _digest(units: AreaSet | None) -> str:
    if units is None:
        return "none"
    seal = hashlib.sha256()
    for area in units.areas:
        seal.update(f"{area.id}\n{area.name}\n{area.geometry.wkb_hex}\n".encode())
    return seal.hexdigest()
