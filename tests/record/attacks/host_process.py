"""A host in a process of its own that logs its own acts without end, until it is killed. Not a test.

Argument: the folder of the laptops. Prints the position of each entry once it was acknowledged.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from laptops import Laptop


def main(folder: Path) -> None:
    host = Laptop(folder, "UN")
    assert host.duty.host is not None
    host.round()  # what waited in the outbox when it was killed before
    while True:
        entry = host.act(text="before the power went")
        told = host.duty.host.submit(entry.leaf).result()
        print(told.position, entry.hash, flush=True)  # noqa: T201


main(Path(sys.argv[1]))
