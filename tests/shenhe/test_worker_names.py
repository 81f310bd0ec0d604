from __future__ import annotations

import subprocess
import sys

import pytest

from extract.limits import memory_kills
from shenhe.worker_names import is_gone, own_name, was_killed


def test_this_process_is_there() -> None:
    assert not is_gone(own_name())


def test_a_process_that_has_ended_is_gone_also_when_its_number_is_taken() -> None:
    script = "from shenhe.worker_names import own_name; print(own_name())"
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    name = told.stdout.strip()
    assert is_gone(name)
    assert was_killed(name)
    parts = own_name().split("/")
    assert is_gone("/".join([*parts[:4], "1", parts[5]]))


def test_one_that_went_for_want_of_memory_was_not_killed_from_outside(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    name = own_name()
    assert was_killed(name)
    monkeypatch.setattr("shenhe.worker_names.memory_kills", lambda: memory_kills() + 1)
    assert not was_killed(name)


def test_an_earlier_start_of_the_machine_is_gone() -> None:
    parts = own_name().split("/")
    earlier = "/".join([parts[0], "another boot", *parts[2:]])
    assert is_gone(earlier)
    assert not was_killed(earlier)


def test_of_another_machine_nothing_is_known() -> None:
    parts = own_name().split("/")
    other = "/".join(["elsewhere", *parts[1:4], "1", parts[5]])
    assert not is_gone(other)
    assert not was_killed(other)
    assert not is_gone("")
