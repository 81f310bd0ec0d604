from __future__ import annotations

import os
from pathlib import Path

from shenhe.watching import Watched

from .submissions import put


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def looks(watched: Watched, clock: Clock, at: float) -> list[str]:
    clock.now = at
    return [one.path.name for one in watched.look()]


def test_what_lies_still_is_given_out_once(tmp_path: Path) -> None:
    clock = Clock()
    watched = Watched(tmp_path, 30, clock)
    put(tmp_path / "甲" / "申报书.pdf", b"%PDF")
    assert looks(watched, clock, 0) == []
    assert looks(watched, clock, 29) == []
    assert looks(watched, clock, 30) == ["甲"]
    assert looks(watched, clock, 90) == []


def test_what_still_grows_is_not_taken(tmp_path: Path) -> None:
    clock = Clock()
    watched = Watched(tmp_path, 30, clock)
    for at in range(0, 100, 20):
        put(tmp_path / "甲" / "申报书.pdf", b"%PDF" * (at + 1))
        assert looks(watched, clock, at) == []
    assert looks(watched, clock, 111) == ["甲"]


def test_a_file_that_comes_later_makes_a_submission_wait(tmp_path: Path) -> None:
    clock = Clock()
    watched = Watched(tmp_path, 30, clock)
    put(tmp_path / "甲" / "申报书.pdf", b"%PDF")
    put(tmp_path / "乙" / "申报书.pdf", b"%PDF")
    looks(watched, clock, 0)
    put(tmp_path / "甲" / "附件.jpg", b"x")
    assert looks(watched, clock, 30) == ["乙"]
    assert looks(watched, clock, 60) == ["甲"]


def test_what_changes_is_given_out_again(tmp_path: Path) -> None:
    clock = Clock()
    watched = Watched(tmp_path, 30, clock)
    path = put(tmp_path / "甲" / "申报书.pdf", b"%PDF")
    looks(watched, clock, 0)
    assert looks(watched, clock, 30) == ["甲"]
    os.utime(path, ns=(1, 1))
    assert looks(watched, clock, 40) == []
    assert looks(watched, clock, 70) == ["甲"]


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    clock = Clock()
    watched = Watched(tmp_path, 30, clock)
    assert looks(watched, clock, 0) == looks(watched, clock, 99) == []
