"""Read a source map, `sources/<slug>.yml`: all of its faults, each with its line, in one reading."""

import re
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from holdfire.errors import Fault, IntakeError, MomentError
from holdfire.lines import Advice, Step, read_yaml
from holdfire.moments import zone_named
from holdfire.reports.map_checks import checked
from holdfire.reports.map_parts import Lookup, Must, Remark, SourceMap, Taken, When, Where
from holdfire.reports.map_taken import TakenWalk
from holdfire.reports.map_walk import HOW_TO
from holdfire.reports.readers import READERS
from holdfire.reports.readers.raw import FileForm
from holdfire.reports.readers.text import encoding_named

__all__ = ["SourceMap", "library_source", "library_sources", "read_source_map", "told_at_once"]

ADVICE = Advice(
    missing="A source map is sources/<slug>.yml; docs/source-maps.md says how to write one.",
    too_long="A source map is a page or two; keep data out of it.",
    empty="Start from the map `generic` of the library; docs/source-maps.md explains it.",
)

PARTY_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

KEYS = (
    *("title", "about", "kind", "register", "format", "delimiter", "quote", "encoding", "sheet", "zone"),
    *("last_line_open", "expected", "unknown_actor", "unknown_id", "unique_key", "empty", "optional"),
    *("ignore", "required", "columns", "when", "where", "counts", "lookups", "remarks", "must", "edits"),
)


def library_sources() -> list[str]:
    """Slugs of the maps that come with Holdfire."""
    return sorted(path.stem for path in _library().glob("*.yml"))


def library_source(slug: str) -> Path:
    """The library's map of that slug; raises IntakeError where it has none."""
    path = _library() / f"{slug}.yml"
    if slug not in library_sources():
        raise IntakeError(f"The library has no source {slug!r}.", f"It has: {', '.join(library_sources())}.")
    return path


def told_at_once(slug: str, faults: tuple[Fault, ...]) -> IntakeError:
    """Every fault of a map that cannot be used, each on its own line."""
    count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    lines = "".join(f"\n{fault}" for fault in faults)
    return IntakeError(f"The source map {slug} has {count}:{lines}\n", "Mend it, then take in.")


def _library() -> Path:
    return Path(str(resources.files("holdfire.library"))) / "sources"


def read_source_map(path: Path) -> tuple[SourceMap | None, tuple[Fault, ...]]:
    """The map, or None and all of its faults. The slug is the file's name without .yml."""
    document = read_yaml(path, ADVICE)
    faults = list(document.faults)
    found: SourceMap | None = None
    if isinstance(document.value, dict):
        reading = _Reading(document.lines, faults)
        found = reading.source_map(path.stem, document.value)
        if found is not None:
            faults.extend(checked(found, document.lines))
    elif document.value is not None:
        faults.append(Fault(document.lines.at(), "a source map is a mapping of keys.", HOW_TO))
    broken = any(fault.weight == "fault" for fault in faults)
    return (None if broken else found), tuple(sorted(faults, key=_line))


def _line(fault: Fault) -> int:
    return int(fault.at.rpartition(":")[2])


class _Reading(TakenWalk):
    """One pass over the values of a map."""

    def source_map(self, slug: str, value: dict[str, Any]) -> SourceMap | None:
        self.only(value, KEYS)
        kind = self.one_of(value, "kind", ("reports", "tallies", "watch"), None)
        form = self._form(value)
        when = self._when(value)
        where = self._where(value) if kind == "reports" else None
        if "where" in value and kind in ("tallies", "watch"):
            self.fault(f"a map of {kind} has no 'where'.", "Map the column `area` instead.", "where")
        every = value.get("optional") == "all"
        optional = None if every else frozenset(self.texts(value, "optional"))
        title = self.text(value, "title") or slug
        format_ = self.one_of(value, "format", tuple(READERS), "delimited") or "delimited"
        rows = self._rows(value, kind) if kind else ()
        zone, expected = self._zone(value), self._expected(value)
        unknown = self.one_of(value, "unknown_actor", ("keep", "quarantine"), "quarantine")
        unknown_id = self.one_of(value, "unknown_id", ("keep", "quarantine"), "keep")
        empty, ignore, required = (
            frozenset(self.texts(value, each)) for each in ("empty", "ignore", "required")
        )
        unique = self.truth(value, "unique_key")
        lookups, remarks, register = self._lookups(value), self._remarks(value), self._register(value)
        musts = self._musts(value)
        if kind is None or when is None or (kind == "reports" and where is None):
            return None  # only here, so that the faults of all other keys are told too
        return SourceMap(
            slug=slug,
            title=title,
            kind=kind,
            format=format_,
            form=form,
            when=when,
            where=where,
            rows=rows,
            zone=zone,
            expected=expected,
            unknown_actor=unknown,
            unknown_id=unknown_id,
            empty=empty,
            optional=optional,
            ignore=ignore,
            required=required,
            unique_key=unique,
            lookups=lookups,
            remarks=remarks,
            musts=musts,
            edits=None if value.get("edits") is None else str(value["edits"]),
            register=register,
        )

    def _register(self, value: dict[str, Any]) -> str | None:
        """Whose register it is: a party id, which only the agreement can know to be one."""
        found = value.get("register")
        if found is None:
            return None
        if not isinstance(found, str) or not PARTY_ID.fullmatch(found):
            advice = "Write its id as the agreement does: register: turkey."
            self.fault(f"'register' is {found!r}, no party id.", advice, "register")
            return None
        return found

    def _form(self, value: dict[str, Any]) -> FileForm:
        delimiter = value.get("delimiter", ",")
        if delimiter == "tab":
            delimiter = "\t"
        if not isinstance(delimiter, str) or len(delimiter) != 1 or not delimiter.isascii():
            self.fault(
                "the delimiter is not one ASCII character.", "Write ',', ';', '|' or tab.", "delimiter"
            )
            delimiter = ","
        quote = value.get("quote", '"')
        if quote not in ('"', "'", "none"):
            self.fault("the quote is none of \", ' and none.", 'Leave it out for ".', "quote")
        name = encoding_named(str(value.get("encoding", "utf-8")))
        if name is None:
            what = f"there is no encoding {value['encoding']!r}."
            self.fault(what, "Usual ones: utf-8, cp1252, cp1256, utf-16.", "encoding")
        sheet = value.get("sheet")
        return FileForm(
            delimiter=delimiter,
            quote=None if quote == "none" else quote,
            encoding=name or "utf-8",
            sheet=None if sheet is None else str(sheet),
            last_line_open=self.truth(value, "last_line_open"),
        )

    def _rows(self, value: dict[str, Any], kind: str) -> tuple[Mapping[str, Taken], ...]:
        shared = self.targets(value.get("columns") or {}, kind, "columns")
        counts = value.get("counts")
        if kind != "tallies":
            if counts is not None:
                self.fault("only tallies have 'counts'.", "Use 'columns'.", "counts")
            return (shared,)
        if not isinstance(counts, list) or not counts:
            self.fault(
                "a map of tallies needs the list 'counts'.", "One entry for each count of a row.", "counts"
            )
            return (shared,)
        return tuple(shared | self.targets(each, kind, "counts", at) for at, each in enumerate(counts))

    def _when(self, value: dict[str, Any]) -> When | None:
        block = value.get("when")
        if not isinstance(block, dict):
            self.fault("'when' is missing: how the source states time.", HOW_TO, "when")
            return None
        self.only(block, ("form", "start", "end", "precision", "formats"), "when")
        form = self.one_of(block, "form", ("days", "instants", "written", "middle"), "days", "when")
        start = self.taken(block.get("start"), "when", "start")
        end = self.taken(block["end"], "when", "end") if "end" in block else None
        precision = self.taken(block["precision"], "when", "precision") if "precision" in block else None
        formats = tuple(self.texts(block, "formats", "when")) or ("iso",)
        if start is None or form is None:
            return None
        return When(form, start, end, precision, self._codes(block, "when"), formats)

    def _where(self, value: dict[str, Any]) -> Where | None:
        block = value.get("where")
        if not isinstance(block, dict):
            self.fault("'where' is missing: how the source states place.", HOW_TO, "where")
            return None
        self.only(block, ("lon", "lat", "radius_m", "precision"), "where")
        precision = self.taken(block.get("precision"), "where", "precision")
        parts = {
            name: self.taken(block[name], "where", name)
            for name in ("lon", "lat", "radius_m")
            if name in block
        }
        if ("lon" in parts) != ("lat" in parts):
            self.fault("only one of 'lon' and 'lat' is mapped.", "A point needs both.", "where")
        return None if precision is None else Where(precision, self._codes(block, "where"), **parts)

    def _codes(self, block: dict[str, Any], part: str) -> str:
        precision = block.get("precision")
        if not isinstance(precision, dict):
            return "names"
        return (
            self.one_of(precision, "codes", ("names", "ucdp", "acled"), "names", part, "precision") or "names"
        )

    def _lookups(self, value: dict[str, Any]) -> dict[str, Lookup]:
        block = value.get("lookups") or {}
        if not isinstance(block, dict):
            self.fault("'lookups' is a mapping of names.", HOW_TO, "lookups")
            return {}
        return {name: self._lookup(each, "lookups", name) for name, each in block.items()}

    def _lookup(self, value: Any, *path: Step) -> Lookup:
        if not isinstance(value, dict) or not isinstance(value.get("values"), dict):
            self.fault("a lookup needs 'why' and 'values' (written: becomes).", HOW_TO, *path)
            return Lookup({}, "")
        self.only(value, ("why", "otherwise", "values"), *path)
        why = self.text(value, "why", *path)
        otherwise = self.one_of(value, "otherwise", ("quarantine", "keep", "empty"), "quarantine", *path)
        values: dict[str, str | None] = {}
        for written, becomes in value["values"].items():
            if isinstance(becomes, (dict, list)):
                self.fault(f"{written!r} must become one value.", HOW_TO, *path, "values", written)
            elif isinstance(becomes, bool):
                values[written] = "true" if becomes else "false"
            else:
                values[written] = None if becomes is None else str(becomes)
        return Lookup(values, why or "", otherwise or "quarantine")

    def _remarks(self, value: dict[str, Any]) -> tuple[Remark, ...]:
        found = []
        for at, each in enumerate(self.listed(value, "remarks")):
            path = ("remarks", at)
            if not isinstance(each, dict) or not {"from", "say"} <= each.keys():
                self.fault(
                    "a remark needs 'from' and 'say', and 'matches' unless it is for any value.",
                    HOW_TO,
                    *path,
                )
                continue
            self.only(each, ("from", "matches", "say", "observer"), *path)
            pattern = str(each.get("matches", ".*"))
            self.pattern(pattern, *path, "matches")
            observer = None if each.get("observer") is None else str(each["observer"])
            found.append(Remark(str(each["from"]), pattern, str(each["say"]), observer))
        return tuple(found)

    def _musts(self, value: dict[str, Any]) -> tuple[Must, ...]:
        found = []
        for at, each in enumerate(self.listed(value, "must")):
            path = ("must", at)
            if not isinstance(each, dict) or each.keys() - {"only_if"} != {"from", "match", "why"}:
                self.fault("what must hold needs 'from', 'match' and 'why'.", HOW_TO, *path)
                continue
            pattern = str(each["match"])
            self.pattern(pattern, *path, "match")
            found.append(Must(str(each["from"]), pattern, str(each["why"]), self._only_if(each, *path)))
        return tuple(found)

    def _expected(self, value: dict[str, Any]) -> tuple[int | None, int | None]:
        block = value.get("expected") or {}
        if not isinstance(block, dict) or not all(isinstance(each, int) for each in block.values()):
            self.fault(
                "'expected' gives min and max as whole numbers.", "expected: {min: 1, max: 500}", "expected"
            )
            return None, None
        self.only(block, ("min", "max"), "expected")
        low, high = block.get("min"), block.get("max")
        if low is not None and high is not None and low > high:
            self.fault(f"min {low} is more than max {high}.", "Swap them.", "expected")
        return low, high

    def _zone(self, value: dict[str, Any]) -> str | None:
        name = value.get("zone")
        if name in (None, "mission"):
            return None
        try:
            return zone_named(str(name)).key
        except MomentError as cause:
            self.fault(cause.what, cause.advice, "zone")
            return None
