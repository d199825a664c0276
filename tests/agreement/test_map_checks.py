"""What a drawn map may not be: of no distance, open, or within itself."""

import pytest

from holdfire.agreement.reading import read_pack
from holdfire.reports.act import ACT_CODES


def told(folder):
    return [str(fault).removeprefix(f"{folder}/") for fault in read_pack(folder, ACT_CODES).faults]


def spoiled(folder, name, before, after):
    path = folder / name
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))
    return told(folder)


@pytest.mark.parametrize(("written", "said"), [("NaN", "nan"), ("Infinity", "inf"), ("1e12", "1e+12")])
def test_an_edge_that_is_no_distance_is_named_with_its_line(island, written, said):
    edge = '"edge_uncertainty_m": '
    assert spoiled(island(), "zones.geojson", edge + "100", edge + written) == [
        f'zones.geojson:13: fault: the map "bay-1" has an edge_uncertainty_m of {said}. '
        "Write metres, from 0 to 100000."
    ]


@pytest.mark.parametrize("written", ["0", "100000"])
def test_an_edge_of_metres_stands(island, written):
    edge = '"edge_uncertainty_m": '
    assert spoiled(island(), "zones.geojson", edge + "100", edge + written) == []


def test_a_ring_that_is_not_closed_is_not_closed_unseen(island):
    assert spoiled(island(), "zones.geojson", "[36, 36], [36, 35]]]", "[36, 36]]]") == [
        'zones.geojson:16: fault: the map "bay-1" has a ring that is not closed: it ends at [36, 36], not at '
        "[36, 35]. Draw what is missing, or repeat its first corner."
    ]


def test_a_zone_within_itself_is_a_circle(island):
    bay = "{id: bay, name: The bay, kind: zone}"
    assert spoiled(island(), "agreement.yml", bay, bay.replace("}", ", within: bay}")) == [
        "agreement.yml:34: fault: within goes round in a circle: bay > bay. A zone lies within a wider one."
    ]
