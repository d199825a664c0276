"""Gathering the centre: acts of all parties from the joint record, then our own that are not logged yet.

What stands in the log is the same for everybody, and so is its order. Our own acts that wait are put after
it, so that the desk sees at once what it did; the root that parties compare is of the log alone.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, TypeVar

from holdfire.centre.act import Act
from holdfire.centre.fold import Folded, Ground, Module, fold, root_of
from holdfire.centre.letters import LETTERS
from holdfire.centre.modules import KINDS, MODULES
from holdfire.errors import HoldfireError
from holdfire.mission.centre.files import file_reader
from holdfire.mission.centre.mission_of_centre import OfCentre
from holdfire.mission.centre.party_names import party_ids
from holdfire.mission.record_within import home_within, told_of
from holdfire.moments import utc
from holdfire.record.journal import Entry as Line
from holdfire.record.node import Node
from holdfire.record.state import State as RecordState
from holdfire.shelf.centre_acts import PROPOSED, VOTED, CentreShelf, ShelfAct, centre_shelf, words_of

SHELF = "centre.sqlite"
SHELVED = KINDS | {PROPOSED, VOTED} | LETTERS.forms.keys()
"""What the shelf takes over from the log."""
WAITING = "journal "
"""How the ref of an act begins that is not logged yet; its line's number follows."""

PROPOSAL_WORDS = ("by", "why", "title", "authentic", "texts", "does", "supersedes")
"""What stands in the text of a proposal, and not in its leaf."""

State = TypeVar("State")


@dataclass
class Centre:
    """The centre of a mission as it stands. `party` is the agreement's id of our own party, None where the
    mission keeps no joint record; `record` is the record's own state then."""

    mission: OfCentre
    ground: Ground
    node: Node | None
    shelf: CentreShelf | None

    @property
    def party(self) -> str | None:
        return None if self.node is None else self.name_of(self.node.party)

    def name_of(self, party: str) -> str:
        """The agreement's id of a party of the record; the record's own where the agreement knows none."""
        return self.names.get(party, party.lower())

    @property
    def record(self) -> RecordState | None:
        return None if self.node is None else self.node.state

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The agreement's id of each party of the record, by its name there."""
        return {} if self.node is None else party_ids(self.node.state.charter, self.mission.pack)

    def acts(self, kinds: Collection[str], subjects: Collection[str] | None = None) -> list[Act]:
        """Every act of these kinds that has its words here: those of the log, then ours that wait. With
        `subjects`, acts on things with these ids alone."""
        return [*self.logged(kinds, None, subjects), *self.waiting(kinds, subjects)]

    def folded(self, module: Module[State], subjects: Collection[str] | None = None) -> Folded[State]:
        """What the module's acts amount to, those included that are not logged yet. With `subjects`, acts on
        things with these ids alone: enough for a module whose rules look at nothing else (Module.refers)."""
        return fold(module, self.acts(module.forms, subjects), self.ground)

    @property
    def root(self) -> str:
        """One hash over the states of all modules after the acts that are logged."""
        return root_of(told_of_states(self.states(self.logged(KINDS))))

    def fold(self, module: Module[State], acts: Sequence[Act]) -> Folded[State]:
        """What these acts of the module amount to."""
        return fold(module, acts, self.ground)

    def states(self, acts: Sequence[Act]) -> dict[str, Any]:
        """What these acts amount to: the state of each module that has any of them."""
        used = {act.kind for act in acts}
        return {
            name: fold(module, acts, self.ground).state
            for name, module in MODULES.items()
            if not used.isdisjoint(module.forms)
        }

    @property
    def without_words(self) -> Mapping[str, int]:
        """How many acts in the log cannot be read here, by why: erased, not fetched, out of form."""
        return {} if self.shelf is None else self.shelf.without_words()

    def logged(
        self, kinds: Collection[str], size: int | None = None, subjects: Collection[str] | None = None
    ) -> list[Act]:
        """Acts of these kinds in the log, or in its first `size` entries."""
        if self.shelf is None:
            return []
        found = (
            self._act(row) for row in self.shelf.acts(kinds, subjects) if size is None or row.place < size
        )
        return [each for each in found if each is not None]

    def on_nothing(self, kinds: Collection[str]) -> list[Act]:
        """Acts of these kinds that name no thing by its id, so that none of them stands."""
        rows = [] if self.shelf is None else self.shelf.acts_on_nothing(kinds)
        logged = [each for row in rows if (each := self._act(row)) is not None]
        waiting = [each for each in self.waiting(kinds) if not isinstance(each.content.get("id"), str)]
        return [*logged, *waiting]

    def _act(self, row: ShelfAct) -> Act | None:
        content = self._said(row)
        if content is None:
            return None
        return Act(row.place, row.hash, row.kind, self.names.get(row.party), _moment(row), content)

    def _said(self, row: ShelfAct) -> Mapping[str, object] | None:
        content = None if row.told is None else row.told.get("content")
        if not isinstance(content, dict):
            return None
        if row.kind == PROPOSED:
            return self._proposed(content)
        if row.kind == VOTED:
            return self._voted(content)
        return told_of(content)

    def _proposed(self, leaf: Mapping[str, object]) -> Mapping[str, object]:
        """A proposal as its own text tells it, with what its leaf says."""
        assert self.node is not None
        words = words_of(self.node, str(leaf["text"])) or {}
        told = {key: words.get(key) for key in PROPOSAL_WORDS}
        sealed = {key: leaf[key] for key in ("subject", "deadline", "until", "text")}
        return {**told, **sealed, "by": told["by"] or "not known: the text is not at hand"}

    def _voted(self, leaf: Mapping[str, object]) -> Mapping[str, object]:
        """A vote, with the words that go with it where there are any."""
        assert self.node is not None
        refs, blobs = leaf["refs"], leaf["blobs"]
        assert isinstance(refs, list)
        assert isinstance(blobs, list)
        words = (words_of(self.node, str(blobs[0])) if blobs else None) or {}
        told = {"by": words.get("by") or "the voter's key", "why": words.get("why")}
        return {**told, "proposal": refs[0], "vote": leaf["vote"], "text": leaf["text"]}

    def waiting(self, kinds: Collection[str], subjects: Collection[str] | None = None) -> Iterator[Act]:
        """Acts of ours that are not logged yet."""
        first = 0 if self.record is None else self.record.size
        for line in self._lines:
            if subjects is not None and line.content.get("id") not in subjects:
                continue
            if line.act in kinds:
                ref = f"{WAITING}{line.number}"
                yield Act(first + line.number, ref, line.act, self.party, line.at, dict(line.content))

    def touched_last(self, kinds: Collection[str], number: int) -> tuple[set[str], int]:
        """The ids of so many things that acts of these kinds are about, those last acted on; and how many
        things there are."""
        waiting = [each.content.get("id") for each in self.waiting(kinds)]
        found = list(dict.fromkeys(each for each in reversed(waiting) if isinstance(each, str)))
        if self.shelf is None:
            return set(found[:number]), len(found)
        known = self.shelf.touched_last(kinds, number)
        return set(list(dict.fromkeys([*found, *known]))[:number]), self.shelf.touched(kinds, found)

    @cached_property
    def _lines(self) -> list[Line]:
        """Lines of our journal with acts of the centre that do not stand in the log."""
        lines = [each for each in self._unlogged() if each.act in SHELVED and each.redacted is None]
        if self.shelf is None or self.node is None or not lines:
            return lines
        logged = self.shelf.lines(self.node.party, lines[0].number)
        return [each for each in lines if (each.number, each.hash) not in logged]

    def _unlogged(self) -> Sequence[Line]:
        """Lines after the last one that an act in the log stands for: acts are entered in the journal's
        order, and the hash of that line says that those before it are the ones that were entered."""
        number, told = 0, ""
        if self.shelf is not None and self.node is not None:
            number, told = self.shelf.last_line(self.node.party)
        journal = self.mission.journal
        if number:
            tail = journal.since(number - 1)
            if tail and tail[0].hash == told:
                return tail[1:]
        return journal.entries()


def _moment(row: ShelfAct) -> datetime:
    """When it was done by its author's clock: as its words say, so that the rules find what they found when
    it was done; else when it was signed."""
    with suppress(ValueError, HoldfireError):
        return utc(datetime.fromisoformat(str((row.told or {}).get("at"))))
    return datetime.fromtimestamp(row.claimed, UTC)


def told_of_states(states: Mapping[str, Any]) -> dict[str, dict[str, object]]:
    """Each module's state in plain values, as the root commits to it."""
    return {name: dict(MODULES[name].as_map(state)) for name, state in states.items()}


@contextmanager
def gathered(mission: OfCentre) -> Iterator[Centre]:
    """The centre of the mission, its shelf brought up to the log."""
    home = home_within(mission.folder)
    if home is None:
        yield Centre(mission, Ground(mission.pack, file_reader(mission.folder, None)), None, None)
        return
    with Node.open(home) as node, centre_shelf(mission.folder / SHELF) as shelf:
        shelf.update(node, SHELVED)
        yield Centre(mission, Ground(mission.pack, file_reader(mission.folder, node)), node, shelf)
