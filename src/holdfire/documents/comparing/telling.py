"""A point beside the part of a sentence that tells of it, and what else that sentence tells."""

from collections.abc import Callable
from dataclasses import dataclass

from holdfire.documents.comparing.facts import Fact
from holdfire.documents.comparing.matching import Part
from holdfire.documents.field import Passage
from holdfire.documents.provisions.provision import Provision
from holdfire.documents.reading import Reading

FactsIn = Callable[[Reading, Passage], list[Fact]]


@dataclass(frozen=True, slots=True)
class Telling:
    """`beside` are the other points that the same sentence tells, and `theirs` their parts of it."""

    official: Reading
    point: Provision
    other: Reading
    part: Part
    beside: tuple[Provision, ...]
    theirs: tuple[Passage, ...]
    actors: frozenset[str]

    @property
    def about(self) -> str:
        return f"point {self.point.number.value}"

    @property
    def words(self) -> Passage:
        return self.point.words.passages[0]

    @property
    def own(self) -> str:
        return self.words.of(self.official.page.text)

    @property
    def told(self) -> str:
        return self.part.sentence.of(self.other.page.text)

    def facts(self, of: FactsIn) -> tuple[list[Fact], list[Fact], list[Fact]]:
        """The point's; those of its telling: of the clause, or else of what in the sentence is no other
        point's; and those of the other points in the sentence."""
        mine = of(self.official, self.words)
        its = of(self.other, self.part.passage if self.beside else self.part.sentence)
        if not its and self.part.passage != self.part.sentence:
            its = [
                each
                for each in of(self.other, self.part.sentence)
                if not any(each.passage.within(clause) for clause in self.theirs)
            ]
        elsewhere = [fact for each in self.beside for fact in of(self.official, each.words.passages[0])]
        return mine, its, elsewhere
