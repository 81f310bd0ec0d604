"""What is printed is whole where it goes to a file, and as wide as the screen where it does not."""

from __future__ import annotations

import os
import subprocess
import sys

from shenhe.console import FILE_WIDTH, width_for

WIDE_TABLE = """
from rich.table import Table
from shenhe.console import out
table = Table("栏", "值")
table.add_row("资产总额" * 5, "177,703,040.75 " * 5)
out.print(table)
"""


def _printed(**environment: str) -> str:
    kept = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    done = subprocess.run(
        [sys.executable, "-c", WIDE_TABLE], capture_output=True, env=kept | environment, check=True
    )
    return done.stdout.decode()


def test_a_table_that_goes_to_a_file_is_not_cut() -> None:
    assert "177,703,040.75 " * 4 in _printed()


def test_who_says_how_wide_is_obeyed() -> None:
    assert max(map(len, _printed(COLUMNS="60").splitlines())) <= 60


def test_a_screen_has_its_own_width() -> None:
    assert width_for(True, {}) is None
    assert width_for(False, {}) == FILE_WIDTH
