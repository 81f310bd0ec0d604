from __future__ import annotations

import re
from pathlib import Path

import pytest

from evaluation.kinship_bench import QUERIES, main


def test_copies_among_a_few_are_all_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([str(tmp_path / "archive"), "--submissions", "40"])
    found = re.findall(r"^(\d+) submissions: .* (\d+) of", capsys.readouterr().out, re.MULTILINE)
    assert found == [(str(10 * step), str(QUERIES)) for step in (1, 2, 3, 4)]
