"""The release gate beside odd but honest names: none stops a bulletin, and none hides a leak."""

from dataclasses import replace
from itertools import cycle

import pytest
from case_rows import ENDORSED, case_of, frames, step_of
from small_case import DAY, WATCH_ROWS, report_rows, sealed, tally_rows

from holdfire.errors import PublishError
from holdfire.incidents.table import INCIDENTS
from holdfire.publish.bulletin import compose
from holdfire.publish.edition import Edition
from holdfire.publish.gate import leaked, refuse_leaks
from holdfire.publish.html import bulletin_html
from holdfire.publish.issue import made
from holdfire.publish.unshown import unshown
from holdfire.reports.table import REPORTS, TALLIES, WATCH

ODD = (
    "Daily", "Post", "Idlib", "map", "true", "incident", "null", "Point", "path", "Syria", "Turkey", "turkey",
    "observer", "source 1", "origin", "text", "type", "Feature", "http", "style", "June", "Zone", "list",
    "The Post & Daily", '"Free" <Press>', "O'Brien's", "الجزيرة", "إدلب", "Новости", "Кафр-Зита",
    "شبكة & <شام>",
    "a=b;c", "[U+202E]", "x" * 60, "public.csv", "report", "ABCD", "2017", "Hama", "no breach",
)  # fmt: skip
PUBLIC_AND_PARTIES = pytest.mark.parametrize("edition", [Edition.PUBLIC, Edition.PARTIES])


def named(*names):
    """The small case with every source, outlet, origin and file called one of these, all of them in use."""
    name = cycle(names)

    def every(rows, *columns):
        return [row | {column: next(name) for column in columns} for row in rows]

    cases = frames([case_of(5, ENDORSED)], [step_of(5, 40, ENDORSED, by=names[0])])
    listed = {"sources": list(names), "origins": list(names), "attributed_by": list(names)}
    incidents = [row | listed for row in sealed().incidents.to_dicts()]
    return sealed(
        reports=REPORTS.of(every(report_rows(), "source", "origin", "raw_file")),
        tallies=TALLIES.of(every(tally_rows(DAY), "source", "relayed_by", "raw_file")),
        watch=WATCH.of(every(WATCH_ROWS, "source", "raw_file")),
        incidents=INCIDENTS.of(incidents),
        inputs=tuple((each, f"{number:064x}") for number, each in enumerate(names)),
        **cases,
    )


def passes(dataset, edition):
    bulletin = compose(dataset, DAY, edition)
    try:
        refuse_leaks(bulletin, made(bulletin, ())[0], dataset)
    except PublishError as cause:
        return str(cause)
    return ""


@PUBLIC_AND_PARTIES
def test_no_honest_name_stops_a_bulletin(edition):
    assert passes(named(*ODD), edition) == ""


SECRET = (
    "The Post & Daily", '"Free" <Press>', "O'Brien's", "الجزيرة", "Новости", "شبكة & <شام>", "a=b;c",
    "x" * 60, "ABCD",
)  # fmt: skip


@PUBLIC_AND_PARTIES
def test_such_a_name_is_found_in_a_page_and_a_table_that_print_it(edition):
    dataset = named(*SECRET)
    bulletin = compose(dataset, DAY, edition)
    secrets = unshown(dataset, (), edition)
    for name in SECRET:
        page = bulletin_html(replace(bulletin, title=f"as told by {name} on that day"), "")
        table = 'a,"{}"\r\n'.format(name.replace('"', '""'))
        found = leaked({"page": page.decode(), "table": table}, secrets)
        assert {each.file for each in found if each.secret == name} == {"page", "table"}, name


@PUBLIC_AND_PARTIES
def test_a_party_whose_name_is_that_of_a_source_is_named_as_a_party(edition):
    assert passes(named("Government of Syria", "syria", "Armed opposition"), edition) == ""
