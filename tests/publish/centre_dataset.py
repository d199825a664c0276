"""A sealed dataset that holds states of the centre, made of acts by hand; and what a section of it says."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from small_case import DAY, sealed

from holdfire.agreement.reading import library_pack, load_pack
from holdfire.centre.act import Act
from holdfire.centre.fold import Ground, fold
from holdfire.publish.centre_standing import CentreStanding
from holdfire.publish.day import cut
from holdfire.publish.layout import Bullets, Grid, Section, figures_of

AT = datetime(2017, 6, 15, 8, tzinfo=UTC)
"""Within the reporting day 15 June 2017 of the small case (19:30 to 19:30 in Damascus)."""
HOUR = timedelta(hours=1)


def acts_by(*told):
    """Acts of (kind, party, hours after AT, content), numbered in their order."""
    return [
        Act(n, f"{n:064x}", kind, party, AT + hours * HOUR, {"by": "Nadia Karam", **content})
        for n, (kind, party, hours, content) in enumerate(told, start=1)
    ]


def section_of(section, module, acts, edition, day=DAY):
    dataset = sealed()
    if module is not None:
        found = fold(module, acts, Ground(load_pack(library_pack("astana"))))
        assert found.aside == (), [each.objection for each in found.aside]
        dataset = replace(dataset, centre=CentreStanding({module.name: found.state}))
    return section(cut(dataset, day, edition))


def rows(found: Section, caption: str):
    grid = next(each for each in found.blocks if isinstance(each, Grid) and each.caption == caption)
    return [tuple(cell.text for cell in row) for row in grid.rows]


def captions(found: Section):
    return [each.caption for each in found.blocks if isinstance(each, Grid)]


def lines(found: Section):
    return [each.text for block in found.blocks if isinstance(block, Bullets) for each in block.sentences]


def words_of(found: Section):
    """Everything that it prints, and the ids behind its figures."""
    texts = [getattr(block, "text", "") for block in found.blocks] + lines(found)
    texts += [" ".join(row) for caption in captions(found) for row in rows(found, caption)]
    return " ".join(texts), [name for figure in figures_of((found,)) for name in figure.ids]
