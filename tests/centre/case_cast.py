"""A small cast for cases: three guarantors, the UN, four bodies, and acts in the order they are made."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.parties import Body, Citation, Party, Role, Tenure
from holdfire.agreement.provisions import Mode, Provision, Strength
from holdfire.centre.cases.acts import Note, Opening, Position, Stated, Step
from holdfire.centre.cases.case import case_id_of
from holdfire.centre.cases.ladder import Capacity, Status

BEGAN = datetime(2016, 12, 29, 22, tzinfo=UTC)
JOINED = datetime(2017, 3, 15, tzinfo=UTC)
START = datetime(2017, 6, 1, 8, tzinfo=UTC)
CITED = (Citation("memorandum", "para 1"),)
R1, R2, R3 = ("r-" + digit * 20 for digit in "123")
C1, C2, C3 = ("c-" + digit * 20 for digit in "123")


def tenure(role, start=BEGAN):
    return (Tenure(role, start, None, CITED),)


def body(slug, members, rule="not known", quorum=()):
    return Body(slug, slug, members, "rules", BEGAN, None, CITED, decides_by=rule, quorum=quorum)


PARTIES = (
    Party("russia", "Russia", tenure(Role.GUARANTOR)),
    Party("turkey", "Turkey", tenure(Role.GUARANTOR)),
    Party("iran", "Iran", tenure(Role.GUARANTOR, JOINED)),
    Party("syria", "Government", tenure(Role.PARTY), kind="government"),
    Party("opposition", "Opposition", tenure(Role.PARTY), kind="armed group"),
    Party("ahrar", "Ahrar", tenure(Role.PARTY), kind="armed group"),
    Party("un", "United Nations", tenure(Role.OBSERVER)),
)
BODIES = (
    body("joint-group", ("russia", "turkey", "iran", "un")),
    body("mission", ("un", "syria", "opposition"), "head alone"),
    body(
        "committee",
        ("syria", "opposition", "ahrar", "un"),
        "quorum by constituency",
        (("government", 1), ("armed group", 1)),
    ),
    body("empty", ("un",), "consensus"),
)


def provision(slug):
    return Provision(
        id=slug,
        instrument="memorandum",
        clause="para 2",
        cited=CITED[0],
        says="No force.",
        verb="shall",
        strength=Strength.OBLIGATION,
        mode=Mode.FORBIDS,
        acts=("fire",),
        bound=("syria",),
        zones=(),
        start=BEGAN,
        end=None,
    )


def agreement(parties=PARTIES, bodies=BODIES):
    return Agreement(
        slug="small",
        title="A small agreement",
        time_zone=ZoneInfo("Asia/Damascus"),
        instruments=(),
        parties=parties,
        bodies=bodies,
        excluded=(),
        zones=(),
        provisions=(provision("no-force"),),
        terms=(),
        sources=(),
        digest="d" * 64,
    )


def hours(number):
    return START + timedelta(hours=number)


def opening(entry, *reports, **more):
    return Opening(
        **{
            "entry": entry,
            "at": hours(entry),
            "case_id": case_id_of(reports),
            "report_ids": tuple(sorted(reports)),
            "by": "A. Haddad",
            "role": Capacity.OFFICER,
            "why": "complaint by phone",
        }
        | more
    )


def step(entry, step_from, step_to, case_id=C1, **more):
    role = Capacity.BODY if step_to in ("endorsed", "not endorsed", "no consensus") else Capacity.OFFICER
    return Step(
        **{
            "entry": entry,
            "at": hours(entry),
            "case_id": case_id,
            "step_from": Status(step_from),
            "step_to": Status(step_to),
            "by": "A. Haddad",
            "role": role,
            "why": "as seen",
        }
        | more
    )


def stated(entry, party, position, case_id=C1, **more):
    told = {"entry": entry, "at": hours(entry), "case_id": case_id, "by": "A. Haddad", "why": "letter"}
    return Stated(**told | {"party": party, "position": Position(position)} | more)


def note(entry, party, why, case_id=C1):
    return Note(entry, hours(entry), case_id, party, "A. Haddad", why)


FOUND_SERIOUS = (
    opening(1, R1),
    step(2, "received", "under verification"),
    step(
        3,
        "under verification",
        "violation serious",
        evidence=("sha256:" + "e" * 64,),
        clause="no-force",
        due=hours(3) + timedelta(days=30),
    ),
)
"""A case that monitors found to be a serious violation, put to those who decide until 30 days later."""
