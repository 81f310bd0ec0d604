from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.archive_bench import at, main


def test_a_small_archive_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(tmp_path / "归档"), "--pages", "100", "--queries", "3"])
    said = capsys.readouterr().out
    assert "pages 650" in said
    assert "index / text" in said
    for what in ("opening", "phrase of 2 to 8, condition, facets", "one misread", "list of all"):
        assert what in said


def test_shares_of_the_times() -> None:
    times = [float(n) for n in range(100, 0, -1)]
    assert [at(share, times) for share in (0.5, 0.95, 1.0)] == [51.0, 96.0, 100.0]
