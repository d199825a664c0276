"""Read a unit of count, `counting/<unit>.yml`: all of its faults, each with its line, in one reading."""

import hashlib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from holdfire.agreement.schema import meant, schema_faults
from holdfire.assessment.counting.unit import Group, Unit
from holdfire.errors import AssessmentError, Fault
from holdfire.lines import Advice, Lines, Steps, read_yaml
from holdfire.reports.act import ACT_CODES, covers

SCHEMA = "unit-of-count"
ADVICE = Advice(
    missing="A unit of count is counting/<unit>.yml; docs/counting.md says how to write one.",
    too_long="A unit of count is half a page.",
    empty="Start from a unit of the library: smm, episode, incident.",
)


def library_units() -> list[str]:
    """Ids of the units that come with Holdfire."""
    return sorted(path.stem for path in _library().glob("*.yml"))


def library_unit(name: str) -> Path:
    """The file of a unit that comes with Holdfire; raises AssessmentError where there is none."""
    known = library_units()
    if name not in known:
        advice = meant(name, known) or f"The library has: {', '.join(known)}."
        raise AssessmentError(f"There is no unit of count {name!r} in the library.", advice)
    return _library() / f"{name}.yml"


def load_unit(path: Path) -> Unit:
    """The unit of a file without faults; raises AssessmentError with all of them otherwise."""
    unit, faults = read_unit(path)
    if unit is None:
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        lines = "".join(f"\n{fault}" for fault in faults)
        raise AssessmentError(f"The unit of count {path} has {count}:{lines}\n", "Mend it, then count.")
    return unit


def read_unit(path: Path) -> tuple[Unit | None, tuple[Fault, ...]]:
    """The unit, or None and all of the file's faults, by line."""
    document = read_yaml(path, ADVICE)
    faults = list(document.faults)
    value = document.value
    if value is not None:
        faults += schema_faults(SCHEMA, value, document.lines)
    if isinstance(value, dict):
        faults += _checked(path, value, document.lines)
    if faults:
        return None, tuple(
            sorted(set(faults), key=lambda fault: (int(fault.at.rpartition(":")[2]), fault.what))
        )
    return _built(value, hashlib.sha256(path.read_bytes()).hexdigest()), ()


def _library() -> Path:
    return Path(str(files("holdfire.library").joinpath("counting")))


def _checked(path: Path, value: dict[str, Any], lines: Lines) -> Iterator[Fault]:
    """What the schema cannot say. Keys that are no mapping or list are the schema's to tell."""
    if isinstance(value.get("unit"), str) and value["unit"] != path.stem:
        what = f'"unit" is {value["unit"]!r} and the file is {path.name}.'
        yield Fault(lines.at("unit"), what, "Give both one name.")
    yield from _acts_checked(value, lines)
    yield from _group_checked(value, lines)
    yield from _cut_checked(value, lines)


def _acts_checked(value: dict[str, Any], lines: Lines) -> Iterator[Fault]:
    written = value.get("acts")
    acts: dict[str, Any] = written if isinstance(written, dict) else {}
    covered, excepted = (_texts(acts, key) for key in ("covered", "except"))
    told: list[tuple[Steps, str]] = [(("acts", "covered", at), each) for at, each in enumerate(covered)]
    told += [(("acts", "except", at), each) for at, each in enumerate(excepted)]
    told += [(("flag", at), each) for at, each in enumerate(_texts(value, "flag"))]
    for where, code in told:
        if code not in ACT_CODES:
            advice = meant(code, sorted(ACT_CODES)) or "The codes are in docs/acts.md and reports/act.py."
            yield Fault(lines.at(*where), f"{code!r} is no code of an act.", advice)
        elif where[1] != "covered" and not any(covers(broad, code) for broad in covered):
            what = f"{code!r} is below none of the acts covered, so nothing of it is counted."
            yield Fault(lines.at(*where), what, "Take it out, or cover it.")
        elif where[0] == "flag" and any(covers(broad, code) for broad in excepted):
            yield Fault(lines.at(*where), f"{code!r} is left out and flagged.", "It can be one of the two.")


def _group_checked(value: dict[str, Any], lines: Lines) -> Iterator[Fault]:
    group = value.get("group")
    if not isinstance(group, dict):
        return
    by = _texts(group, "by")
    if ("place" in by) != ("distance_m" in group):
        what = 'a group by "place" has "distance_m", and no other has.'
        yield Fault(lines.at("group"), what, "Write both, or neither.")
    if "gap_minutes" not in group and "day" not in by:
        what = "nothing says how far apart in time reports of one group may be."
        yield Fault(lines.at("group"), what, 'Add "gap_minutes", or "day" to "by".')
    number = value.get("number")
    if isinstance(number, dict) and number.get("otherwise") != "one":
        what = "where reports are grouped, each that states no number is one."
        yield Fault(lines.at("number", "otherwise"), what, "Write: otherwise: one.")


def _cut_checked(value: dict[str, Any], lines: Lines) -> Iterator[Fault]:
    cut, additive = value.get("across_cut"), value.get("additive")
    if cut == "divided" and "group" not in value:
        what = "nothing is grouped, so a cut divides nothing."
        yield Fault(lines.at("across_cut"), what, "Write: across_cut: start.")
    if isinstance(additive, bool) and cut in ("start", "divided") and additive != (cut == "start"):
        what = f'"additive" is {str(additive).lower()} and "across_cut" is {cut}.'
        advice = "start adds up over disjoint spans, divided does not: correct one of them."
        yield Fault(lines.at("additive"), what, advice)
    number = value.get("number")
    if value.get("over") == "incidents" and isinstance(number, dict) and number.get("stated"):
        what = "an incident of the fused record states no number in a unit."
        yield Fault(lines.at("number", "stated"), what, 'Take "stated" out.')


def _texts(value: dict[str, Any], key: str) -> list[str]:
    listed = value.get(key)
    return [each for each in listed if isinstance(each, str)] if isinstance(listed, list) else []


def _built(value: dict[str, Any], digest: str) -> Unit:
    group = value.get("group")
    return Unit(
        unit=value["unit"],
        title=value["title"],
        version=value["version"],
        digest=digest,
        source=value["source"],
        counts=value["counts"],
        over=value["over"],
        acts=tuple(value["acts"]["covered"]),
        excepted=tuple(value["acts"].get("except", ())),
        stated=tuple(word.strip().casefold() for word in value["number"].get("stated", ())),
        otherwise=value["number"]["otherwise"],
        group=group and Group(tuple(group["by"]), group.get("gap_minutes"), group.get("distance_m")),
        at_least_killed=value.get("at_least_killed"),
        flag=tuple(value.get("flag", ())),
        across_cut=value["across_cut"],
        ours=value.get("reading") == "ours",
        note=value.get("note", "").strip(),
    )
