"""The process that works out what came: it gives way to every other, and ends with its desk."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from holdfire.web.field.worker import GIVES_WAY, give_way

DESK = """
import os, time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from holdfire.web.field.worker import give_way

if __name__ == "__main__":
    with ProcessPoolExecutor(1, get_context("spawn"), initializer=give_way) as processes:
        print(processes.submit(os.getppid).result() == os.getpid(), flush=True)
        time.sleep(120)
"""


@pytest.mark.skipif(not hasattr(os, "nice"), reason="this machine knows no order of processes")
def test_the_process_that_works_out_gives_way() -> None:
    child = os.fork()
    if child == 0:
        give_way()
        os._exit(os.nice(0))
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) >= min(19, os.nice(0) + GIVES_WAY)


def test_a_desk_that_was_killed_leaves_no_process_behind(tmp_path: Path) -> None:
    script = tmp_path / "desk.py"
    script.write_text(DESK)
    desk = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True)
    assert desk.stdout is not None
    assert desk.stdout.readline() == "True\n"
    desk.kill()
    # The other process holds this end too: there is an end to read to only when it is gone.
    desk.communicate(timeout=60)
