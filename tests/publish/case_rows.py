"""Cases on incidents of the small case, by number, as rows of the declared tables."""

from small_case import INCIDENT_ROWS, SEALED

from holdfire.centre.cases.table import CASES, POSITIONS, STEPS

OFFICER = "Nadia Karam"
OPEN, WITHDRAWN, ENDORSED = "under verification", "withdrawn", "endorsed"


def reports_of(number):
    return next(row["report_ids"] for row in INCIDENT_ROWS if row["incident_id"] == f"i-{number:020x}")


def case_of(number, status, **more):
    """The case on the incident of that number."""
    open_ = status in ("received", OPEN)
    return {
        "case_id": f"c-{number:020x}",
        "report_ids": reports_of(number),
        "incident_id": f"i-{number:020x}",
        "opened": SEALED,
        "opened_by": OFFICER,
        "status": status,
        "is_open": open_,
        "since": SEALED,
        "outcome": None if open_ else status,
    } | more


def step_of(number, entry, step_to, why="seen on the spot by our own patrol", **more):
    return {
        "case_id": f"c-{number:020x}",
        "entry": entry,
        "at": SEALED,
        "step_from": "received",
        "step_to": step_to,
        "by": OFFICER,
        "role": "officer",
        "why": why,
        "gap": False,
    } | more


def position_of(number, entry, party, position="violation"):
    return {
        "case_id": f"c-{number:020x}",
        "entry": entry,
        "at": SEALED,
        "party": party,
        "position": position,
        "by": OFFICER,
        "why": "our delegation saw the crater there",
        "stands": True,
    }


def frames(cases=(), steps=(), positions=()):
    """Keyword arguments for small_case.sealed()."""
    return {"cases": CASES.of(cases), "steps": STEPS.of(steps), "positions": POSITIONS.of(positions)}
