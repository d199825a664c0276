"""A YAML file as it was written: its plain values, and the line on which each one stands.

Only plain YAML is read: text, numbers, true/false, null, lists and mappings. Dates stay text,
because a day means something only in the file's own time zone. Words such as "no" and "on" stay
words. A key that is written twice, a foreign tag and a file beyond the limits are faults.
"""

import re
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from holdfire.errors import Fault

BYTES_MAX = 4_000_000
DEPTH_MAX = 40
VALUES_MAX = 100_000
"""Values after aliases are followed: a small file of nested aliases must not fill the memory."""

DEPTH_SURE = 100
"""Brackets within one another, or columns before a text, up to which it surely nests no deeper than libyaml
can bear."""

PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{kind}"
    for kind in ("map", "seq", "str", "int", "float", "bool", "null", "timestamp", "merge", "value")
)
"""What plain YAML resolves to; every other tag, such as one that would make a Python object, is refused."""

Step: TypeAlias = str | int
Steps: TypeAlias = tuple[Step, ...]

_BRACKETS = re.compile(r"[][{}]")
_BEFORE_TEXT = re.compile(r"^[ ?:-]+", flags=re.M)
_NULL = frozenset({"", "~", "null"})
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_NUMBER = re.compile(r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)([eE][-+]?[0-9]+)?")


@dataclass(slots=True)
class Lines:
    """Line numbers of one file, by the path of keys and positions that leads to a value."""

    file: str
    of_value: dict[Steps, int] = field(default_factory=dict)
    of_key: dict[Steps, int] = field(default_factory=dict)

    def at(self, *path: Step) -> str:
        """ "file:line" of that value; where it is not written, of what it would stand in."""
        wanted = tuple(path)
        while wanted not in self.of_value and wanted not in self.of_key and wanted:
            wanted = wanted[:-1]
        return f"{self.file}:{self.of_key.get(wanted) or self.of_value.get(wanted, 1)}"


@dataclass(frozen=True, slots=True)
class Document:
    """What was read: plain values (None where nothing could be read), lines and faults."""

    value: Any
    lines: Lines
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """The next step that only the reader's own part can name: for no file, one too long, and an empty one."""

    missing: str
    too_long: str
    empty: str


def read_yaml(path: Path, advice: Advice) -> Document:
    """Read one YAML file; everything that is wrong with it as a file is a fault, not an exception."""
    lines = Lines(str(path))
    text = read_text(path, lines, advice)
    return _parsed(text, lines, advice) if isinstance(text, str) else text


def read_text(path: Path, lines: Lines, advice: Advice) -> str | Document:
    """The file's text; where there is none to be had, a document that says why."""
    try:
        size = path.stat().st_size
        if size > BYTES_MAX:
            what = f"the file has {size} bytes; at most {BYTES_MAX} are read."
            return refused(lines, 1, what, advice.too_long)
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return refused(lines, 1, "there is no such file.", advice.missing)
    except UnicodeDecodeError as cause:
        line = path.read_bytes()[: cause.start].count(b"\n") + 1
        return refused(lines, line, "this is not UTF-8 text.", "Save the file as UTF-8.")
    except OSError as cause:
        return refused(lines, 1, f"the file cannot be read ({cause.strerror}).", "Check its rights.")


def _parsed(text: str, lines: Lines, advice: Advice) -> Document:
    try:
        node = _composed(text)
    except yaml.MarkedYAMLError as cause:
        mark = cause.problem_mark or cause.context_mark
        line = mark.line + 1 if mark else 1
        written = text.splitlines()[line - 1] if mark and line <= len(text.splitlines()) else ""
        if "\t" in written[: len(written) - len(written.lstrip())]:
            return refused(lines, line, "a tab stands before the text.", "Indent with spaces, never tabs.")
        what = f"this is not YAML here: {cause.problem or cause.context}."
        return refused(lines, line, what, "Look at this line and the one above: indent, colon, quotes.")
    except yaml.YAMLError as cause:
        return refused(lines, 1, f"this is not YAML: {cause}.", "Save the file as plain UTF-8 text.")
    except RecursionError:
        return refused(lines, 1, f"values lie deeper than {DEPTH_MAX} levels.", "Flatten the file.")
    if node is None:
        return refused(lines, 1, "the file is empty.", advice.empty)
    reading = _Reading(lines)
    value = reading.value_of(node, ())
    return Document(None if reading.stopped else value, lines, tuple(reading.faults))


def _composed(text: str) -> yaml.Node | None:
    """The nodes of the text, by libyaml where it is there: eight times as fast, and every command reads the
    pack. It does not bound how deep it goes into itself, so a deep text is left to the slow reader; and so is
    one that is in error, for the words in which that one says it."""
    fast = getattr(yaml, "CSafeLoader", None)
    if fast is not None and not _may_be_deep(text):
        with suppress(yaml.YAMLError):
            return yaml.compose(text, Loader=fast)
    return yaml.compose(text, Loader=yaml.SafeLoader)


def _may_be_deep(text: str) -> bool:
    """Whether the text could nest deeper than anything that is read here; quotes are not looked at."""
    depth = 0
    for bracket in _BRACKETS.findall(text):
        depth += 1 if bracket in "[{" else -1
        if depth > DEPTH_SURE:
            return True
    return any(len(each) > DEPTH_SURE for each in _BEFORE_TEXT.findall(text))


def refused(lines: Lines, line: int, what: str, advice: str) -> Document:
    """A file that cannot be read at all, and why."""
    return Document(None, lines, (Fault(f"{lines.file}:{line}", what, advice),))


class _Reading:
    """One pass over the composed nodes: values, lines, and what may not be written."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.faults: list[Fault] = []
        self.count = 0
        self.stopped = False

    def value_of(self, node: yaml.Node, path: Steps) -> Any:
        line = node.start_mark.line + 1
        self.lines.of_value.setdefault(path, line)
        self.count += 1
        if self.stopped or self._beyond_limits(path, line):
            return None
        if node.tag not in PLAIN_TAGS:
            what = f"the tag {node.tag} is not read."
            self.faults.append(Fault(f"{self.lines.file}:{line}", what, "Write plain values only."))
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value_of(child, (*path, place)) for place, child in enumerate(node.value)]
        return self._scalar(node)

    def _beyond_limits(self, path: Steps, line: int) -> bool:
        if len(path) > DEPTH_MAX:
            self._stop(line, f"values lie deeper than {DEPTH_MAX} levels.", "Flatten the file.")
        elif self.count > VALUES_MAX:
            self._stop(line, f"the file unfolds to more than {VALUES_MAX} values.", "Write out its aliases.")
        return self.stopped

    def _stop(self, line: int, what: str, advice: str) -> None:
        self.stopped = True
        self.faults.append(Fault(f"{self.lines.file}:{line}", what, advice))

    def _mapping(self, node: yaml.MappingNode, path: Steps) -> dict[str, Any]:
        values: dict[str, Any] = {}
        first_line: dict[str, int] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            at = f"{self.lines.file}:{line}"
            if not isinstance(key_node, yaml.ScalarNode):
                self.faults.append(Fault(at, "a list or mapping is used as a key.", "Use a word as key."))
                continue
            key = str(key_node.value)
            if key in values:
                what = f'"{key}" is written twice; it stands on line {first_line[key]} already.'
                self.faults.append(Fault(at, what, "Keep one of them."))
                continue
            first_line[key] = line
            self.lines.of_key[(*path, key)] = line
            values[key] = self.value_of(value_node, (*path, key))
        return values

    def _scalar(self, node: yaml.Node) -> Any:
        written = str(node.value)
        if getattr(node, "style", None):
            return written
        if written in _NULL:
            return None
        if written in ("true", "false"):
            return written == "true"
        if _INTEGER.fullmatch(written):
            return int(written)
        return float(written) if _NUMBER.fullmatch(written) else written
