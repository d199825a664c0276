"""One partner each, the greatest sum, and the same answer whatever the order of the edges."""

from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.registers.assignment import assign, greatest_matching

Edge = tuple[int, int, float]


def arrays(edges: list[Edge]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    left, right, weight = zip(*edges, strict=True) if edges else ((), (), ())
    return np.array(left, np.int64), np.array(right, np.int64), np.array(weight, np.float64)


def chosen(edges: list[Edge]) -> list[Edge]:
    return [edges[number] for number in assign(*arrays(edges)).tolist()]


def one_to_one(edges: tuple[Edge, ...]) -> bool:
    return len({one for one, _, _ in edges}) == len(edges) == len({other for _, other, _ in edges})


def best_sum(edges: list[Edge]) -> float:
    """By looking at every set of edges that is one to one."""
    sets = (some for size in range(len(edges) + 1) for some in combinations(edges, size))
    return max(sum(weight for _, _, weight in some) for some in sets if one_to_one(some))


few_edges = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(-3, 9).map(float)), max_size=11
)
many_edges = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(-5, 12).map(lambda each: each / 4)),
    max_size=250,
)


def test_a_better_pair_elsewhere_changes_the_greedy_choice() -> None:
    """0-0 is the strongest pair, but takes the only partner that 1 could have."""
    edges = [(0, 0, 3.0), (0, 1, 2.0), (1, 0, 2.5)]
    assert chosen(edges) == [(0, 1, 2.0), (1, 0, 2.5)]
    edges[0] = (0, 0, 4.6)
    assert chosen(edges) == [(0, 0, 4.6)]


def test_a_pair_that_speaks_against_itself_is_never_taken() -> None:
    assert chosen([(0, 0, -0.5), (1, 1, 0.0)]) == []
    assert chosen([]) == []


def test_a_row_is_left_alone_where_that_is_worth_more() -> None:
    edges = [(0, 0, 1.0), (1, 0, 3.0), (2, 0, 2.0)]
    assert chosen(edges) == [(1, 0, 3.0)]


def test_of_equal_answers_the_smaller_row_is_served_first() -> None:
    assert chosen([(1, 0, 2.0), (0, 0, 2.0)]) == [(0, 0, 2.0)]
    assert chosen([(0, 1, 2.0), (0, 0, 2.0)]) == [(0, 0, 2.0)]
    square = [(one, other, 1.0) for one in (1, 0) for other in (1, 0)]
    assert sorted(chosen(square)) == [(0, 0, 1.0), (1, 1, 1.0)]


def test_of_equal_sums_the_one_that_leaves_nobody_alone_is_taken() -> None:
    assert chosen([(0, 0, 2.0), (0, 1, 1.0), (1, 0, 1.0)]) == [(0, 1, 1.0), (1, 0, 1.0)]


def test_of_two_edges_between_the_same_rows_the_heavier_counts() -> None:
    assert assign(*arrays([(7, 9, 1.0), (7, 9, 2.0), (7, 9, 2.0)])).tolist() == [1]


@given(few_edges)
def test_the_sum_is_that_of_the_best_of_all_sets_of_edges(edges: list[Edge]) -> None:
    taken = chosen(edges)
    assert one_to_one(tuple(taken))
    assert sum(weight for _, _, weight in taken) == best_sum(edges)


@given(many_edges, st.randoms(use_true_random=False))
def test_the_order_of_the_edges_changes_nothing(edges: list[Edge], shuffler: Random) -> None:
    mixed = edges.copy()
    shuffler.shuffle(mixed)
    assert sorted(chosen(edges)) == sorted(chosen(mixed))


@pytest.mark.parametrize("seed", range(6))
def test_the_sum_is_that_of_scipy(seed: int) -> None:
    optimize = pytest.importorskip("scipy.optimize")
    random = np.random.default_rng(seed)
    size, wide = int(random.integers(30, 120)), int(random.integers(30, 120))
    weight = random.normal(0.5, 2.0, (size, wide)).round(int(random.integers(0, 4)))
    weight[random.random((size, wide)) < random.uniform(0, 0.9)] = -1.0
    left, right = (each.ravel().astype(np.int64) for each in np.indices((size, wide)))
    ours = assign(left, right, weight.ravel())
    assert len(set(left[ours])) == len(ours) == len(set(right[ours]))
    dense = np.maximum(weight, 0.0)
    best = dense[optimize.linear_sum_assignment(dense, maximize=True)].sum()
    assert weight.ravel()[ours].sum() == pytest.approx(best, abs=1e-6)


@given(few_edges)
def test_the_greatest_matching_is_that_of_all_sets_of_edges(edges: list[Edge]) -> None:
    bare = sorted({(one, other, 0.0) for one, other, _ in edges})
    sizes = (size for size in range(len(bare) + 1) for some in combinations(bare, size) if one_to_one(some))
    left, right, _ = arrays(bare)
    assert greatest_matching(left, right) == max(sizes)


@given(many_edges)
def test_the_greatest_matching_is_as_large_as_an_assignment_of_equal_weights(edges: list[Edge]) -> None:
    left, right, _ = arrays(edges)
    assert greatest_matching(left, right) == len(assign(left, right, np.ones(len(edges))))


def test_a_long_chain_needs_no_recursion() -> None:
    """Each left row but the first may have two right rows; all can be served only by one way through."""
    count = 3000
    left = np.array([row for row in range(count) for _ in (0, 1)], np.int64)
    right = np.array([row + step for row in range(count) for step in (0, 1)], np.int64)
    assert greatest_matching(left, right) == count
    assert len(assign(left, right, np.ones(2 * count))) == count
