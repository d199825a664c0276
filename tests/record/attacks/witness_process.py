"""A witness in a process of its own, for races and for dying at the worst moment. Not a test.

Arguments: the store of heads, `answer` or `die`, and files with bodies of add-checkpoint. It waits until the
file `go` stands beside the store, so that several start as one; then prints status and answer of each.
With `die` it ends, as by kill -9, after the head is on disk and before the answer is out.
"""

import os
import signal
import sys
import time
from base64 import b64encode
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from cast import HOST_VKEY, NOON, ORIGIN, key

from holdfire.record.storage.heads import Head, HeadStore
from holdfire.record.witness import Witness


class DyingStore(HeadStore):
    """Dies when the new head is durable."""

    def compare_and_swap(self, *told: object) -> Head:  # type: ignore[override]
        super().compare_and_swap(*told)  # type: ignore[arg-type]
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError


def main(store: Path, way: str, bodies: list[Path]) -> None:
    opened = (DyingStore if way == "die" else HeadStore).open(store)
    witness = Witness("TR", [key("TR", "witness")], opened, {ORIGIN: [HOST_VKEY]}, lambda evidence: None)
    asked = [each.read_bytes() for each in bodies]
    print("ready", flush=True)  # noqa: T201
    while not (store.parent / "go").exists():
        time.sleep(0.002)
    for body in asked:
        answer = witness.add_checkpoint(body, NOON)
        print(answer.status, b64encode(answer.body).decode(), flush=True)  # noqa: T201


main(Path(sys.argv[1]), sys.argv[2], [Path(each) for each in sys.argv[3:]])
