"""The readings of a record that a person must look at, named as a person names them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from extract.calibration import Dial
from extract.programme import Programme
from extract.records import Audit, License, Reading, Record, StatementKind

from .columns import columns

STATEMENTS: dict[StatementKind, str] = {
    "balance_sheet": "资产负债表",
    "income_statement": "利润表",
    "cash_flow": "现金流量表",
}
SCOPES = {"consolidated": "合并", "separate": "单体"}
MARK = "需人工核对"
CURRENT, PRIOR = "本年/期末", "上年/期初"
_AUDIT_FACTS = {
    "firm": "会计师事务所",
    "report_number": "报告文号",
    "report_date": "报告日期",
    "entity": "被审计单位",
    "fiscal_year": "年度",
    "opinion": "审计意见",
    "scope": "口径",
    "unit": "单位",
    "regulatory_code": "监管编码",
}
_LICENSE_FACTS = {
    "name": "名称",
    "uscc": "统一社会信用代码",
    "legal_representative": "法定代表人",
    "established": "成立日期",
    "address": "住所",
    "registered_capital": "注册资本",
}


class Named(NamedTuple):
    """A reading, with the paper that it stands on and what it is there."""

    paper: str
    item: str
    reading: Reading


def to_look_at(record: Record, programme: Programme, dial: Dial) -> list[Named]:
    """Return the readings that the dial does not let pass, in the order of the papers."""
    return [one for one in named(record, programme) if dial.asks_for(one.reading)]


def named(record: Record, programme: Programme) -> Iterator[Named]:
    """Yield all readings of a record; a statement's figures row by row."""
    for column in columns(programme, per_year=True):
        reading = record.reading(column.spec.id, column.year)
        if reading is not None:
            yield Named("申报表", column.title, reading)
    if record.audit is not None:
        yield from _facts(record.audit, "审计报告", _AUDIT_FACTS)
        yield from _figures(record.audit)
    if record.license is not None:
        yield from _facts(record.license, "营业执照", _LICENSE_FACTS)


def _facts(found: Audit | License, paper: str, names: dict[str, str]) -> Iterator[Named]:
    for fact, name in names.items():
        reading = getattr(found, fact)
        if isinstance(reading, Reading):
            yield Named(paper, name, reading)


def _figures(audit: Audit) -> Iterator[Named]:
    for statement in audit.statements:
        paper = f"{STATEMENTS[statement.kind]}（{SCOPES[statement.scope]}）"
        for row in statement.rows:
            for column, figure in ((CURRENT, row.current), (PRIOR, row.prior)):
                if figure is not None:
                    yield Named(paper, f"{row.label} {column}", figure)
