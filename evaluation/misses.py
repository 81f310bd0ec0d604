"""Tables of misses for the terminal; all of them, in full, are in the JSON."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from extract.records import Value

from .comparison import Comparison
from .findings import FindingMatch
from .names import NAMES

LONG = 40  # characters of a value printed in the terminal


def _place(file: str | None, page: int | None) -> str:
    return "" if file is None else f"{file}#{page}"


def _shortened(value: Value) -> str:
    text = "（空）" if value is None else str(value)
    return text if len(text) <= LONG else text[: LONG - 1] + "…"


def misses_table(misses: Sequence[Comparison], shown: int) -> Table:
    """List what was not read right, the surest mistakes first."""
    table = Table(
        title=f"未读对的项目（共 {len(misses)} 项，列出 {min(shown, len(misses))} 项）",
        title_justify="left",
    )
    for name in ("材料", "类别", "项目", "情形", "应为", "读成", "位置", "置信度"):
        table.add_column(name, overflow="fold")
    surest = sorted(misses, key=lambda miss: -(miss.confidence or 0.0))
    for miss in surest[:shown]:
        table.add_row(
            miss.submission,
            NAMES[miss.group],
            Text(miss.what),
            NAMES[miss.outcome],
            Text(_shortened(miss.expected)),
            Text(_shortened(miss.got)),
            Text(_place(miss.file, miss.page)),
            "" if miss.confidence is None else f"{miss.confidence:.3f}",
        )
    return table


def finding_misses_table(misses: Sequence[FindingMatch], shown: int) -> Table:
    """List findings that were missed or raised wrongly."""
    table = Table(
        title=f"误报与漏报（共 {len(misses)} 条，列出 {min(shown, len(misses))} 条）",
        title_justify="left",
    )
    for name in ("材料", "情形", "代码", "关键字", "说明"):
        table.add_column(name, overflow="fold")
    for miss in misses[:shown]:
        table.add_row(
            miss.submission, NAMES[miss.outcome], miss.code, Text(miss.key), Text(miss.message)
        )
    return table
