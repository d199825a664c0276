"""The record's page: what anybody may check, and what a change to it looks like."""

from delegations import Delegations
from seats_taken import At, Clock


def test_a_mission_without_a_joint_record_shows_its_journal(at: At) -> None:
    told = at.as_("observer").get("/api/record").json()
    assert told["joint"] is None
    assert len(told["last"]) == 64
    assert at.as_("observer").get("/api/record/verify").json()["faults"] == []


def test_a_file_that_was_changed_is_named_to_the_desk_and_counted_to_others(at: At) -> None:
    part = next((at.folder / "reports" / "parts").rglob("*.parquet"))
    part.write_bytes(part.read_bytes()[:-1])
    faults = at.as_("officer").get("/api/record/verify").json()["faults"]
    assert faults
    assert any(part.name in each for each in faults)
    assert at.as_("delegate").get("/api/record/verify").json()["faults"] == [
        f"{len(faults)} faults; the desk sees which."
    ]


def test_a_joint_record_shows_who_countersigned_and_what_each_entry_wants(of_five: Delegations) -> None:
    told = At(of_five.at("TR"), Clock()).as_("delegate").get("/api/record").json()["joint"]
    assert (told["party"], told["to_sign"], told["void"]) == ("TR", 0, 0)
    assert len(told["countersigned"]) >= 3
    assert told["entries"][0]["position"] == told["size"] - 1, "newest first"
    assert {each["grade"] for each in told["entries"]} <= {
        "queued",
        "logged",
        "witnessed",
        "joint",
        "mirrored",
    }
    page = At(of_five.at("TR"), Clock()).as_("delegate").get("/record").text
    assert told["entries"][0]["hash"] in page
