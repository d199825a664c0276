"""A reading as one page of HTML, with nothing outside of it: the text with its blocks shaded by class, and
every field beside it, linked to the characters it rests on. It shows; what a person decides is not taken
here."""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise

from holdfire.documents.field import Field, Passage
from holdfire.documents.meetings.meeting import Meeting
from holdfire.documents.provisions.provision import Provision
from holdfire.documents.reading import Reading

_STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { margin: 0 auto; max-width: 90rem; padding: 1rem; display: grid; gap: 1.5rem;
  grid-template-columns: minmax(0, 3fr) minmax(20rem, 2fr) }
h1 { grid-column: 1 / -1; font-size: 1.3rem; margin: 0 }
section { min-width: 0 } .facts { position: sticky; top: 0; max-height: 100vh; overflow: auto }
p { margin: 0 0 .5rem; padding: .3rem .6rem; border-inline-start: .4rem solid #8888; overflow-wrap: anywhere }
p small { display: block; opacity: .75 }
.title, .body { border-color: #2a6 } .official { border-color: #26c; background: #26c1 }
.dateline { border-color: #a80 } .quotation { border-color: #a3a; background: #a3a1 }
.caption, .navigation, .widget, .comment { opacity: .6; background: #8881 } .comment { border-color: #c33 }
u { text-decoration: underline dotted } u:target, u:target ~ u.same { background: #fd0; color: #000 }
dl { margin: 0 } dt { font-weight: 600; margin-top: .8rem } dd { margin: 0 0 0 1rem; font-size: .92rem }
.none { font-style: italic } a { color: inherit }
@media (max-width: 60rem) { body { display: block } .facts { position: static; max-height: none } }
"""

_Row = tuple[str, Field]


def shown(reading: Reading) -> str:
    """The page. Words of the document are escaped: nothing in them is markup."""
    groups = list(_groups(reading))
    fields = [field for _, rows in groups for _, field in rows]
    starts = {(each.start, each.end) for field in fields for each in field.passages}
    title = escape(f"{reading.name} as read by Holdfire")
    return (
        f'<!doctype html><html lang="{reading.page.language.code}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body><h1>{title}</h1>"
        f'<section aria-label="The document">{"".join(_blocks(reading, starts))}</section>'
        f'<section class="facts" aria-label="What was read"><dl>{"".join(_listed(groups))}</dl></section>'
        "</body></html>\n"
    )


def _blocks(reading: Reading, starts: set[tuple[int, int]]) -> Iterator[str]:
    for block in reading.page.blocks:
        kind = block.kind.split()[0]
        told = f"{block.kind}, {block.confidence:.2f}: {block.method}"
        inner = _marked(reading.page.text, block.passage, starts)
        yield f'<p class="{kind}"><small>{escape(told)}</small>{inner}</p>'


def _marked(text: str, block: Passage, starts: set[tuple[int, int]]) -> str:
    """The block's text, cut where a passage begins or ends, so that passages that overlap can all be
    linked."""
    inside = sorted(each for each in starts if block.start <= each[0] < block.end)
    cuts = sorted({block.start, block.end, *(min(at, block.end) for each in inside for at in each)})
    begun: dict[int, list[str]] = {}
    for start, end in inside:
        begun.setdefault(start, []).append(f"at-{start}-{end}")
    parts = []
    for start, end in pairwise(cuts):
        words = escape(text[start:end])
        names = begun.get(start, [])
        anchors = "".join(f'<a id="{name}"></a>' for name in names[1:])
        covered = any(a <= start and end <= b for a, b in inside)
        parts.append(
            f'{anchors}<u id="{names[0]}">{words}</u>' if names else f"<u>{words}</u>" if covered else words
        )
    return "".join(parts)


def _listed(groups: Iterable[tuple[str, list[_Row]]]) -> Iterator[str]:
    for name, rows in groups:
        yield f"<dt>{escape(name)}</dt>"
        for label, field in rows:
            yield f"<dd>{escape(label)}: {_value(field)}</dd>"


def _value(field: Field) -> str:
    if field.value is None:
        told = f'<span class="none">not known ({escape(str(field.reason))})</span>'
    elif field.passages:
        first = field.passages[0]
        told = f'<a href="#at-{first.start}-{first.end}">{escape(str(field.value))}</a>'
    else:
        told = escape(str(field.value))
    others = [f"{each.value} ({each.why})" for each in field.alternatives]
    notes = [f"{field.confidence:.2f}, {field.method}", f"anchor: {field.anchor}" if field.anchor else ""]
    notes += [f"or {each}" for each in others]
    return f"{told} <small>{escape('; '.join(each for each in notes if each))}</small>"


def _groups(reading: Reading) -> Iterator[tuple[str, list[_Row]]]:
    yield "Published", [("day", reading.page.published)]
    for meeting in reading.meetings:
        yield f"Meeting {meeting.series.value or ''} {meeting.round.value or ''}", _of_meeting(meeting)
    for provision in reading.provisions:
        yield f"Point {provision.number.value}", _of_provision(provision)
    for each in reading.statements:
        yield (
            f"Statement, {each.told}",
            [("words", each.words), ("speaker", each.speaker), ("tier", each.tier)],
        )
    for tally in reading.tallies:
        parts = [(str(place.value), count) for place, count in tally.parts]
        yield "Tally", [("observer", tally.observer), ("total", tally.total), ("unit", tally.unit), *parts]
    for claim in reading.claims:
        yield "Claim", [("words", claim.words), ("by", claim.speaker)]
    yield "Texts named", [(each.role, each.title) for each in reading.instruments]


def _of_meeting(meeting: Meeting) -> list[_Row]:
    return [
        ("round", meeting.round),
        ("state", meeting.state),
        ("days", meeting.days),
        ("place", meeting.place),
        *(("with", each) for each in meeting.participants),
        *(("observer", each) for each in meeting.observers),
        *(("invited", each) for each in meeting.invited),
        *((str(each.outcome.value), each.subject) for each in meeting.outcomes),
    ]


def _of_provision(provision: Provision) -> list[_Row]:
    term = provision.term
    rows = [("words", provision.words), ("force", provision.force)]
    rows += [("binds", each) for each in provision.bound]
    rows += [("asks", each) for each in provision.addressees]
    rows += [("area", each) for each in provision.zones]
    rows += [("due", provision.deadline)] if provision.deadline.value is not None else []
    if term is not None:
        rows += [
            ("lasts", term.length),
            ("from", term.start),
            ("to", term.end),
            ("prolonged", term.extension),
        ]
    return rows
