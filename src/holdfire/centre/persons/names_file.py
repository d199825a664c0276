"""The file of a list's names, as it goes into a confidential file: read strictly, one field a row.

Nothing here prints a name: what is wrong is told by the numbers of the rows.
"""

import csv
import io
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from holdfire.centre.act import CentreError
from holdfire.centre.persons.acts import CATEGORIES, ROWS_MAX, USES, use
from holdfire.plain_names import plain

KEPT = ("name", "other_name", "father", "family", "birth_year", "place", "kind", "consent", "note")
COLUMNS = ("row", *KEPT)
"""Only `name` is needed. `row` is the row's number, from 1 in order, if the file has it; `other_name` is the
same name in another script; `kind` is the row's category where the list has several; `consent` lists uses,
parted by semicolons: search; publication; transfer-to-icrc."""
TEXT_MAX = 400


@dataclass(frozen=True, slots=True)
class Person:
    """One row; "" where a column is empty."""

    row: int
    told: Mapping[str, str]

    @property
    def spellings(self) -> list[str]:
        """The whole name in each script; with father's and family's names where they stand apart."""
        beside = " ".join(part for part in (self.told["father"], self.told["family"]) if part)
        return [f"{each} {beside}".strip() for each in (self.told["name"], self.told["other_name"]) if each]

    @property
    def uses(self) -> tuple[str, ...]:
        """The uses that consent is on file for."""
        return tuple(each.strip() for each in self.told["consent"].split(";") if each.strip())


def read_persons(content: bytes) -> tuple[Person, ...]:
    """The rows of a CSV with a head of COLUMNS; raises CentreError naming rows and rule, never a name."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as cause:
        raise CentreError("The list is not UTF-8 text.", "Save it as CSV in UTF-8.") from cause
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        head, *rows = [[cell.strip() for cell in row] for row in reader if any(row)]
    except (csv.Error, ValueError) as cause:
        raise CentreError("The list is no CSV with a head and a row.", _HEAD) from cause
    if strange := [each for each in head if each not in COLUMNS]:
        raise CentreError(f"The list has columns that are not read: {', '.join(strange)}.", _HEAD)
    if "name" not in head or len(set(head)) < len(head):
        raise CentreError("The list has no column name, or a column twice.", _HEAD)
    if not 1 <= len(rows) <= ROWS_MAX:
        raise CentreError(f"The list has {len(rows)} rows; 1 to {ROWS_MAX} are kept.", "Split it.")
    persons = tuple(_person(number, head, row) for number, row in enumerate(rows, start=1))
    _refuse_twice(persons)
    return persons


_HEAD = f"Its first line names columns among: {', '.join(COLUMNS)}."


def _person(number: int, head: Sequence[str], row: Sequence[str]) -> Person:
    if len(row) != len(head):
        raise CentreError(
            f"Row {number} has {len(row)} cells, and the head {len(head)}.", "Mend the row: quotes, commas."
        )
    told = dict.fromkeys(COLUMNS, "") | dict(zip(head, row, strict=True))
    if told.pop("row") not in ("", str(number)):
        raise CentreError(
            f"Row {number} has another number in its column row.", "Number rows from 1, in order."
        )
    if not told["name"] or any(len(each) > TEXT_MAX for each in told.values()):
        raise CentreError(
            f"Row {number} has no name, or a cell of more than {TEXT_MAX} characters.", "Mend the row."
        )
    year = told["birth_year"]
    if year and not (year.isdecimal() and year.isascii() and 1850 <= int(year) <= 2100):
        raise CentreError(f"Row {number}: birth_year is no year.", "Write 1979, or leave it empty.")
    if told["kind"] not in ("", *CATEGORIES):
        raise CentreError(f"Row {number}: kind is no category.", f"One of: {', '.join(CATEGORIES)}.")
    person = Person(number, told)
    if any(use(each) for each in person.uses):
        raise CentreError(f"Row {number}: consent names a use that is not known.", f"Uses are: {USES}.")
    return person


def _refuse_twice(persons: Sequence[Person]) -> None:
    seen: dict[tuple[str, str, str], int] = {}
    for each in persons:
        for key in _who(each):
            if (first := seen.setdefault(key, each.row)) != each.row:
                raise CentreError(
                    f"Rows {first} and {each.row} are one person by name, father, family and year of birth.",
                    "Leave one out; if they are two, tell what parts them (father, birth_year, place).",
                )


def _who(each: Person) -> set[tuple[str, str, str]]:
    """What makes a person one within a list: any spelling of the whole name with the year of birth, or with
    the place where no year is told."""
    told = each.told
    rest = f"{told['father']} {told['family']}"
    year, place = told["birth_year"], "" if told["birth_year"] else plain(told["place"])
    return {(plain(f"{name} {rest}"), year, place) for name in (told["name"], told["other_name"]) if name}


def numbers(persons: Sequence[Person], category: str) -> tuple[dict[str, int], dict[str, int]]:
    """How many of each category (the list's own where a row says none), and of how many rows consent to
    each use is on file."""
    kinds = Counter(each.told["kind"] or category for each in persons)
    uses = Counter(use for each in persons for use in set(each.uses))
    return dict(sorted(kinds.items())), dict(sorted(uses.items()))


def named_in(words: str, persons: Sequence[Person]) -> int | None:
    """The first row whose name stands in these words; None where none does."""
    said = f" {plain(words)} "
    for each in persons:
        if any(name and f" {plain(name)} " in said for name in (each.told["name"], each.told["other_name"])):
            return each.row
    return None


def as_fields(persons: Sequence[Person]) -> dict[str, bytes]:
    """The fields of the confidential file: one a row, so that one person can be disclosed alone."""
    return {
        f"row {each.row:03d}": json.dumps(dict(each.told), ensure_ascii=False).encode() for each in persons
    }


def from_fields(fields: Mapping[str, bytes]) -> tuple[Person, ...]:
    """The rows of an opened file; raises CentreError where it is no list of persons."""
    found = []
    for name in sorted(fields):
        word, _, number = name.partition(" ")
        try:
            told = json.loads(fields[name])
            whole = {each: str(told.get(each, "")) for each in KEPT}
        except (ValueError, AttributeError, RecursionError) as cause:
            raise CentreError(
                "The confidential file is no list of persons.", "Name the right list."
            ) from cause
        if word != "row" or not (number.isdecimal() and number.isascii() and len(number) <= 4):
            raise CentreError("The confidential file is no list of persons.", "Name the right list.")
        found.append(Person(int(number), whole))
    return tuple(found)
