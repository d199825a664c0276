"""No code path adds two observers' counts: the source is searched, and unique counts are followed through.

Searched: every sum that the parts with tallies in hand take. Each is listed here with whose figures it adds;
a new one fails until somebody has looked at it. Followed: each observer's counts are primes of their own
size, so that a number which mixes two observers cannot come about by chance.
"""

import ast
import json
import re
from itertools import combinations, product
from pathlib import Path

import pytest

import holdfire.commands as command_line

SOURCE = Path(__file__).parents[2] / "src" / "holdfire"
OTHERS = ("trends", "publish", "assessment", "mission", "commands")

ADDED = {
    ("registers/overlaps.py", "most_apart"): "lower bounds of areas, each a maximum over observers",
    (
        "registers/bounds.py",
        "_less_same",
    ): "the upper bound, and labelled so: the one sum over observers there is",
    ("registers/bounds.py", "bounds_over_days"): "bounds of days",
    ("registers/bounds.py", "_area_over_days"): "bounds of days",
    ("registers/bounds.py", "_remarks"): "areas of one observer",
    ("registers/derived.py", "_parts"): "to find a claim that is such a sum; it is set aside, not printed",
    ("registers/derived.py", "_stated_sum"): "to say whether a stated sum is one; it is not printed",
    ("registers/grouping.py", "_total"): "weights of an assignment",
    ("registers/jointly.py", "*"): "weights of an assignment",
    ("registers/parts.py", "_remainder"): "relayed parts of one observer's total",
    ("registers/pooled.py", "judged_same"): "entries joined by a person, each once",
    ("registers/printed.py", "*"): "areas or days of one observer; two observers raise an error",
    ("mission/lining_up.py", "listed"): "entries of one observer's list, over days",
    ("mission/folder.py", "quarantined"): "rows in quarantine",
    ("commands/demo.py", "demo"): "rows taken in",
    ("commands/demo.py", "_exercise_lines"): "rows taken in",
}
"""Who may add: a function or a whole file (*), and what it adds."""

TALLIES_IN_HAND = re.compile(r"tall(y|ies)\b|count_low|count_high|derived_from_observers|holdfire\.registers")


def sums(path: Path) -> list[tuple[str, int]]:
    """Every call that adds up (sum, sum_horizontal, cum_sum, fsum, reduce): its function, and the line."""
    found = []

    def walk(node: ast.AST, inside: str) -> None:
        if isinstance(node, ast.FunctionDef):
            inside = node.name
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in ("sum", "sum_horizontal", "cum_sum", "fsum", "reduce"):
                found.append((inside, node.lineno))
        for child in ast.iter_child_nodes(node):
            walk(child, inside)

    walk(ast.parse(path.read_text("utf-8")), "")
    return found


def not_listed(path: Path, name: str) -> list[str]:
    return [
        f"{name}:{line}: {inside} adds; say in ADDED whose figures, never two observers'."
        for inside, line in sums(path)
        if not {(name, inside), (name, "*")} & ADDED.keys()
    ]


def test_every_sum_in_registers_is_listed_with_whose_figures_it_adds():
    for path in sorted((SOURCE / "registers").glob("*.py")):
        assert not_listed(path, f"registers/{path.name}") == []


@pytest.mark.parametrize("part", OTHERS)
def test_so_is_every_sum_in_a_file_of_another_part_that_has_tallies_in_hand(part):
    for path in sorted((SOURCE / part).rglob("*.py")):
        if TALLIES_IN_HAND.search(path.read_text("utf-8")):
            assert not_listed(path, path.relative_to(SOURCE).as_posix()) == []


def test_no_sum_is_listed_that_is_not_there():
    gone = [
        f"{file}, {inside}"
        for file, inside in ADDED
        if not any(inside in (name, "*") for name, _ in sums(SOURCE / file))
    ]
    assert gone == []


def test_a_sum_where_tallies_are_in_hand_would_be_found(tmp_path):
    planted = tmp_path / "planted.py"
    planted.write_text("def total(tallies):\n    return tallies['count'].sum()\n", "utf-8")
    assert TALLIES_IN_HAND.search(planted.read_text("utf-8"))
    assert not_listed(planted, "publish/planted.py") == [
        "publish/planted.py:2: total adds; say in ADDED whose figures, never two observers'."
    ]


HEAD = "bulletin,observer,origin,when_start,when_end,when_precision,area,area_as_written,unit,count\n"
SPAN = "2017-06-14T21:00:00Z,2017-06-15T21:00:00Z,day"
AREAS = ("SY-HM", "SY-ID", "SY-HI")
COUNTED = {
    "russia": (1009, 1511, 2003),
    "turkey": (100003, 150001, 200003),
    "iran": (10000019, 15000017, 20000003),
}
"""By area; each total is the sum of its observer's areas. Each observer has a size of its own."""


def mixed() -> set[int]:
    """Every sum of figures of two observers or three, of one area or of all, or of an area and a total."""
    figures = {observer: (*counts, sum(counts)) for observer, counts in COUNTED.items()}
    return {
        sum(chosen)
        for size in (2, 3)
        for observers in combinations(COUNTED, size)
        for chosen in product(*(figures[each] for each in observers))
    }


def numbers(text: str) -> set[int]:
    """Whole numbers in a text, thousands joined; none that is a part of a word, an id or a decimal."""
    joined = re.sub(r"(?<=\d)[,\u202f](?=\d{3})", "", text)
    return {int(each) for each in re.findall(r"(?<![\w.#-])\d{4,9}(?![\w.-])", joined)}


def without_upper_bounds(told: object) -> object:
    """JSON without what is labelled as an upper bound: the key `upper`, figures of that unit, "at most n"."""
    if isinstance(told, dict):
        if "upper bound" in str(told.get("unit")):
            return None
        return {key: without_upper_bounds(each) for key, each in told.items() if key != "upper"}
    if isinstance(told, list):
        return [without_upper_bounds(each) for each in told]
    return re.sub(r"at most [\d,\u202f]+", "", told) if isinstance(told, str) else told


def run(*call: object) -> None:
    with pytest.raises(SystemExit) as left:
        command_line.main([str(word) for word in call])
    assert left.value.code == 0


@pytest.fixture(scope="module")
def mission(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A mission with three observers' tallies of one day, published in every edition."""
    folder = tmp_path_factory.mktemp("primes")
    rows = [
        f"B1,{observer},{observer},{SPAN},{area},{area},facts of opening fire,{count}\n"
        for observer, counts in COUNTED.items()
        for area, count in (*zip(AREAS, counts, strict=True), ("", sum(counts)))
    ]
    (folder / "tallies.csv").write_text(HEAD + "".join(rows), "utf-8")
    run("init", folder / "mission", "--agreement", "astana")
    run("run", folder / "mission", folder / "tallies.csv", "--source", "tallies")
    editions = ("--edition", "public", "--edition", "parties", "--edition", "un")
    run("publish", folder / "mission", "--day", "2017-06-15", *editions)
    return folder / "mission"


def test_the_primes_tell_a_sum_over_observers_from_every_figure_of_one():
    single = {each for counts in COUNTED.values() for each in (*counts, sum(counts))}
    assert not mixed() & single
    assert sum(map(sum, COUNTED.values())) in mixed()


def test_the_command_prints_no_sum_but_the_labelled_upper_bound(mission, capsys):
    run("registers", mission, "--day", "2017-06-15", "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["total"]["upper"] == sum(map(sum, COUNTED.values()))
    assert not numbers(json.dumps(without_upper_bounds(told))) & mixed()
    run("registers", mission, "--day", "2017-06-15")
    lines = capsys.readouterr().out
    assert not numbers(re.sub(r"\d+ to \d+", "", lines)) & mixed()


@pytest.mark.parametrize("edition", ["public", "parties", "un"])
def test_no_bulletin_prints_a_sum_but_the_labelled_upper_bound(mission, edition):
    folder = mission / "bulletins" / "2017-06-15" / edition
    told = json.loads((folder / "bulletin.json").read_text("utf-8"))
    shown = numbers(json.dumps(without_upper_bounds(told), ensure_ascii=False))
    assert {1009, 100003, 10000019, sum(COUNTED["iran"])} <= shown
    assert not shown & mixed()
    page = re.sub(
        r"<(style|svg)\b.*?</\1>", "", (folder / "bulletin.html").read_text("utf-8"), flags=re.DOTALL
    )
    words = re.sub(r"<[^>]+>", "", page)
    assert not numbers(re.sub(r"at most [\d,\u202f]+", "", words)) & mixed()
    for table in folder.glob("*.csv"):
        rows = [row for row in table.read_text("utf-8").splitlines() if "upper bound" not in row]
        assert not numbers("\n".join(rows)) & mixed(), table.name


def test_a_sum_that_is_printed_would_be_found():
    planted = f"In all {1009 + 100003:,} violations".replace(",", "\u202f")
    assert numbers(planted) & mixed()
    assert numbers(json.dumps(without_upper_bounds({"total": 1009 + 100003}))) & mixed()
