"""What the benches ask the system about processes."""

from __future__ import annotations

import os
import subprocess
import sys
from threading import Thread

from evaluation.processes import children, most_resident, processor, resident


def test_a_process_that_runs_is_measured() -> None:
    own = os.getpid()
    assert 1 << 20 < resident(own) <= most_resident(own)
    assert processor(own) > 0


def test_a_child_that_a_thread_began_is_one_of_the_process() -> None:
    begun: list[subprocess.Popen[bytes]] = []
    command = [sys.executable, "-S", "-c", "input()"]
    told = subprocess.PIPE

    def hold() -> None:
        begun.append(subprocess.Popen(command, stdin=told, stderr=subprocess.DEVNULL))
        assert begun[0].pid in children(os.getpid())

    holder = Thread(target=hold)
    holder.start()
    holder.join()
    (child,) = begun
    assert child.pid in children(os.getpid())
    child.communicate()
    assert child.pid not in children(os.getpid())


def test_of_a_process_that_is_gone_there_is_nothing() -> None:
    with subprocess.Popen([sys.executable, "-S", "-c", ""]) as process:
        pass
    gone = process.pid
    assert (children(gone), resident(gone), most_resident(gone), processor(gone)) == ([], 0, 0, 0)
