from __future__ import annotations

import subprocess
import sys

from shenhe.worker_names import is_gone, own_name


def test_this_process_is_there() -> None:
    assert not is_gone(own_name())


def test_a_process_that_has_ended_is_gone_also_when_its_number_is_taken() -> None:
    script = "from shenhe.worker_names import own_name; print(own_name())"
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    name = told.stdout.strip()
    assert is_gone(name)
    parts = own_name().split("/")
    assert is_gone("/".join([*parts[:-1], "1"]))


def test_an_earlier_start_of_the_machine_is_gone() -> None:
    parts = own_name().split("/")
    assert is_gone("/".join([parts[0], "another boot", *parts[2:]]))


def test_of_another_machine_nothing_is_known() -> None:
    parts = own_name().split("/")
    assert not is_gone("/".join(["elsewhere", *parts[1:-1], "1"]))
    assert not is_gone("")
