"""One workbook over all submissions: records, findings, comparisons, figures, corrections …

Where a cell says where something stands, it leads there: to the page of the submission's searchable
PDF, if that lies beside the workbook.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from extract.calibration import Dial
from extract.programme import Programme
from extract.records import Record

from . import tables
from .catalogue import Dossier
from .columns import SEVERITIES, STATES, Cell, Places
from .destination import pdf_name
from .to_look_at import MARK, to_look_at
from .workbooks import Heading, Table, workbook

COLORS = {
    SEVERITIES["high"]: "#F8CBAD",
    SEVERITIES["medium"]: "#FFE699",
    SEVERITIES["low"]: "#E2EFDA",
    STATES["disagrees"]: "#FFE699",
    STATES["unchecked"]: "#EDEDED",
}
AMOUNT = "#,##0.00"
FEWEST_CHARACTERS = 10  # of a column's width

# By title: width in characters, number format. Others are as wide as their title needs.
_SHOWN: dict[str, tuple[float, str]] = {
    "编号": (18, "General"),
    "名称": (28, "General"),
    "级别": (7, "General"),
    "结果": (10, "General"),
    "疑点": (20, "General"),
    "核对项": (20, "General"),
    "对象": (24, "General"),
    "说明": (60, "General"),
    "可信度": (8, "0.00"),
    "把握": (8, "0.000"),
    "材料": (20, "General"),
    "栏目": (32, "General"),
    "值": (24, "General"),
    MARK: (18, "General"),
    "出处": (36, "General"),
    "申报出处": (30, "General"),
    "审计出处": (36, "General"),
    "原文": (36, "General"),
    "结论": (12, "General"),
    "结论备注": (30, "General"),
    "结论人": (10, "General"),
    "读数": (24, "General"),
    "原读": (24, "General"),
    "改为": (24, "General"),
    "时间": (19, "General"),
    "备注": (30, "General"),
    "代码": (26, "General"),
    "项目代码": (26, "General"),
    "指标": (22, "General"),
    "项目": (32, "General"),
    "申报值": (16, AMOUNT),
    "审计值": (16, AMOUNT),
    "差额": (14, AMOUNT),
    "本年/期末（元）": (20, AMOUNT),
    "上年/期初（元）": (20, AMOUNT),
    "文件": (40, "General"),
    "问题": (60, "General"),
    "注册地址": (30, "General"),
    "主营业务": (40, "General"),
}
_COLORED = ("级别", "结果")


def write(
    path: Path,
    dossiers: Iterable[Dossier],
    programme: Programme,
    dial: Dial,
    titles: Mapping[str, str] | None = None,
) -> None:
    """Write the workbook; submissions in the order given.

    Args:
        path: the file, `.xlsx`.
        dossiers: the submissions.
        programme: gives the Chinese names of the columns.
        dial: says which readings a person must look at.
        titles: Chinese names of the findings' codes; a code without one is shown as it is.
    """
    names = titles or {}
    folder = path.parent
    with workbook(path) as book:
        records = Table(book, "申报记录", _headings((*tables.record_titles(programme), MARK)))
        findings = Table(book, "疑点", _headings(tables.FINDING_TITLES))
        look = Table(book, MARK, _headings(tables.LOOK_TITLES))
        outcomes = Table(book, "核对结果", _headings(tables.OUTCOME_TITLES))
        figures = Table(book, "经营指标", _headings((*tables.FIGURE_TITLES, MARK)))
        corrections = Table(book, "改正", _headings(tables.CORRECTION_TITLES))
        statements = Table(book, "报表", _headings((*tables.STATEMENT_TITLES, MARK)))
        errors = Table(book, "读取问题", _headings(tables.ERROR_TITLES))
        for one in dossiers:
            leads = Leads(folder, one.record)
            asked = len(to_look_at(one.record, programme, dial))
            _add(records, [(*tables.record_row(one, programme), asked)])
            _add(findings, tables.findings(one, programme, names), leads)
            _add(look, tables.look_at(one, programme, dial), leads)
            _add(outcomes, tables.outcomes(one, programme, names), leads)
            marks = tables.figure_marks(one.record, programme, dial)
            _add(figures, _marked(tables.figures(one, programme), marks), leads)
            _add(corrections, tables.corrections(one, programme), leads)
            marks = tables.statement_marks(one.record, dial)
            _add(statements, _marked(tables.statements(one, programme), marks), leads)
            _add(errors, tables.errors(one, programme))
        for table in (records, findings, look, outcomes, figures, corrections, statements, errors):
            table.finish(frozen_columns=2)


def _marked(rows: Iterable[tables.Row], marks: Iterable[str | None]) -> Iterator[tables.Row]:
    for row, mark in zip(rows, marks, strict=True):
        yield (*row, mark)


def _headings(titles: tuple[str, ...]) -> list[Heading]:
    return [_heading(title) for title in titles]


def _heading(title: str) -> Heading:
    width, number_format = _SHOWN.get(title, (max(FEWEST_CHARACTERS, 2 * len(title)), "General"))
    return Heading(title, min(width, 60), number_format, title in _COLORED)


class Leads:
    """Links from places in a submission's files to the pages of its searchable PDF."""

    def __init__(self, folder: Path, record: Record) -> None:
        name = pdf_name(record.id)
        self._target = name if (folder / name).exists() else None
        self._first: dict[str, int] = {}  # the page before each file's first
        count = 0
        for file in record.files:
            self._first[file.path] = count
            count += file.pages

    def link(self, cell: Cell) -> str:
        """Return where a cell leads, empty where it does not."""
        if self._target is None or not isinstance(cell, Places) or cell.first is None:
            return ""
        file, page = cell.first
        if file not in self._first:
            return ""
        return f"external:{self._target}#page={self._first[file] + page}"


def _add(table: Table, rows: Iterable[tables.Row], leads: Leads | None = None) -> None:
    for row in rows:
        color = next((COLORS[cell] for cell in _marks(table, row)), "")
        table.add(row, color, [leads.link(cell) if leads else "" for cell in row])


def _marks(table: Table, row: tables.Row) -> list[str]:
    """Return the cells that have a colour: a severity, or the end of a comparison."""
    return [
        str(cell)
        for heading, cell in zip(table.headings, row, strict=True)
        if heading.colored and cell in COLORS
    ]
