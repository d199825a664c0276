"""The bulletin as a value: composed from a sealed dataset, before any file is written.

Its skeleton follows the daily reports of monitoring missions: header with number, period, cut-off
and versions; summary; zones; map; tallies; registers lined up; units of count; exemption claims;
casualties; what is known only roughly; restrictions on monitors; effort; cases; the term; the longer run;
caveats; corrigenda; the annex of incidents.
"""

from dataclasses import dataclass, replace
from datetime import date

from holdfire.agreement.zones import Zone, ZoneVersion
from holdfire.moments import ReportingDay, Span
from holdfire.places.areas import Area
from holdfire.publish.annex import AnnexRow, annex_rows
from holdfire.publish.because import acts_for, acts_of_cases
from holdfire.publish.corrigenda import corrigenda_of
from holdfire.publish.corrigendum import NONE as NO_CORRIGENDA
from holdfire.publish.corrigendum import Corrigenda
from holdfire.publish.day import DayCut, cut
from holdfire.publish.edition import Edition
from holdfire.publish.editions import knowing, redact
from holdfire.publish.figure import Figure
from holdfire.publish.figures.joined import APART_MAX
from holdfire.publish.issued import History
from holdfire.publish.layout import Bullets, MapSlot, Section, figures_of
from holdfire.publish.sealed import SealedDataset
from holdfire.publish.sections.cases import cases
from holdfire.publish.sections.casualties import casualties
from holdfire.publish.sections.caveats import caveats
from holdfire.publish.sections.centre import centre_sections
from holdfire.publish.sections.corrigenda import corrigenda_section
from holdfire.publish.sections.counts_drawn import counts_drawn
from holdfire.publish.sections.effort import effort
from holdfire.publish.sections.exemptions import exemptions
from holdfire.publish.sections.lineup import lineup
from holdfire.publish.sections.restrictions import restrictions
from holdfire.publish.sections.series import series
from holdfire.publish.sections.somewhere import rough_incidents, somewhere
from holdfire.publish.sections.standing import standing_words
from holdfire.publish.sections.summary import summary
from holdfire.publish.sections.tallies import tallies
from holdfire.publish.sections.term import term_clock
from holdfire.publish.sections.units import units
from holdfire.publish.sections.zones import zones_ended, zones_table
from holdfire.publish.standing import without_withdrawn
from holdfire.publish.tallies_told import ToldTally, told_tallies
from holdfire.publish.visible import all_visible
from holdfire.publish.wording import day_words, moment_words
from holdfire.publish.workings import NOT_WORKED_OUT, Workings

EXERCISE = "EXERCISE"
MADE_UP = "EXERCISE: made up for training. Nothing in this bulletin happened."
OUR_DRAWING = "Zones drawn by Holdfire; no official polygon was published."


@dataclass(frozen=True, slots=True)
class Bulletin:
    """One day's bulletin in one edition, ready to be written in every format."""

    number: str
    title: str
    agreement: str
    day: date
    edition: Edition
    span: Span
    reporting_day: ReportingDay
    header: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    annex: tuple[AnnexRow, ...]
    zones: tuple[tuple[Zone, ZoneVersion], ...]
    units: tuple[Area, ...]
    rule: str
    map: str
    digest: str
    exercise: bool = False
    corrigenda: Corrigenda = NO_CORRIGENDA
    tallies: tuple[ToldTally, ...] = ()

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every number, in the order in which it is read: figure 1 is the first."""
        return tuple(figures_of(self.sections))


NO_HISTORY = History()


def compose(
    dataset: SealedDataset,
    day: date,
    edition: Edition,
    history: History = NO_HISTORY,
    workings: Workings = NOT_WORKED_OUT,
) -> Bulletin:
    """The bulletin of that reporting day in that edition. Pure: same arguments, same value.

    Redaction comes before any sentence; the digest printed is that of the dataset before it, so
    that all editions of a day name the same one. `history` is what was issued before in this edition, for
    the corrigenda; `workings` what was worked out from the reports, in the edition's ids already.
    """
    shown = all_visible(knowing(dataset, edition, history.told))
    found = cut(redact(without_withdrawn(shown), edition), day, edition, workings)
    acts = (*history.acts, *acts_of_cases(shown.cases, shown.steps))
    told = corrigenda_of(found, history, acts_for(acts, dataset.publication_key, edition), dataset.digest)
    sections = (
        _with_standing(found, summary(found)),
        Section(2, "zones", "Zones", tuple(filter(None, (zones_table(found), zones_ended(found))))),
        _map(found),
        tallies(found),
        lineup(found, workings.bounds, workings.aside),
        units(found),
        exemptions(found),
        casualties(found),
        somewhere(found),
        restrictions(found),
        _with_drawing(found, effort(found)),
        cases(found),
        *centre_sections(found),
        term_clock(found),
        series(found),
        caveats(found),
        corrigenda_section(found, told),
    )
    return Bulletin(
        number=number_of(day),
        title=f"{_marked(shown.mission_name, dataset.exercise)}: daily ceasefire bulletin",
        agreement=dataset.agreement.title,
        day=day,
        edition=edition,
        span=found.span,
        reporting_day=dataset.reporting_day,
        header=_header(found, dataset.digest),
        sections=_numbered(sections),
        annex=annex_rows(found),
        zones=found.zones,
        units=dataset.units.areas if dataset.units else (),
        rule=found.rule,
        map=found.map,
        digest=dataset.digest,
        exercise=dataset.exercise,
        corrigenda=told,
        tallies=told_tallies(found),
    )


def _numbered(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The sections numbered in their order, whatever number each gave itself."""
    return tuple(replace(each, number=number) for number, each in enumerate(sections, start=1))


def _with_drawing(found: DayCut, section: Section) -> Section:
    drawing = counts_drawn(found)
    return replace(section, blocks=(*section.blocks, drawing)) if drawing else section


def _with_standing(found: DayCut, section: Section) -> Section:
    words = standing_words(found)
    return replace(section, blocks=(*section.blocks, Bullets(words))) if words else section


def _marked(name: str, exercise: bool) -> str:
    return f"{EXERCISE}: {name}" if exercise and not name.startswith(EXERCISE) else name


def number_of(day: date) -> str:
    """Day of the year / year, as daily reports are numbered: the same day always has the same number."""
    return f"{day.timetuple().tm_yday}/{day.year}"


def _header(found: DayCut, digest: str) -> tuple[tuple[str, str], ...]:
    zone = found.dataset.reporting_day.zone
    return (
        ("Number", number_of(found.day)),
        (
            "Edition",
            {"public": "public", "parties": "for the parties", "un": "for the United Nations"}[found.edition],
        ),
        ("Reporting day", day_words(found.day)),
        ("Period", f"{moment_words(found.span.start, zone)} to {moment_words(found.span.end, zone)}"),
        ("Cut-off and time zone", str(found.dataset.reporting_day)),
        ("Agreement", found.agreement.title),
        ("Map version", found.map),
        ("Rule version", found.rule),
        ("Sealed dataset", f"SHA-256 {digest}"),
        *((("Exercise", MADE_UP),) if found.dataset.exercise else ()),
    )


def _map(found: DayCut) -> Section:
    official = all(version.official for _, version in found.zones)
    caption = "Incidents of the day, by finding. " + ("" if official else OUR_DRAWING)
    rough = rough_incidents(found.incidents).height
    drawn = found.incidents.height - rough
    how = (
        "as marks with circles of uncertainty to scale"
        if drawn <= APART_MAX
        else "joined: a mark holds the count and the gravest finding of all within a few millimetres"
    )
    alt = (
        f"Map of the zones in force on {day_words(found.day)}. Incidents drawn {how}: {drawn}; known only to "
        f"a province or less, and so hatched or not drawn: {rough}. Every incident is listed in Annex A."
    )
    return Section(3, "map", "Map", (MapSlot(caption.strip(), alt),))
