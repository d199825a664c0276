"""What the verbs of `holdfire zone` share: a zone by its id, a day as a moment, who adopted a map."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.zones import Zone, ZoneVersion
from holdfire.centre.effects.decided import Agreed
from holdfire.commands.options import now
from holdfire.errors import MissionError
from holdfire.moments import known


def zone_named(named: str, agreement: Agreement) -> Zone:
    found = agreement.zone(named)
    if found is None:
        listed = ", ".join(each.id for each in agreement.zones) or "none"
        raise MissionError(f"The agreement has no zone {named}.", f"It has: {listed}.")
    return found


def moment_of(at: date | None, agreement: Agreement) -> datetime:
    """The first minute of the day asked about."""
    day = at or now().astimezone(agreement.time_zone).date()
    return known(day.isoformat(), agreement.time_zone).span.start


def day_told(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).date().isoformat()


def decision_of(version: ZoneVersion, agreed: Agreed) -> str | None:
    """The ref of the decision that adopted it; None for a map of the pack."""
    return next((each.source for each in version.cited if each.source in agreed.applied), None)
