from __future__ import annotations

from pathlib import Path

import archive
from evaluation.kill_bench import Outcome, run
from evaluation.made_up import Maker


def test_a_few_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    found = run(tmp_path / "归档", 4)
    assert found.problems == ()
    assert found.is_clean
    assert found.filed > 0


def test_what_is_not_clean() -> None:
    assert not Outcome(1, 1, 0, 1, 0, ()).is_clean
    assert not Outcome(1, 1, 0, 0, 1, ()).is_clean
    assert not Outcome(1, 1, 0, 0, 0, ("x",)).is_clean


def test_the_same_submission_for_the_same_number(tmp_path: Path) -> None:
    first, again = (next(Maker().filings(7, 1, pages=2)) for _ in range(2))
    assert first == again
    with archive.open(tmp_path / "归档") as store:
        store.file(first)
        assert store.search(archive.Search("服务型制造")).total == 2
        assert len(store.search(archive.Search("服务型制造")).hits[0].boxes) == 1
