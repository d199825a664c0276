"""A host that logs as fast as it can and tells each acknowledgement on a pipe, until it is killed."""

import os
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from committer_load import leaf_of, seal, verify_nothing
from crash_work import ORIGIN, Setting, open_stores
from refusals import first_number

from holdfire.record.storage.group_commit import GroupCommitter


def main(folder: Path) -> None:
    store, heads = open_stores(folder, Setting())
    committer = GroupCommitter(store, heads, ORIGIN, verify_nothing, seal)

    def write(party: str, first: int) -> None:
        for seq in range(first, first + 100_000):
            position = committer.submit(leaf_of(party, seq, 300)).result().position
            os.write(1, b"%s %d %d\n" % (party.encode(), seq, position))

    for party in ("RU", "TR", "IR", "UN"):
        threading.Thread(target=write, args=(party, first_number(store, party))).start()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
