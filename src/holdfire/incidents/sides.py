"""What several reports of one incident together say of who acted, against whom, and what was done.

Nothing is chosen by vote: what reports contradict is not known, and who is disputed is kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from holdfire.reports.act import covers

Ids = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """The sides one report names; `directed` where it says that actor acted against target. Reports of
    one `voice` relay one origin."""

    actor: Ids | None
    target: Ids | None
    directed: bool
    voice: int


@dataclass(frozen=True, slots=True)
class Sides:
    """The sides of an incident. `attributing` counts the voices that say that this actor did it.
    `directed`: whether actor and target stand in the order that a report gives them, not the alphabet.
    `doubt` says in words what the reports contradict."""

    actor: Ids | None
    target: Ids | None
    disputed: Ids | None = None
    attributing: int | None = None
    doubt: str | None = None
    directed: bool = False


def agreed_sides(named: Sequence[Named]) -> Sides:
    """The sides that no report contradicts.

    A report that names two sides without direction agrees with one that gives them a direction, and
    with one that names them in the other order. Where no report gives a direction, the order kept is
    that of the alphabet and means nothing. A report that says against whom but not who lends its
    direction to nobody: who was hit never tells who fired.
    """
    directed = [each for each in named if each.directed and each.actor]
    hit = [each for each in named if each.directed and not each.actor and each.target]
    loose = [each for each in named if not each.directed and (each.actor or each.target)]
    if directed:
        return _with_direction(directed, hit, loose)
    named_by_hits = {each.target for each in hit}
    if hit and all({each.actor, each.target} - {None} <= named_by_hits for each in loose):
        return _only_hit(hit)
    return _without_direction([*loose, *hit])


def _with_direction(directed: Sequence[Named], hit: Sequence[Named], loose: Sequence[Named]) -> Sides:
    actor = directed[0].actor
    contradicting = [each for each in directed if each.actor != actor]
    contradicting += [each for each in loose if actor not in (each.actor, each.target)]
    target, doubt = _agreed_target([*directed, *hit])
    if contradicting:
        return replace(_disputed([*directed, *loose], target), directed=True)
    if actor and any(each.target == actor for each in hit):
        doubt = f"one report says that {'+'.join(actor)} acted, another that it was acted against"
        return Sides(None, None, actor, None, doubt, directed=True)
    voices = len({each.voice for each in directed})
    return Sides(actor, target, None, voices, doubt, directed=True)


def _only_hit(hit: Sequence[Named]) -> Sides:
    target, doubt = _agreed_target(hit)
    return Sides(None, target, None, None, doubt, directed=True)


def _agreed_target(named: Sequence[Named]) -> tuple[Ids | None, str | None]:
    """The target that all who name one name; else none, and the doubt in words."""
    targets = sorted({each.target for each in named if each.target})
    if len(targets) > 1:
        return None, f"its reports name different targets: {_listed(targets)}"
    return (targets[0] if targets else None), None


def _without_direction(loose: Sequence[Named]) -> Sides:
    """`loose` may hold reports that name only whom it hit; what they say of direction is not used."""
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
