"""What a report says was done: one documented taxonomy that the sources' own types map onto.

A code is a path from broad to narrow ("fire/shelling/artillery"): a provision that names
"fire" covers all below it, and a source that only knows "somebody used force" says
"fire" and no more. What is not known stays null, never "other".
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Act:
    """One kind of act: its code, its meaning, and the types of other codebooks that map here."""

    code: str
    meaning: str
    elsewhere: str = ""


ACTS: tuple[Act, ...] = (
    Act(
        "fire",
        "Use of force with weapons, means not stated.",
        "UCDP types 1-2; ACLED Battles; SMM ceasefire violation",
    ),
    Act("fire/small-arms", "Rifle, machine-gun or sniper fire.", "ACLED Armed clash; SMM burst, shot"),
    Act(
        "fire/shelling",
        "Indirect fire, calibre or weapon not stated.",
        "ACLED Shelling/artillery/missile attack",
    ),
    Act("fire/shelling/mortar", "Mortar rounds."),
    Act(
        "fire/shelling/artillery",
        "Tube artillery, tank or rocket artillery.",
        "SMM MLRS, artillery, tank round",
    ),
    Act("fire/explosion", "An explosion whose cause is undetermined.", "SMM undetermined explosion"),
    Act("fire/air", "Strike from an aircraft, crewed or not.", "ACLED Air/drone strike"),
    Act("fire/air/barrel-bomb", "Unguided bomb dropped from a helicopter."),
    Act(
        "fire/mine-or-ied",
        "Explosion of a mine or an improvised device.",
        "ACLED Remote explosive/landmine/IED",
    ),
    Act("fire/chemical", "Alleged use of a chemical weapon.", "ACLED Chemical weapon"),
    Act("fire/exercise", "Fire assessed as training; counted and flagged.", "SMM live-fire exercise"),
    Act(
        "fire/against-civilians", "Armed force used directly against civilians.", "UCDP type 3; ACLED Attack"
    ),
    Act("advance", "Movement to take or change positions or lines.", "ACLED territory overtaken"),
    Act("flight", "Military flight where it is restricted.", "SMM UAV or aircraft over the security zone"),
    Act(
        "weapons-held",
        "Weapons or fighters kept where they must not be.",
        "SMM weapons in violation of withdrawal lines",
    ),
    Act("works", "Military engineering: trenches, positions, mine-laying."),
    Act(
        "detention", "A person detained, abducted or not released as agreed.", "ACLED Abduction; SNHR arrest"
    ),
    Act("access-denied", "Humanitarian passage or aid refused, delayed or attacked."),
    Act("monitor-denied", "Observers refused passage, harmed or jammed.", "SMM denial of access, jamming"),
    Act("displacement", "Civilians forced to leave."),
    Act("release", "Release, handover or exchange of persons or bodies."),
    Act("aid", "Humanitarian delivery."),
    Act("patrol", "Patrol by control forces."),
    Act("withdrawal", "Weapons, fighters or units withdrawn."),
)

ACT_CODES = frozenset(act.code for act in ACTS)


def covers(broad: str, narrow: str) -> bool:
    """Whether an act coded `narrow` is one of those that `broad` names."""
    return narrow == broad or narrow.startswith(broad + "/")
