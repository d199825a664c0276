"""Reports into incidents: every way to divide a connected part is weighed, and the best is told.

An incident has at most one report of a source (unless the source is known to split its own). A division is
worth the sum over its incidents of two thirds, two quarters ... of the log-odds within: three reports that
all agree are two agreements, not three. Divisions are drawn in proportion to that worth (Gibbs sampling, the
same draws for the same reports), so a pair's probability knows its rivals and what third reports say of it,
and the number of incidents has an interval. The division told joins what is likelier together than not.
"""

import numpy as np
from numpy.typing import NDArray

from holdfire.fusion.compiled import compiled
from holdfire.fusion.graph import Graph

MISSING = -5.0
"""Log-odds of two reports that are no edge."""
TOGETHER = 0.46
"""A pair is joined where it is likelier than this, on the whole of its incident."""
WARM, DRAWS = 8, 40
BONUS = 0.6
"""What a third, fourth ... report adds of itself: what three sources saw was seen more widely."""


@compiled
def _gain(added: float, size: int) -> float:
    """Log-odds that a report belongs to an incident of so many, from the sum over its pairs with them.

    Several reports of one incident say much the same about another: two are worth 1.2 of one, not two.
    """
    if size == 1:
        return added
    return 1.2 / size * added * (1.0 + 0.1 * (size - 2)) + BONUS


@compiled
def _free(
    node: int, head: int, after: NDArray[np.int32], source: NDArray[np.int32], splits: NDArray[np.int8]
) -> bool:
    """Whether an incident has no report of the node's source yet."""
    if splits[source[node]] == 1:
        return True
    at = head
    while at != -1:
        if source[at] == source[node]:
            return False
        at = after[at]
    return True


@compiled
def _draw(state: NDArray[np.uint64]) -> float:
    """The next of a row of numbers in [0, 1) (xorshift)."""
    x = state[0]
    x ^= x << np.uint64(13)
    x ^= x >> np.uint64(7)
    x ^= x << np.uint64(17)
    state[0] = x
    return float(x >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@compiled
def sample(
    graph: Graph,
    source: NDArray[np.int32],
    key: NDArray[np.uint64],
    splits: NDArray[np.int8],
    members: NDArray[np.int32],
    together: NDArray[np.float64],
    label: NDArray[np.int32],
    head: NDArray[np.int32],
    after: NDArray[np.int32],
    size: NDArray[np.int32],
    total: NDArray[np.float64],
) -> tuple[float, float]:
    """Probabilities of the edges of one connected part, into `together`; mean and variance of its number of
    incidents. The other arrays are room to work in, one place a node."""
    count = members.size
    if count == 1:
        return 1.0, 0.0
    if count == 2:
        e = graph.start[members[0]]
        p = 1.0 / (1.0 + np.exp(-graph.score[e]))
        together[e] = p
        together[graph.start[members[1]]] = p
        return 2.0 - p, p * (1.0 - p)
    state = np.empty(1, dtype=np.uint64)
    state[0] = key[members[0]] | np.uint64(1)
    for node in members:
        label[node], head[node], after[node], size[node], total[node] = node, node, -1, 1, 0.0
        for e in range(graph.start[node], graph.start[node + 1]):
            together[e] = 0.0
    gain = np.empty(64)
    choice = np.empty(64, dtype=np.int32)
    added = np.empty(64)
    mean, square = 0.0, 0.0
    for sweep in range(WARM + DRAWS):
        for node in members:
            first, last = graph.start[node], graph.start[node + 1]
            _take_out(graph, node, label, head, after, size, total)
            options = 0
            for e in range(first, last):
                group = label[graph.to[e]]
                found = -1
                for n in range(options):
                    if choice[n] == group:
                        found = n
                        break
                if found == -1 and options < 63:
                    choice[options], added[options], found = group, size[group] * MISSING, options
                    options += 1
                if found != -1:
                    added[found] += graph.score[e] - MISSING
            whole = 1.0
            for n in range(options):
                group = choice[n]
                if _free(node, head[group], after, source, splits):
                    gain[n] = np.exp(min(60.0, _gain(added[n], size[group])))
                else:
                    gain[n] = 0.0
                whole += gain[n]
            if sweep >= WARM:
                for e in range(first, last):
                    group = label[graph.to[e]]
                    for n in range(options):
                        if choice[n] == group:
                            together[e] += gain[n] / whole
                            break
            at = _draw(state) * whole - 1.0
            chosen = -1
            if at >= 0.0:
                for n in range(options):
                    at -= gain[n]
                    if at < 0.0:
                        chosen = n
                        break
            if chosen >= 0:
                _put_in(node, choice[chosen], added[chosen], label, head, after, size, total)
        if sweep >= WARM:
            groups = 0.0
            for node in members:
                groups += 1.0 / size[label[node]]
            mean += groups
            square += groups * groups
    for node in members:
        for e in range(graph.start[node], graph.start[node + 1]):
            together[e] /= DRAWS
    for node in members:
        for e in range(graph.start[node], graph.start[node + 1]):
            if graph.to[e] > node:
                back = _edge(graph, graph.to[e], node)
                p = 0.5 * (together[e] + together[back])
                together[e], together[back] = p, p
    mean /= DRAWS
    return mean, max(0.0, square / DRAWS - mean * mean)


@compiled
def _edge(graph: Graph, node: int, to: int) -> int:
    """The edge from one node to another (its neighbours are in order); -1 where there is none."""
    low, high = graph.start[node], graph.start[node + 1]
    while low < high:
        middle = (low + high) // 2
        if graph.to[middle] < to:
            low = middle + 1
        else:
            high = middle
    if low < graph.start[node + 1] and graph.to[low] == to:
        return low
    return -1


@compiled
def _take_out(
    graph: Graph,
    node: int,
    label: NDArray[np.int32],
    head: NDArray[np.int32],
    after: NDArray[np.int32],
    size: NDArray[np.int32],
    total: NDArray[np.float64],
) -> None:
    """Leave the incident; the node stands alone under its own number, the rest under one of its own."""
    group = label[node]
    if size[group] == 1:
        return
    lost = (size[group] - 1) * MISSING
    for e in range(graph.start[node], graph.start[node + 1]):
        if label[graph.to[e]] == group:
            lost += graph.score[e] - MISSING
    at = head[group]
    if at == node:
        head[group] = after[node]
    else:
        while after[at] != node:
            at = after[at]
        after[at] = after[node]
    size[group] -= 1
    total[group] -= lost
    if size[group] == 1:
        total[group] = 0.0
    if group == node:
        # The rest takes the number of another of its members.
        new = head[group]
        head[new], size[new], total[new] = head[group], size[group], total[group]
        at = head[new]
        while at != -1:
            label[at] = new
            at = after[at]
    label[node], head[node], after[node], size[node], total[node] = node, node, -1, 1, 0.0


@compiled
def _put_in(
    node: int,
    group: int,
    added: float,
    label: NDArray[np.int32],
    head: NDArray[np.int32],
    after: NDArray[np.int32],
    size: NDArray[np.int32],
    total: NDArray[np.float64],
) -> None:
    label[node] = group
    after[node] = head[group]
    head[group] = node
    size[group] += 1
    total[group] += added


@compiled
def divide(
    graph: Graph,
    source: NDArray[np.int32],
    splits: NDArray[np.int8],
    members: NDArray[np.int32],
    together: NDArray[np.float64],
    label: NDArray[np.int32],
    head: NDArray[np.int32],
    after: NDArray[np.int32],
    size: NDArray[np.int32],
) -> None:
    """The division of a part in which pairs joined are likelier together than not, into `label`: each report
    moves to where it fits best, taking the place of a worse one of its source where that is better on the
    whole, until none moves."""
    for node in members:
        label[node], head[node], after[node], size[node] = node, node, -1, 1
    if members.size == 1:
        return
    for _ in range(12):
        moved = False
        for node in members:
            own = label[node]
            best, where = 0.0, -1
            if size[own] > 1:
                best, where = _fits(graph, node, own, -1, together, head, after), own
                if best <= 0.0:
                    best, where = 0.0, -1
            for e in range(graph.start[node], graph.start[node + 1]):
                group = label[graph.to[e]]
                if group == own:
                    continue
                rival = _rival(node, head[group], after, source, splits)
                fit = _fits(graph, node, group, rival, together, head, after)
                if rival != -1:
                    fit -= max(0.0, _fits(graph, rival, group, -1, together, head, after))
                if fit > best + 1e-9:
                    best, where = fit, group
            if where == own or (where == -1 and size[own] == 1):
                continue
            moved = True
            _leave(node, label, head, after, size)
            if where != -1:
                rival = _rival(node, head[where], after, source, splits)
                if rival != -1:
                    stays = head[where] if head[where] != rival else after[rival]
                    _leave(rival, label, head, after, size)
                    where = label[stays]
                _put_in_group(node, where, label, head, after, size)
        if not moved:
            return


@compiled
def _rival(
    node: int, head: int, after: NDArray[np.int32], source: NDArray[np.int32], splits: NDArray[np.int8]
) -> int:
    if splits[source[node]] == 1:
        return -1
    at = head
    while at != -1:
        if source[at] == source[node] and at != node:
            return at
        at = after[at]
    return -1


@compiled
def _fits(
    graph: Graph,
    node: int,
    group: int,
    without: int,
    together: NDArray[np.float64],
    head: NDArray[np.int32],
    after: NDArray[np.int32],
) -> float:
    """How much likelier than the bar a node is together with an incident's other reports."""
    fit = 0.0
    at = head[group]
    while at != -1:
        if at != node and at != without:
            e = _edge(graph, node, at)
            fit += (together[e] if e >= 0 else 0.0) - TOGETHER
        at = after[at]
    return fit


@compiled
def _leave(
    node: int,
    label: NDArray[np.int32],
    head: NDArray[np.int32],
    after: NDArray[np.int32],
    size: NDArray[np.int32],
) -> None:
    group = label[node]
    if size[group] == 1:
        return
    at = head[group]
    if at == node:
        head[group] = after[node]
    else:
        while after[at] != node:
            at = after[at]
        after[at] = after[node]
    size[group] -= 1
    if group == node:
        new = head[group]
        head[new], size[new] = head[group], size[group]
        at = head[new]
        while at != -1:
            label[at] = new
            at = after[at]
    label[node], head[node], after[node], size[node] = node, node, -1, 1


@compiled
def _put_in_group(
    node: int,
    group: int,
    label: NDArray[np.int32],
    head: NDArray[np.int32],
    after: NDArray[np.int32],
    size: NDArray[np.int32],
) -> None:
    label[node] = group
    after[node] = head[group]
    head[group] = node
    size[group] += 1


@compiled
def settle_all(
    graph: Graph, source: NDArray[np.int32], key: NDArray[np.uint64], splits: NDArray[np.int8]
) -> tuple[NDArray[np.float64], NDArray[np.int32], float, float]:
    """Every part: probabilities of the edges, the incident of each node (by one of its nodes), and mean and
    variance of the number of incidents."""
    nodes = source.size
    order = np.argsort(graph.part, kind="mergesort")
    together = np.zeros(graph.to.size)
    label, head = np.empty(nodes, np.int32), np.empty(nodes, np.int32)
    after, size, total = np.empty(nodes, np.int32), np.empty(nodes, np.int32), np.empty(nodes)
    mean, variance = 0.0, 0.0
    begin = 0
    while begin < nodes:
        end = begin
        while end < nodes and graph.part[order[end]] == graph.part[order[begin]]:
            end += 1
        members = order[begin:end].astype(np.int32)
        about, spread = sample(graph, source, key, splits, members, together, label, head, after, size, total)
        mean += about
        variance += spread
        divide(graph, source, splits, members, together, label, head, after, size)
        begin = end
    return together, label, mean, variance
