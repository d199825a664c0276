"""Two days of a small mission, issued: in between two dead became three, and one incident was withdrawn."""

from datetime import timedelta
from pathlib import Path

from two_days import FORTY_ONE, FORTY_TWO, HOUR, NOON, corrected, founded

from holdfire.exchange.issued import Issued
from holdfire.mission.exchanging import handed_on
from holdfire.mission.folder import Mission
from holdfire.mission.issuing import issue
from holdfire.publish.edition import Edition

EDITION = Edition.PUBLIC
FIRST, SECOND = str(FORTY_ONE), str(FORTY_TWO)


def two_days_issued(folder: Path, edition: Edition = EDITION) -> Mission:
    mission = founded(folder)
    issue(mission, FORTY_ONE, edition, NOON)
    corrected(mission, NOON + HOUR)
    issue(mission, FORTY_TWO, edition, NOON + timedelta(days=1))
    return mission


def issued_in(mission: Mission, edition: Edition = EDITION) -> Issued:
    return handed_on(mission, edition).issued


def by_place(issued: Issued) -> dict[str, str]:
    """Ids of the incidents by the longitude at which the small mission has them."""
    return {
        f"{each['geometry']['coordinates'][0]:.1f}": str(each["id"])
        for sheet in issued.sheets
        for each in sheet.features
    }
