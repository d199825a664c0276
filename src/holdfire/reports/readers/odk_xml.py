"""Submissions as ODK Collect, Enketo and Kobo send them: one XML instance a file, alone, in a folder or zip.

Rows are called by their number among the .xml files, in the order of their paths; edits of others of them
(deprecatedID) come behind all that are none, so that the correction is what stands. Entities are
never resolved: a file that declares a document type is quarantined.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.parsers import expat

from holdfire.errors import IntakeError
from holdfire.reports.readers.odk_answers import INSTANCE, REPLACES, Rows, Submission
from holdfire.reports.readers.odk_files import Bundle, bundle
from holdfire.reports.readers.raw import BrokenRow, FileForm, Limits, RawBatch, no_rows

BYTES_MAX = 16 << 20
DEPTH_MAX = 32
ANSWERS_MAX = 10_000
_ASK = "Ask for the submission again, as the server or the device exports it."


class UnreadableError(ValueError):
    """Why a file is no submission; its words are the reason in quarantine."""


@dataclass(slots=True)
class _Walk:
    """One instance being read: the path so far, and the answers met."""

    root: dict[str, str] = field(default_factory=dict)
    answers: dict[str, list[str]] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)
    texts: list[list[str]] = field(default_factory=list)
    leaf: bool = False
    count: int = 0

    def start(self, tag: str, given: dict[str, str]) -> None:
        if not self.open and not self.root:
            self.root = {name.rpartition("}")[2]: value for name, value in given.items()} or {"": tag}
        elif self.texts and "".join(self.texts[-1]).strip():
            raise UnreadableError("text stands beside elements")
        self.open.append(tag.rpartition("}")[2])
        self.texts.append([])
        self.leaf = True
        if len(self.open) > DEPTH_MAX:
            raise UnreadableError(f"it is nested more than {DEPTH_MAX} deep")

    def end(self, _tag: str) -> None:
        said = "".join(self.texts.pop()).strip()
        if self.leaf and len(self.open) > 1 and said:
            self.answers.setdefault("/".join(self.open[1:]), []).append(said)
            self.count += 1
            if self.count > ANSWERS_MAX:
                raise UnreadableError(f"it has more than {ANSWERS_MAX:,} answers")
        elif said:
            raise UnreadableError("text stands beside elements")
        self.open.pop()
        self.leaf = False

    def text(self, said: str) -> None:
        if self.texts:
            self.texts[-1].append(said)

    def no_doctype(self, *_: object) -> None:
        raise UnreadableError("it declares a document type, and entities are not resolved here")


def answers_in(content: bytes) -> dict[str, list[str]]:
    """The answers of one instance by group/field, with "@id" and "@version" of its form.

    Raises UnreadableError for what is no submission, or one that only its form's key can open.
    """
    walk = _Walk()
    parser = expat.ParserCreate(namespace_separator="}")
    hooks = {
        "StartElement": walk.start,
        "EndElement": walk.end,
        "CharacterData": walk.text,
        "StartDoctypeDecl": walk.no_doctype,
        "EntityDecl": walk.no_doctype,
    }
    for name, method in hooks.items():
        setattr(parser, f"{name}Handler", method)
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError) as cause:
        raise UnreadableError(f"it is no XML that can be read ({cause})") from cause
    if "id" not in walk.root:
        raise UnreadableError("it is XML, but no submission: its first element names no form (id)")
    if walk.root.get("encrypted") == "yes" or "base64EncryptedKey" in walk.answers:
        raise UnreadableError("it is encrypted; unlock it where the form's private key is kept")
    own = {f"@{name}": [walk.root[name]] for name in ("id", "version") if walk.root.get(name)}
    return {**walk.answers, **own}


def read(file: Path, form: FileForm, limits: Limits) -> Iterator[RawBatch]:
    with bundle(file) as found:
        members = [each for each in found.names if each.endswith(".xml")]
        if not members and len(found.names) == 1:
            members = list(found.names)
        if not members:
            raise IntakeError(f"{file.name}: there is no .xml file in it.", _ASK)
        yield no_rows(list(form.columns))
        yield from _batches(found, members, form, limits)


def _batches(found: Bundle, members: list[str], form: FileForm, limits: Limits) -> Iterator[RawBatch]:
    def attached(own: str, name: str) -> str | None:
        return found.attached(member, own, name)

    member = ""
    rows = Rows(form.columns, attached)
    for number, each in enumerate(_edits_last(_submissions(found, members, limits)), 1):
        if isinstance(each, BrokenRow):
            rows.broken.append(replace(each, line=number))
            continue
        member = each.called
        rows.add(replace(each, number=number))
        if len(rows.cells) >= limits.batch_rows:
            yield rows.batch()
    yield rows.batch()


def _submissions(found: Bundle, members: list[str], limits: Limits) -> list[Submission | BrokenRow]:
    """All of them, since any may be an edit of any other; so there is a limit to them as a whole."""
    read_: list[Submission | BrokenRow] = []
    taken = 0
    for member in members:
        content = found.read(member, BYTES_MAX)
        taken += len(content or b"")
        if taken > limits.whole_bytes_max:
            what = f"{found.root.name}: its submissions have more than {limits.whole_bytes_max} bytes."
            raise IntakeError(what, "Give them in smaller parts, the older first.")
        try:
            if content is None:
                raise UnreadableError(f"it has more than {BYTES_MAX:,} bytes")
            read_.append(Submission(0, member, answers_in(content)))
        except UnreadableError as cause:
            read_.append(BrokenRow(0, member, f"{member}: {cause}.", _ASK))
    return read_


def _edits_last(read_: list[Submission | BrokenRow]) -> list[Submission | BrokenRow]:
    """In the order of their paths, but each behind the one that it replaces."""
    replaced = {each.first(INSTANCE): each.first(REPLACES) for each in read_ if isinstance(each, Submission)}

    def depth(each: Submission | BrokenRow) -> int:
        own = each.first(INSTANCE) if isinstance(each, Submission) else ""
        passed: set[str] = set()
        while own in replaced and own not in passed:
            passed.add(own)
            own = replaced[own]
        return max(len(passed) - 1, 0)

    return sorted(read_, key=depth)
