"""A small pack that is whole, to be spoiled: a truce of two sides on an island that does not exist."""

from collections.abc import Callable
from pathlib import Path

import pytest

AGREEMENT = """\
pack: island
title: Island truce
time_zone: Asia/Damascus
sources:
  - {id: text, title: The truce, rank: official text, where: annex A}
  - {id: paper, title: The Islander, rank: press, where: page 1}
instruments:
  - id: truce
    title: Truce of the island
    agreed: 2017-05-04
    rank: official text
    made_by: [north, south]
    cited: [text]
parties:
  - id: north
    name: North
    roles:
      - {role: party, from: 2017-05-04, cited: ["text, 1"]}
  - id: south
    name: South
    roles:
      - {role: party, from: 2017-05-04, cited: [text]}
  - id: helper
    name: Helper
    roles:
      - {role: guarantor, from: 2017-05-04, cited: [paper]}
excluded:
  - id: wreckers
    name: Wreckers
    names: [{name: Wreckers}]
    excluded_from: 2017-05-04
    cited: [text]
zones:
  - {id: bay, name: The bay, kind: zone}
provisions:
  - id: no-fire
    instrument: truce
    clause: "2"
    cited: text, 2
    says: No fire in the bay.
    verb: shall
    strength: obligation
    mode: forbids
    acts: [fire]
    bound: [north, south]
    zones: [bay]
    from: 2017-05-06
    except_targets: [wreckers]
terms:
  - id: span
    cited: text, 3
    starts: [{day: 2017-05-04, cited: [text]}]
    months: 6
    deciders: [north, south]
    rule: Six months, longer if both agree.
    warn_days: 20
"""

ZONES = """\
{
 "type": "FeatureCollection",
 "features": [
  {
   "type": "Feature",
   "properties": {
    "zone": "bay",
    "version": "bay-1",
    "valid_from": "2017-05-06",
    "valid_until": null,
    "source": ["text, 2"],
    "how_drawn": "Drawn by us.",
    "edge_uncertainty_m": 100,
    "official": false
   },
   "geometry": {"type": "Polygon", "coordinates": [[[36, 35], [37, 35], [37, 36], [36, 36], [36, 35]]]}
  }
 ]
}
"""

CASES = """\
cases:
  - case: Fire by North in the bay breaches the truce.
    when: 2017-06-01
    place: {lon: 36.5, lat: 35.5, radius_m: 500}
    act: fire/shelling
    actor: North
    target: South
    expect: {no-fire: breach}
  - case: The term ends on 4 November.
    term: span
    at: 2017-06-01
    expect: {2017-05-04: in force}
"""

Pack = Callable[..., Path]


@pytest.fixture
def island(tmp_path: Path) -> Pack:
    """Write the island pack, with pieces of text replaced: island(("rank: press", "rank: rumour"))."""

    def write(*changes: tuple[str, str], folder: str = "island") -> Path:
        pack = tmp_path / folder
        pack.mkdir()
        texts = {"agreement.yml": AGREEMENT, "zones.geojson": ZONES, "cases.yml": CASES}
        for old, new in changes:
            holding = [name for name, text in texts.items() if old in text]
            assert holding, f"{old!r} is nowhere in the pack"
            texts[holding[0]] = texts[holding[0]].replace(old, new, 1)
        for name, text in texts.items():
            (pack / name).write_text(text, encoding="utf-8")
        return pack

    return write
