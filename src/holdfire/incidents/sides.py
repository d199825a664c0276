"""What several reports of one incident together say of who acted, against whom, and what was done.

Nothing is chosen by vote: what reports contradict is not known, and who is disputed is kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from holdfire.reports.act import covers

Ids = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """The sides one report names; `directed` where it says that actor acted against target."""

    actor: Ids | None
    target: Ids | None
    directed: bool


@dataclass(frozen=True, slots=True)
class Sides:
    """The sides of an incident. `attributing` counts the reports that say that this actor did it.
    `doubt` says in words what the reports contradict."""

    actor: Ids | None
    target: Ids | None
    disputed: Ids | None = None
    attributing: int | None = None
    doubt: str | None = None


def agreed_sides(named: Sequence[Named]) -> Sides:
    """The sides that no report contradicts.

    A report that names two sides without direction agrees with one that gives them a direction, and
    with one that names them in the other order. Where no report gives a direction, the order kept is
    that of the alphabet and means nothing.
    """
    directed = [each for each in named if each.directed and each.actor]
    loose = [each for each in named if not each.directed and (each.actor or each.target)]
    if directed:
        return _with_direction(directed, loose)
    return _without_direction(loose)


def _with_direction(directed: Sequence[Named], loose: Sequence[Named]) -> Sides:
    actor = directed[0].actor
    contradicting = [each for each in directed if each.actor != actor]
    contradicting += [each for each in loose if actor not in (each.actor, each.target)]
    targets = {each.target for each in directed if each.target}
    target = next(iter(targets)) if len(targets) == 1 else None
    if contradicting:
        return _disputed([*directed, *loose], target)
    doubt = None
    if len(targets) > 1:
        doubt = f"its reports name different targets: {_listed(sorted(targets))}"
    return Sides(actor, target, None, len(directed), doubt)


def _without_direction(loose: Sequence[Named]) -> Sides:
    if not loose:
        return Sides(None, None)
    if len({(each.actor, each.target) for each in loose}) == 1:
        return Sides(loose[0].actor, loose[0].target, None, 0 if loose[0].actor else None)
    pairs = {tuple(sorted(side for side in (each.actor, each.target) if side)) for each in loose}
    fullest = max(sorted(pairs), key=len)
    if any(not set(pair) <= set(fullest) for pair in pairs):
        return _disputed(loose, None)
    first, second = fullest if len(fullest) == 2 else (fullest[0], None)
    return Sides(first, second, None, 0)


def _disputed(named: Sequence[Named], target: Ids | None) -> Sides:
    sides = {each.actor for each in named if each.actor}
    sides |= {each.target for each in named if each.target and not each.directed}
    everyone = tuple(sorted({one for side in sides for one in side}))
    doubt = f"its reports contradict each other on who acted: {_listed(sorted(sides))}"
    return Sides(None, target, everyone, None, doubt)


def _listed(sides: Sequence[Ids]) -> str:
    return "; ".join("+".join(side) for side in sides)


@dataclass(frozen=True, slots=True)
class ActSaid:
    """The act of an incident, and in words what the reports contradict."""

    act: str | None
    doubt: str | None = None


def agreed_act(acts: Sequence[str]) -> ActSaid:
    """The narrowest act that no report contradicts.

    "fire" and "fire/air" do not contradict: it is the latter. Mortar and artillery do, so it is
    "fire/shelling", which both are; where nothing covers both, the act is not known.
    """
    if not acts:
        return ActSaid(None)
    narrowest = max(sorted(acts), key=lambda code: code.count("/"))
    if all(covers(code, narrowest) for code in acts):
        return ActSaid(narrowest)
    steps: list[str] = []
    for level in zip(*(code.split("/") for code in acts), strict=False):
        if len(set(level)) > 1:
            break
        steps.append(level[0])
    doubt = f"its reports contradict each other on what was done: {'; '.join(sorted(set(acts)))}"
    return ActSaid("/".join(steps) or None, doubt)
