"""Three and more registers: the groups that are best together, held against every way to group them."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.registers import jointly
from holdfire.registers.grouping import Board, grouped


def worth_of(board, groups):
    pairs = [pair for members in groups for pair in combinations(sorted(members), 2)]
    return sum(board.worth.get(pair, 0) for pair in pairs)


def every_way(board, joined=()):
    """The greatest sum over all ways to group the entries that the rules allow."""
    held = {frozenset(pair) for members in joined for pair in combinations(members, 2)}
    together = {each: next((m for m in joined if each in m), (each,)) for each in range(len(board.register))}

    def lawful(group):
        pairs = combinations(sorted(group), 2)
        return all(board.may_meet(*pair) or frozenset(pair) in held for pair in pairs)

    def placed(at, groups):
        if at == len(board.register):
            if all(any(set(together[each]) <= set(g) for g in groups) for each in together):
                yield worth_of(board, groups)
            return
        for number, group in enumerate(groups):
            if lawful([*group, at]):
                yield from placed(at + 1, [*groups[:number], [*group, at], *groups[number + 1 :]])
        yield from placed(at + 1, [*groups, [at]])

    return max(placed(0, []))


@st.composite
def boards(draw):
    register = sorted(draw(st.lists(st.integers(0, 2), min_size=2, max_size=8)))
    pairs = [pair for pair in combinations(range(len(register)), 2) if register[pair[0]] != register[pair[1]]]
    weights = st.one_of(st.none(), st.integers(-3, 9))
    worth = {pair: weight for pair in pairs if (weight := draw(weights)) is not None}
    barred = frozenset(draw(st.sets(st.sampled_from(pairs), max_size=2))) if pairs else frozenset()
    return Board(register, draw(st.tuples(*(st.booleans() for _ in register))), worth, barred)


@settings(max_examples=300)
@given(boards())
def test_no_other_way_to_group_the_entries_is_worth_more(board):
    assert worth_of(board, grouped(board)) == every_way(board)


@given(boards(), st.data())
def test_nor_is_any_that_keeps_what_a_person_joined(board, drawn):
    pairs = [pair for pair in combinations(range(len(board.register)), 2) if board.may_meet(*pair)]
    joined = [drawn.draw(st.sampled_from(pairs))] if pairs else []
    found = grouped(board, joined)
    assert all(any(set(pair) <= set(members) for members in found) for pair in joined)
    assert worth_of(board, found) == every_way(board, joined)


def test_what_one_register_after_another_would_miss_is_found(monkeypatch):
    """Two entries of a first register, two of a second, one of a third: no register alone can better 13."""
    worth = {(0, 2): 6, (0, 3): 6, (1, 2): 7, (1, 3): 7, (1, 4): 6, (3, 4): 6}
    board = Board([0, 0, 1, 1, 2], [True] * 5, worth)
    assert grouped(board) == [[0, 2], [1, 3, 4]]
    assert worth_of(board, grouped(board)) == 25
    monkeypatch.setattr(jointly, "STEPS", 0)
    assert worth_of(board, grouped(board)) == 13


def test_a_cluster_too_large_to_be_searched_stays_as_it_was_found(monkeypatch):
    board = Board([0, 1, 2], [True] * 3, {(0, 1): 1, (0, 2): 5, (1, 2): -9})
    monkeypatch.setattr(jointly, "MOST_BLOCKS", 2)
    found = grouped(board)
    assert sorted(each for members in found for each in members) == [0, 1, 2]
    assert worth_of(board, found) <= 5
