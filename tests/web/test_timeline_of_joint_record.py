"""A delegate's timeline where a joint record is kept: the centre as the issued bulletin knew it."""

from datetime import date

from delegations import Delegations
from seats_taken import NOON, At, Clock

from holdfire.mission.folder import Mission
from holdfire.mission.issuing import issue
from holdfire.publish.editions import Edition
from holdfire.web.desk import Desk
from holdfire.web.seen import log_then, redacted_then

SPAN = "first=2017-06-01&last=2017-06-03"


def meeting(five: Delegations, name: str, day: str) -> None:
    five.done(
        "TR", "meeting", "hold", five.at("TR"), "talks", "--id", name, "--first", day, "--by", "A. Haddad"
    )


def test_rounds_stand_on_the_timeline_as_the_bulletin_knew_them(delegations: Delegations) -> None:
    meeting(delegations, "talks-on-maps", "2017-06-02")
    delegations.rounds()
    desk = At(delegations.at("TR"), Clock())
    issue(Mission.open(desk.folder), date(2017, 6, 2), Edition.PARTIES, NOON)
    meeting(delegations, "talks-on-posts", "2017-06-02")
    delegations.rounds()

    def rounds(role: str) -> list[str]:
        marks = desk.as_(role).get(f"/api/timeline?{SPAN}").json()["marks"]
        return [each["title"] for each in marks if each["kind"] == "round"]

    assert rounds("officer") == ["talks-on-maps", "talks-on-posts"]
    assert rounds("delegate") == ["talks-on-maps"], "what was logged since the bulletin is not told by it"
    assert rounds("observer") == [], "nothing was issued to the UN"


def test_without_a_joint_record_the_journal_is_what_a_bulletin_knew(at: At) -> None:
    assert log_then(Desk(at.folder, Clock(), bytes).keeper.held(), Edition.PARTIES) == 0
    issue(Mission.open(at.folder), date(2017, 6, 2), Edition.PARTIES, NOON)
    held = Desk(at.folder, Clock(), bytes).keeper.held()
    assert log_then(held, Edition.PARTIES) == 0
    assert redacted_then(held, Edition.PARTIES).reports.height > 0
