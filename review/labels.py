"""What people are shown: names of things, values, times."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from archive.columns import OPINIONS, Column, flat
from archive.readings import audit_year
from archive.to_look_at import SCOPES, STATEMENTS
from extract.programme import FieldSpec, Programme
from extract.records import PageType, Reading, Record, Value

PAGE_TYPES: Mapping[PageType, str] = {
    "cover": "封面",
    "instructions": "填报说明",
    "form": "申报表",
    "body": "正文",
    "commitment": "承诺书",
    "business_license": "营业执照",
    "audit_opinion": "审计意见",
    "balance_sheet": "资产负债表",
    "income_statement": "利润表",
    "cash_flow": "现金流量表",
    "equity_changes": "权益变动表",
    "audit_notes": "审计附注",
    "hightech_certificate": "高新证书",
    "premises_proof": "场所证明",
    "customer_evaluation": "客户评价",
    "policy_document": "政策文件",
    "other": "其他",
}
ORIGINS = {
    "text": "电子文字",
    "ocr": "图像识别",
    "reconciled": "按勾稽重认",
    "reviewer": "人工改正",
}
FACTS = {
    "audit.firm": "会计师事务所",
    "audit.report_number": "报告文号",
    "audit.report_date": "报告日期",
    "audit.entity": "被审计单位",
    "audit.fiscal_year": "审计年度",
    "audit.opinion": "审计意见",
    "audit.scope": "报表口径",
    "audit.unit": "金额单位",
    "audit.regulatory_code": "报告编码",
    "license.name": "名称",
    "license.uscc": "统一社会信用代码",
    "license.legal_representative": "法定代表人",
    "license.established": "成立日期",
    "license.address": "住所",
    "license.registered_capital": "注册资本",
}
ACTIONS = {
    "file": "收入",
    "arrive": "再次收到",
    "check": "核对",
    "fail": "未能处理",
    "correct": "改正",
    "decide": "结论",
    "undo": "撤销",
    "lapse": "失效",
}
STATES = {"agrees": "一致", "disagrees": "不一致", "unchecked": "无法核对"}


def figure(value: float) -> str:
    """Return a number with separators and no more digits than it has, at most six decimals."""
    if isinstance(value, int) or float(value).is_integer():
        return f"{value:,.0f}"
    return f"{value:,.6f}".rstrip("0")


def shown(value: Value, unit: str | None = None) -> str:
    """Return a value as people read it; empty for none."""
    if isinstance(value, bool | int | float):
        return f"{figure(value)} {unit or ''}".strip()
    text = flat(value)
    return "" if text is None else str(text)


def spec_of(programme: Programme, record: Record, field: str) -> FieldSpec | None:
    """Return what the form of this applicant, or the cover, says of a field."""
    own = programme.kind(record.kind).form.field(field) if record.kind else None
    return own or programme.cover.field(field)


def unit_of(programme: Programme, record: Record, cell: str, reading: Reading) -> str | None:
    """Return the unit of a reading's value: the field's for the form, yuan for statements."""
    if cell.startswith("audit."):
        return "元" if "@" in cell else None
    spec = spec_of(programme, record, cell.partition("@")[0])
    return spec.unit if spec else reading.unit


def value_at(programme: Programme, record: Record, cell: str, reading: Reading) -> str:
    """Return a cell's value as people read it."""
    if cell == "audit.opinion":
        return OPINIONS.get(str(reading.value), str(reading.value))
    if cell == "audit.scope":
        return SCOPES.get(str(reading.value), str(reading.value))
    if cell == "audit.fiscal_year":
        return str(reading.value)
    if cell.startswith("audit.") and isinstance(reading.value, int | float):
        return f"{reading.value:,.2f} 元"
    return shown(reading.value, unit_of(programme, record, cell, reading))


def year_of(record: Record, cell: str) -> str:
    """Return the year a cell is about, empty for one without."""
    when = cell.partition("@")[2]
    if when not in ("current", "prior"):
        return when
    year = audit_year(record.audit) if record.audit else None
    return "" if year is None else str(year if when == "current" else year - 1)


def cell_label(programme: Programme, record: Record, cell: str) -> str:
    """Return what a cell is called, with its year."""
    if cell in FACTS:
        return FACTS[cell]
    name, _, year = cell.partition("@")
    if name.startswith("audit.statements.") and record.audit is not None:
        _, _, statement, row = name.split(".")
        printed = record.audit.statements[int(statement)]
        scope = SCOPES[printed.scope] + STATEMENTS[printed.kind]
        when = year_of(record, cell) or ("本期" if year == "current" else "上期")
        return f"{scope} {printed.rows[int(row)].label.strip()} {when}"
    if name.startswith("audit."):
        return f"审计报告 {name.removeprefix('audit.')} {year_of(record, cell)}".strip()
    spec = spec_of(programme, record, name)
    return Column(spec, year or None).title if spec else cell


def when(at: str) -> str:
    """Return a stored time as people here read it."""
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}" if at else ""
