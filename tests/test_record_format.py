"""The worked bytes of docs/record-format.md are those of the package, so that a stranger can rely on them."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_worked_bytes_are_what_the_package_writes() -> None:
    spec = importlib.util.spec_from_file_location("worked_bytes", ROOT / "tools" / "worked_bytes.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    page = (ROOT / "docs" / "record-format.md").read_text("utf-8")
    told = page[page.index("## 13. Worked bytes") :]
    assert told == module.page(), "Run tools/worked_bytes.py and put its output at the end of the page."
