"""附件3, the summary table that a district sends in: three blocks on one sheet, ready to print.

Titles and columns come from the programme. What no form asks for stays empty for the district to
fill in, as does 示范模式 where the application does not speak clearly; the numbering follows the
order of the ids, ranking is the district's.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from extract.programme import KindSpec, Mode, Programme
from extract.records import Record

from .columns import Cell, flat
from .modes import guess_mode
from .workbooks import put, workbook

WIDTHS = (8, 38, 26, 16, 22, 34)  # characters
ROW_HEIGHT = 28  # points
LINE_HEIGHT = 15
SIGNATURE = ("推荐单位（盖章）：", "填报人：", "联系电话：")
PROVIDER = {"是": "应用服务提供商", "否": "公共服务"}


@dataclass(frozen=True)
class _Looks:
    title: Format
    line: Format
    block: Format
    head: Format
    cell: Format
    center: Format


def write(path: Path, records: Iterable[Record], programme: Programme) -> tuple[str, ...]:
    """Write the table over all records and return the ids that have no block: kind unknown."""
    listed = sorted(records, key=lambda record: record.id)
    with workbook(path) as book:
        sheet = book.add_worksheet("汇总表")
        looks = _looks(book)
        _set_page(sheet)
        row = _head(sheet, looks, programme, _recommending_unit(listed))
        for kind in programme.kinds:
            mine = [record for record in listed if record.kind == kind.id]
            row = _block(sheet, looks, row, kind, block_rows(mine, kind, programme.modes))
        sheet.print_area(0, 0, row - 1, len(WIDTHS) - 1)
    return tuple(record.id for record in listed if record.kind is None)


def block_rows(
    records: Iterable[Record], kind: KindSpec, modes: tuple[Mode, ...]
) -> list[list[Cell]]:
    """Return one kind's lines, numbered from 1, in the order of the programme's columns."""
    return [
        [_cell(source, number, record, modes) for _, source in kind.summary.columns]
        for number, record in enumerate(records, start=1)
    ]


def _cell(source: str, number: int, record: Record, modes: tuple[Mode, ...]) -> Cell:
    if source == "index":
        return number
    if source == "modes":
        return guess_mode(record, modes)
    readings = (record.reading(field) for field in source.split("|"))
    value = next((flat(one.value) for one in readings if one and one.value is not None), None)
    if source == "is_application_service_provider":
        return PROVIDER.get(str(value))
    return value


def _recommending_unit(records: list[Record]) -> str:
    """Return the unit all covers name; empty when they differ, or none says."""
    readings = (record.reading("recommending_unit") for record in records)
    named = {flat(one.value) for one in readings if one and one.value}
    return str(named.pop()) if len(named) == 1 else ""


def _looks(book: Workbook) -> _Looks:
    def look(**more: str | int | bool) -> Format:
        return book.add_format({"font_name": "宋体", "font_size": 11, "valign": "vcenter", **more})

    return _Looks(
        title=look(font_name="黑体", font_size=18, align="center"),
        line=look(),
        block=look(bold=True, border=1),
        head=look(bold=True, border=1, align="center", text_wrap=True),
        cell=look(border=1, text_wrap=True),
        center=look(border=1, align="center", text_wrap=True),
    )


def _set_page(sheet: Worksheet) -> None:
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.7)  # inches
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第 &P 页 共 &N 页")


def _head(sheet: Worksheet, looks: _Looks, programme: Programme, unit: str) -> int:
    """Write what stands above the blocks and return the next row."""
    last = len(WIDTHS) - 1
    sheet.write_string(0, 0, "附件3", looks.line)
    sheet.set_row(1, 36)
    sheet.merge_range(1, 0, 1, last, "", looks.title)
    put(sheet, 1, 0, programme.summary_title, looks.title)
    sheet.set_row(2, ROW_HEIGHT)
    sheet.merge_range(2, 0, 2, 1, "", looks.line)
    put(sheet, 2, 0, SIGNATURE[0] + unit, looks.line)
    put(sheet, 2, 2, SIGNATURE[1], looks.line)
    put(sheet, 2, 4, SIGNATURE[2], looks.line)
    sheet.repeat_rows(1)
    return 3


def _block(
    sheet: Worksheet, looks: _Looks, row: int, kind: KindSpec, rows: list[list[Cell]]
) -> int:
    """Write one block and return the next row; an empty one keeps a line to write in."""
    titles: list[Cell] = [title for title, _ in kind.summary.columns]
    sheet.set_row(row, ROW_HEIGHT)
    sheet.merge_range(row, 0, row, len(WIDTHS) - 1, "", looks.block)
    put(sheet, row, 0, kind.summary.title, looks.block)
    _line(sheet, row + 1, titles, [looks.head] * len(titles))
    cells = [looks.center, *[looks.cell] * (len(titles) - 1)]
    empty: list[Cell] = [None] * len(titles)
    for number, line in enumerate(rows or [empty], start=row + 2):
        _line(sheet, number, line, cells)
    return row + 2 + max(len(rows), 1)


def _line(sheet: Worksheet, row: int, cells: list[Cell], looks: list[Format]) -> None:
    """Write a line over the full width: where columns are fewer, the second one spans the rest."""
    spare = len(WIDTHS) - len(cells)
    sheet.set_row(row, max(ROW_HEIGHT, LINE_HEIGHT * _lines(cells)))
    for index, (cell, look) in enumerate(zip(cells, looks, strict=True)):
        column = index + spare if index > 1 else index
        if index == 1 and spare:
            sheet.merge_range(row, 1, row, 1 + spare, "", look)
        put(sheet, row, column, cell, look)


def _lines(cells: list[Cell]) -> int:
    """Return how many lines the longest text takes; a Chinese character is two wide."""
    needed = (
        2 * len(str(cell)) / width for cell, width in zip(cells, WIDTHS, strict=False) if cell
    )
    return math.ceil(max(needed, default=1))
