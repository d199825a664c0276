"""Whom a written name means: names as a source writes them, to ids of parties and groups.

Case, accents, hyphens and the Arabic article make no difference (Jaysh al-Islam, Jaish al Islam is
another spelling and needs its own alias). A name may be dated: used outside its dates it still means
the same group, with a doubt. A name of several ids, or with a part nobody knows, means nobody: the
answer is None with the doubt said, never a guess and never half of the truth.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from holdfire.moments import Span
from holdfire.plain_names import plain

CIVILIANS = "civilians"
"""Not a party and in no pack, but the target that sources name most; it always means itself."""

_PARTS = re.compile(r"\s*;\s*|,\s+")


@dataclass(frozen=True, slots=True)
class Resolved:
    """The ids meant, or None where that is not known; `doubts` says why, or what is odd."""

    ids: tuple[str, ...] | None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Name:
    written: str
    id: str
    start: datetime | None
    end: datetime | None

    def in_use(self, when: Span | None) -> bool:
        if when is None:
            return True
        return (self.start is None or self.start < when.end) and (self.end is None or when.start < self.end)

    def dates(self) -> str:
        """Days of the zone in which the dates were given: that of whoever knows the names."""
        start = f"from {self.start:%Y-%m-%d} " if self.start else ""
        return f"{start}to {self.end:%Y-%m-%d}" if self.end else start.strip()


class ActorBook:
    """Names to ids. Ids are names of themselves, so that a table of ids can be taken in again."""

    def __init__(self, names: Iterable[tuple[str, str, datetime | None, datetime | None]]) -> None:
        self._by_form: dict[str, list[_Name]] = {}
        self._ids = {CIVILIANS}
        for written, id_, start, end in names:
            self._ids.add(id_)
            self._add(_Name(written, id_, start, end))
        for id_ in sorted(self._ids):
            self._add(_Name(id_, id_, None, None))
        self._undated: dict[str, Resolved] = {}

    def _add(self, name: _Name) -> None:
        if form := plain(name.written):
            listed = self._by_form.setdefault(form, [])
            if name not in listed:
                listed.append(name)

    def knows(self, id_: str) -> bool:
        return id_ in self._ids

    def is_dated(self, written: str) -> bool:
        """Whether the answer may depend on the date: some name in it is dated."""
        parts = [written, *_PARTS.split(written)]
        return any(each.start or each.end for part in parts for each in self._by_form.get(plain(part), ()))

    def resolve(self, written: str, when: Span | None = None) -> Resolved:
        """Whom that name means at that time. A list ("A, B" or "A; B") means all of them, each known."""
        if self.is_dated(written):
            return self._resolve(written, when)
        if written not in self._undated:
            self._undated[written] = self._resolve(written, when)
        return self._undated[written]

    def _resolve(self, written: str, when: Span | None) -> Resolved:
        whole = self._one(written, when)
        parts = [part for part in _PARTS.split(written) if part.strip()]
        if whole.ids is not None or len(parts) < 2 or plain(written) in self._by_form:
            return whole
        answers = [self._one(part, when) for part in parts]
        doubts = tuple(doubt for each in answers for doubt in each.doubts)
        if any(each.ids is None for each in answers):
            return Resolved(None, doubts)
        ids = dict.fromkeys(id_ for each in answers for id_ in each.ids or ())
        return Resolved(tuple(ids), doubts)

    def _one(self, written: str, when: Span | None) -> Resolved:
        known = self._by_form.get(plain(written), [])
        exact = [each for each in known if each.written == written.strip()] or known
        in_use = [each for each in exact if each.in_use(when)] or [
            each for each in known if each.in_use(when)
        ]
        meant = sorted({each.id for each in in_use or known})
        if not meant:
            return Resolved(None, (f"nobody is known by the name {written!r}",))
        if len(meant) > 1:
            return Resolved(None, (f"the name {written!r} may mean {' or '.join(meant)}",))
        if in_use:
            return Resolved((meant[0],))
        dates = "; ".join(each.dates() for each in known)
        return Resolved((meant[0],), (f"the name {written!r} of {meant[0]} was used {dates}",))
