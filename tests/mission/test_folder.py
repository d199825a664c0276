"""A mission folder: what it refuses, what it keeps, and what can be made again."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from holdfire.agreement.reading import library_pack
from holdfire.errors import IntakeError, MissionError, RecordError
from holdfire.incidents.judgements import Judgement
from holdfire.mission.derived import DERIVED
from holdfire.mission.folder import INTAKE, Mission
from holdfire.mission.founding import create
from holdfire.mission.issuing import issue
from holdfire.mission.lock import alone
from holdfire.publish.edition import Edition

NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
DAY = date(2017, 6, 2)

REPORT = (
    "source_key,when_start,when_end,when_precision,where_precision,lon,lat,radius_m,act\n"
    "late-1,2017-06-02T10:00:00Z,2017-06-02T10:01:00Z,instant,exact,36.63,35.93,500,fire/shelling\n"
)


def silent(more: int) -> None:
    """Nobody watches the progress."""


def late_report(mission: Mission) -> Path:
    file = mission.folder.parent / "late.csv"
    file.write_text(REPORT)
    return file


def test_a_folder_that_is_not_there_says_how_to_start(tmp_path: Path) -> None:
    with pytest.raises(MissionError, match=r"There is no folder .*none\. Start a mission with holdfire init"):
        Mission.open(tmp_path / "none")


def test_a_mission_whose_agreement_is_gone_is_not_opened(mission: Mission) -> None:
    (mission.folder / "agreement").rename(mission.folder.parent / "elsewhere")
    with pytest.raises(MissionError, match=r"has no agreement/ any more\. Copy the agreement pack back"):
        Mission.open(mission.folder)


def test_a_mission_is_not_started_in_a_folder_that_holds_something(mission: Mission) -> None:
    with pytest.raises(MissionError, match=r"exists and is not empty\. Name a new folder"):
        create(mission.folder, library_pack("astana"), mission.settings, NOW)


def test_every_act_is_in_the_journal_and_it_holds_together(mission: Mission) -> None:
    acts = [entry.act for entry in mission.journal.entries()]
    assert acts[0] == "mission created"
    assert acts.count(INTAKE) == 7
    assert acts[-2:] == ["fused", "assessed"]
    assert mission.journal.verify() == ()


def test_a_new_report_makes_incidents_and_findings_stale_in_order(mission: Mission) -> None:
    assert mission.stale() == ""
    mission.take_in(late_report(mission), "holdfire", LATER, silent)
    assert mission.stale() == "fuse"
    with pytest.raises(MissionError, match=r"The incidents are older than the last intake\. Run hold"):
        mission.assess(LATER)
    mission.fuse(LATER)
    assert mission.stale() == "assess"
    with pytest.raises(MissionError, match=r"The findings are older than the last intake\. Run hold"):
        mission.sealed()
    mission.assess(LATER)
    assert mission.stale() == ""


def test_the_same_file_again_adds_nothing_and_makes_nothing_stale(mission: Mission) -> None:
    first = mission.take_in(late_report(mission), "holdfire", NOW, silent)
    mission.fuse(NOW)
    mission.assess(NOW)
    before = mission.reports().height
    again = mission.take_in(late_report(mission), "holdfire", LATER, silent)
    assert (first.accepted, again.accepted, again.duplicate) == (1, 0, 1)
    assert mission.reports().height == before
    assert mission.stale() == ""


def test_what_is_derived_may_be_deleted_and_is_made_again_alike(mission: Mission) -> None:
    before = {name: mission.derived(name) for name in DERIVED}
    for name in DERIVED:
        (mission.folder / f"{name}.parquet").unlink()
    with pytest.raises(MissionError, match=r"There is no findings.parquet yet\. Run holdfire assess"):
        mission.derived("findings")
    mission.fuse(LATER)
    mission.assess(LATER)
    for name, frame in before.items():
        assert_frame_equal(mission.derived(name), frame, check_row_order=False)


def test_a_damaged_derived_table_says_how_to_make_it_again(mission: Mission) -> None:
    (mission.folder / "incidents.parquet").write_bytes(b"PAR1 and then nothing")
    with pytest.raises(MissionError, match=r"incidents.parquet is damaged: .* Run holdfire fuse"):
        mission.derived("incidents")


def test_a_file_cut_in_the_middle_leaves_everything_as_it_was(mission: Mission) -> None:
    before, journal = mission.reports(), mission.journal.entries()
    cut = mission.folder.parent / "cut.csv"
    cut.write_text(REPORT + "late-2,2017-06-02T10:00:00Z,2017-06-")
    with pytest.raises(IntakeError):
        mission.take_in(cut, "holdfire", LATER, silent)
    assert_frame_equal(mission.reports(), before)
    assert mission.journal.entries() == journal


def test_two_writers_at_once_are_told(mission: Mission) -> None:
    with (
        alone(mission.folder),
        pytest.raises(MissionError, match=r"Somebody else is writing to .* \(process \d+\)\. Wait until"),
    ):
        mission.fuse(NOW)
    assert mission.fuse(NOW).height > 0


def test_nothing_is_done_on_a_broken_journal(mission: Mission) -> None:
    path = mission.journal.path
    path.write_bytes(path.read_bytes().replace(b'"exercise":true', b'"exercise":null'))
    before = mission.reports()
    with pytest.raises(RecordError, match="The journal does not hold together"):
        mission.take_in(late_report(mission), "holdfire", LATER, silent)
    assert_frame_equal(mission.reports(), before)


def test_an_intake_kept_just_before_a_power_failure_is_entered_with_the_next(mission: Mission) -> None:
    lines = mission.journal.path.read_bytes()
    mission.take_in(late_report(mission), "holdfire", NOW, silent)
    mission.journal.path.write_bytes(lines)
    other = mission.folder.parent / "other.csv"
    other.write_text(REPORT.replace("late-1", "late-2"))
    mission.take_in(other, "holdfire", LATER, silent)
    told = [(entry.content["intake"], entry.content["file"]) for entry in mission.entries(INTAKE)]
    assert told[-2:] == [("intake-00008", None), ("intake-00009", "other.csv")]


def test_a_judgement_joins_what_the_score_keeps_apart(mission: Mission) -> None:
    incidents = mission.derived("incidents")
    left, right = incidents["report_ids"].list.first().head(2).to_list()
    mission.judge(Judgement(left, right, "same", "A. Haddad", NOW, "one crater, two telephones"))
    assert mission.stale() == "fuse"
    joined = mission.fuse(LATER).filter(pl.col("report_ids").list.contains(left))
    assert right in joined["report_ids"].to_list()[0]
    (kept,) = mission.judgements()
    assert (kept.by, kept.why) == ("A. Haddad", "one crater, two telephones")


def test_a_judgement_on_a_report_that_is_not_there_is_refused(mission: Mission) -> None:
    with pytest.raises(MissionError, match=r"There is no report r-1, r-2 in this mission\. Report ids start"):
        mission.judge(Judgement("r-1", "r-2", "same", "A. Haddad", NOW, "guess"))
    assert mission.judgements() == ()


def test_a_bulletin_asked_for_again_is_the_one_that_is_there(mission: Mission) -> None:
    first = issue(mission, DAY, Edition.PUBLIC, NOW)
    again = issue(mission, DAY, Edition.PUBLIC, LATER)
    assert again.folder == first.folder == mission.folder / "bulletins/2017-06-02/public"
    assert {f.path.name: f.sha256 for f in again.files} == {
        f.path.name: f.sha256 for f in first.files if not f.omitted
    }
    assert len(mission.entries("bulletin issued")) == 1


def test_the_same_findings_give_the_same_bytes_elsewhere(mission: Mission, tmp_path: Path) -> None:
    first = issue(mission, DAY, Edition.UN, NOW)
    other = issue(mission, DAY, Edition.UN, LATER, tmp_path / "copy")
    assert [(f.path.name, f.sha256) for f in first.files] == [(f.path.name, f.sha256) for f in other.files]


def test_after_new_findings_a_second_bulletin_stands_beside_the_first(
    mission: Mission,
) -> None:
    first = issue(mission, DAY, Edition.PUBLIC, NOW)
    before = {path.name: path.read_bytes() for path in first.folder.iterdir()}
    mission.take_in(late_report(mission), "holdfire", LATER, silent)
    mission.fuse(LATER)
    mission.assess(LATER)
    second = issue(mission, DAY, Edition.PUBLIC, LATER)
    assert second.folder.name == "public-2"
    assert {path.name: path.read_bytes() for path in first.folder.iterdir()} == before


def test_a_bulletin_that_somebody_changed_is_not_given_out_again(mission: Mission) -> None:
    first = issue(mission, DAY, Edition.PUBLIC, NOW)
    (first.folder / "bulletin.html").write_text("all quiet")
    again = issue(mission, DAY, Edition.PUBLIC, LATER)
    assert again.folder.name == "public-2"
    assert (first.folder / "bulletin.html").read_text() == "all quiet"


FULL_DISK = """
import resource, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from holdfire.mission.folder import Mission
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
mission = Mission.open(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))
try:
    getattr(mission, sys.argv[2])(*eval(sys.argv[3]))
except Exception as cause:
    print(type(cause).__name__, cause)
    sys.exit(9)
"""


@pytest.mark.parametrize(
    ("verb", "arguments"),
    [
        pytest.param("fuse", "[datetime(2026, 1, 3, tzinfo=UTC)]", id="fuse"),
        pytest.param("assess", "[datetime(2026, 1, 3, tzinfo=UTC)]", id="assess"),
        pytest.param(
            "take_in",
            "[Path(sys.argv[4]), 'holdfire', datetime(2026, 1, 3, tzinfo=UTC), lambda more: None]",
            id="take-in",
        ),
    ],
)
def test_a_full_disk_leaves_what_was_there_whole(mission: Mission, verb: str, arguments: str) -> None:
    """No file may grow beyond 64 bytes, in a process of its own: every table and the journal fail."""
    before = {name: mission.derived(name) for name in DERIVED}
    reports, lines = mission.reports(), mission.journal.path.read_bytes()
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(mission.folder), verb, arguments, str(late_report(mission))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 9, done.stdout + done.stderr
    assert mission.journal.path.read_bytes() == lines
    assert_frame_equal(mission.reports(), reports)
    for name, frame in before.items():
        assert_frame_equal(mission.derived(name), frame)


def test_two_nodes_with_the_same_files_make_the_same_bulletin_at_different_times(
    mission: Mission, tmp_path: Path
) -> None:
    """Distrustful parties compare one hash: nothing in a bulletin comes from a clock or a folder's name."""
    issued = []
    for node, at in (("mine", NOW), ("yours", NOW + timedelta(days=400))):
        copy = create(tmp_path / node, library_pack("astana"), mission.settings, at)
        copy.take_in(late_report(mission), "holdfire", at, silent)
        copy.fuse(at)
        copy.assess(at)
        issued.append({file.path.name: file.sha256 for file in issue(copy, DAY, Edition.UN, at).files})
    assert len(issued[0]) == 7
    assert issued[0] == issued[1]


def test_findings_of_an_agreement_that_was_edited_since_are_not_published(mission: Mission) -> None:
    pack = mission.folder / "agreement" / "agreement.yml"
    pack.write_text(pack.read_text("utf-8") + "# looked through on 2 January\n", encoding="utf-8")
    edited = Mission.open(mission.folder)
    assert edited.stale() == "assess"
    with pytest.raises(
        MissionError, match=r"The findings are older than the agreement pack of .*\. Run holdfire assess"
    ):
        issue(edited, DAY, Edition.UN, LATER)
    edited.assess(LATER)
    assert edited.stale() == ""


def test_findings_made_with_other_units_are_not_published(mission: Mission) -> None:
    """A country's own borders came in after the assessment."""
    square = "[[[36,35],[37,35],[37,36],[36,36],[36,35]]]"
    (mission.folder / "places").mkdir(exist_ok=True)
    (mission.folder / "places" / "areas_1.geojson").write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature",'
        '"properties":{"id":"X1","name":"Square","names":[]},'
        f'"geometry":{{"type":"Polygon","coordinates":{square}}}}}]}}'
    )
    with pytest.raises(MissionError, match="The findings are older than the administrative units"):
        issue(Mission.open(mission.folder), DAY, Edition.UN, LATER)
