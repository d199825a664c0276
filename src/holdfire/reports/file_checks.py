"""Whether a file is the one its source map describes, asked before a row of it is believed."""

from hashlib import sha256
from pathlib import Path

from holdfire.errors import IntakeError
from holdfire.reports.map_parts import SourceMap
from holdfire.reports.readers.raw import RawBatch


def check_is_file(file: Path, *, folder: bool = False) -> None:
    """Raise IntakeError where there is nothing of that name, or a folder (unless a `folder` will do)."""
    if file.is_dir() and folder:
        return
    if file.is_dir():
        raise IntakeError(
            f"{file} is a folder, not a file.",
            "Name the files in it; of ODK's submissions a whole folder will do, with --source odk.",
        )
    if not file.is_file():
        raise IntakeError(f"There is no file {file}.", "Check its name.")


def digest(file: Path) -> str:
    """SHA-256 of a file, in hex; of a folder, over the path and SHA-256 of each file in it, sorted."""
    found = sha256()
    for path in _files(file):
        own = sha256()
        with path.open("rb") as stream:
            while chunk := stream.read(1 << 20):
                own.update(chunk)
        if path == file:
            return own.hexdigest()
        found.update(f"{path.relative_to(file).as_posix()}\0{own.hexdigest()}\n".encode())
    return found.hexdigest()


def stamp(file: Path) -> tuple[tuple[int, int], ...]:
    """Size and time of change of each file: what tells that somebody writes while we read."""
    return tuple((each.st_size, each.st_mtime_ns) for each in (path.stat() for path in _files(file)))


def _files(file: Path) -> list[Path]:
    if not file.is_dir():
        return [file]
    return sorted(path for path in file.rglob("*") if path.is_file() and not path.is_symlink())


def check_columns(file: Path, source: SourceMap, raw: RawBatch, *, header: bool) -> None:
    """Every column of the file is mapped or ignored by name, and every mapped one is there."""
    there = set(raw.cells.columns)
    if not header:
        if not raw.cells.height:
            return
        there = {name for name in there if raw.cells[name].null_count() < raw.cells.height}
    strange = [name for name in raw.cells.columns if name not in source.mapped | source.ignore]
    if strange and header and (delimiter := _likelier_delimiter(raw.cells.columns, source)):
        raise IntakeError(
            f"{file.name}: the whole header is one column, {_listed(strange)}; the source map {source.slug} "
            f"cuts it at {source.form.delimiter!r}.",
            f"Nothing was taken in. It looks separated by {delimiter}: write 'delimiter: {delimiter}' in the "
            "source map.",
        )
    if strange:
        raise IntakeError(
            f"{file.name}: the column {_listed(strange)} is neither mapped nor ignored by the source map "
            f"{source.slug}.",
            "Nothing was taken in. Map it, or list it under 'ignore:', so that no column is lost unseen.",
        )
    missing = sorted(name for name in source.mapped - there if not source.may_lack(name))
    if missing:
        raise IntakeError(
            f"{file.name}: the column {_listed(missing)} is missing; the source map {source.slug} reads it.",
            "Nothing was taken in. Check the file and its delimiter, or list the column under 'optional:'.",
        )


def _likelier_delimiter(columns: list[str], source: SourceMap) -> str | None:
    """As a map writes it: the sign that would cut a header of one column into several."""
    if source.format != "delimited" or len(columns) != 1:
        return None
    signs = {";": "';'", "\t": "tab", "|": "'|'", ",": "','"}
    return next((said for sign, said in signs.items() if sign in columns[0]), None)


def _listed(names: list[str]) -> str:
    return ", ".join(repr(name) for name in names[:5]) + (
        f" and {len(names) - 5} more" if len(names) > 5 else ""
    )
