"""Rows of the tables that an export writes, whatever the file format.

Each function yields the rows of one submission in the order of its `…_TITLES`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checks.findings import Finding
from extract.calibration import Dial
from extract.programme import FieldSpec, Programme
from extract.records import Audit, Reading, Record, Statement, StatementRow

from .catalogue import Dossier
from .columns import (
    SEVERITIES,
    STATES,
    Cell,
    columns,
    flat,
    kind_label,
    places,
    quotes,
    subject,
    unit_name,
    written,
)
from .decisions import UNDECIDED, Decision, label
from .history import local_time
from .readings import audit_year
from .to_look_at import CURRENT, PRIOR, SCOPES, STATEMENTS, to_look_at

Row = tuple[Cell, ...]

FINDING_TITLES = (
    "编号",
    "名称",
    "级别",
    "疑点",
    "对象",
    "说明",
    "可信度",
    "出处",
    "原文",
    "结论",
    "结论备注",
    "结论人",
    "代码",
    "规则版本",
)
CORRECTION_TITLES = ("编号", "名称", "读数", "原读", "改为", "改正人", "时间", "备注", "出处")
OUTCOME_TITLES = ("编号", "名称", "核对项", "对象", "结果", "说明", "出处", "原文", "代码")
FIGURE_TITLES = (
    "编号",
    "名称",
    "指标",
    "单位",
    "年份",
    "申报值",
    "审计值",
    "差额",
    "级别",
    "申报出处",
    "审计出处",
)
STATEMENT_TITLES = (
    "编号",
    "名称",
    "报表",
    "口径",
    "年度",
    "项目",
    "本年/期末（元）",
    "上年/期初（元）",
    "出处",
    "项目代码",
)
LOOK_TITLES = ("编号", "名称", "材料", "栏目", "值", "原文", "把握", "备注", "出处")
ERROR_TITLES = ("编号", "名称", "文件", "页", "问题")

# Where the audit report states what the form asks for: field id -> statement, line.
AUDITED = {
    "total_assets": ("balance_sheet", "total_assets"),
    "net_assets": ("balance_sheet", "total_equity"),
    "operating_revenue": ("income_statement", "operating_revenue"),
    "net_profit": ("income_statement", "net_profit"),
}
_YUAN = {"元": 1.0, "万元": 1e4, "亿元": 1e8}
_DECIMALS = 6  # of a difference; below it lies only the noise of binary fractions
_ORDER = ("high", "medium", "low")


def record_titles(programme: Programme) -> tuple[str, ...]:
    fields = (column.title for column in columns(programme, per_year=False))
    return ("编号", "名称", "类型", "文件数", "页数", "疑点：高", "疑点：中", "疑点：低", *fields)


def record_row(dossier: Dossier, programme: Programme) -> Row:
    """Return what the form says but for the figures by year; those are `figures`."""
    record = dossier.record
    severities: list[str] = [one.severity for one in dossier.report.findings]
    return (
        record.id,
        unit_name(record, programme),
        kind_label(record, programme),
        len(record.files),
        len(record.pages),
        *(severities.count(severity) for severity in _ORDER),
        *(column.cell(record) for column in columns(programme, per_year=False)),
    )


def findings(dossier: Dossier, programme: Programme, titles: Mapping[str, str]) -> Iterator[Row]:
    """Yield the findings, the gravest first; `titles` are Chinese names of their codes."""
    name = unit_name(dossier.record, programme)
    for one in sorted(dossier.report.findings, key=lambda one: _ORDER.index(one.severity)):
        yield (
            dossier.record.id,
            name,
            SEVERITIES[one.severity],
            titles.get(one.code, one.code),
            subject(one.key, dossier.record.kind, programme),
            one.message,
            one.confidence,
            places(one.evidence),
            quotes(one.evidence),
            *_decided(dossier.decision(one), one),
            one.code,
            one.rule_version,
        )


def corrections(dossier: Dossier, programme: Programme) -> Iterator[Row]:
    """Yield the reviewers' corrections in force, oldest first."""
    name = unit_name(dossier.record, programme)
    for one in dossier.corrections:
        yield (
            dossier.record.id,
            name,
            subject(one.cell, dossier.record.kind, programme),
            flat(one.old.value) if one.old else None,
            flat(one.new.value) if one.new else None,
            flat(one.who),
            local_time(one.at),
            flat(one.note),
            places([held] if (held := one.new or one.old) else []),
        )


def _decided(decision: Decision | None, finding: Finding) -> Row:
    if decision is None:
        return label(UNDECIDED), None, None
    later = "" if decision.fits(finding) else "（此后疑点有变化）"
    return label(decision.verdict) + later, flat(decision.note), flat(decision.who)


def outcomes(dossier: Dossier, programme: Programme, titles: Mapping[str, str]) -> Iterator[Row]:
    """Yield every comparison: those that agree, disagree, and could not be made."""
    name = unit_name(dossier.record, programme)
    for one in dossier.report.outcomes:
        yield (
            dossier.record.id,
            name,
            titles.get(one.code, one.code),
            subject(one.key, dossier.record.kind, programme),
            STATES[one.state],
            one.message,
            places(one.evidence),
            quotes(one.evidence),
            one.code,
        )


def figures(dossier: Dossier, programme: Programme) -> Iterator[Row]:
    """Yield the form's figures by year, each beside the audit report's where that has it."""
    record = dossier.record
    name = unit_name(record, programme)
    for spec, year, claimed, audited in _pairs(record, programme):
        yield (
            record.id,
            name,
            spec.label,
            spec.unit,
            int(year),
            *_compared(spec, claimed, audited),
            _severity(dossier.report.findings, f"{spec.id}@{year}"),
            places([claimed] if claimed else []),
            places([audited] if audited else []),
        )


def figure_marks(record: Record, programme: Programme, dial: Dial) -> Iterator[str | None]:
    """Yield, for each row of `figures`, which of its values a person must look at."""
    for _, _, claimed, audited in _pairs(record, programme):
        yield _asked(dial, ("申报值", claimed), ("审计值", audited))


def _pairs(
    record: Record, programme: Programme
) -> Iterator[tuple[FieldSpec, str, Reading | None, Reading | None]]:
    """Yield (field, year, claimed, audited) where either is there."""
    if record.kind is None:
        return
    for spec in programme.kind(record.kind).form.fields:
        for year in programme.years if spec.per_year else ():
            claimed = record.reading(spec.id, year)
            audited = _audited(record.audit, spec.id, year)
            if claimed or audited:
                yield spec, year, claimed, audited


def statements(dossier: Dossier, programme: Programme) -> Iterator[Row]:
    """Yield the statements of the audit report line by line, as printed."""
    record = dossier.record
    name = unit_name(record, programme)
    for statement in record.audit.statements if record.audit else ():
        for row in statement.rows:
            yield (record.id, name, *_statement_cells(statement, row))


def statement_marks(record: Record, dial: Dial) -> Iterator[str | None]:
    """Yield, for each row of `statements`, which of its figures a person must look at."""
    for statement in record.audit.statements if record.audit else ():
        for row in statement.rows:
            yield _asked(dial, (CURRENT, row.current), (PRIOR, row.prior))


def look_at(dossier: Dossier, programme: Programme, dial: Dial) -> Iterator[Row]:
    """Yield the readings that a person must look at."""
    name = unit_name(dossier.record, programme)
    for paper, item, reading in to_look_at(dossier.record, programme, dial):
        yield (
            dossier.record.id,
            name,
            paper,
            written(item),
            flat(reading.value),
            written(reading.text),
            reading.confidence,
            written(reading.note or ""),
            places([reading]),
        )


def errors(dossier: Dossier, programme: Programme) -> Iterator[Row]:
    """Yield what could not be read, and why."""
    name = unit_name(dossier.record, programme)
    for one in dossier.record.errors:
        yield dossier.record.id, name, flat(one.file), one.page, flat(one.message)


def _audited(audit: Audit | None, field: str, year: str) -> Reading | None:
    latest = audit_year(audit) if audit else None
    if audit is None or latest is None or field not in AUDITED:
        return None
    statement, line = AUDITED[field]
    current, prior = getattr(audit, statement).get(line, (None, None))
    found: Reading | None = {latest: current, latest - 1: prior}.get(int(year))
    return found


def _compared(spec: FieldSpec, claimed: Reading | None, audited: Reading | None) -> Row:
    """Return the claimed and the audited value in the form's unit, and their difference."""
    first = flat(claimed.value) if claimed else None
    second = audited.value if audited else None
    if not isinstance(second, int | float):
        return first, None, None
    scaled = round(second / _YUAN.get(spec.unit or "", 1.0), _DECIMALS)
    apart = round(first - scaled, _DECIMALS) if isinstance(first, int | float) else None
    return first, scaled, apart


def _asked(dial: Dial, *readings: tuple[str, Reading | None]) -> str | None:
    """Return the names of those readings that a person must look at, None where there are none."""
    asked = [name for name, one in readings if one is not None and dial.asks_for(one)]
    return "、".join(asked) or None


def _severity(findings: tuple[Finding, ...], key: str) -> str | None:
    found = [one.severity for one in findings if one.key == key]
    return SEVERITIES[min(found, key=_ORDER.index)] if found else None


def _statement_cells(statement: Statement, row: StatementRow) -> Row:
    readings = [one for one in (row.current, row.prior) if one]
    return (
        STATEMENTS[statement.kind],
        SCOPES[statement.scope],
        statement.year,
        flat(row.label),
        flat(row.current.value) if row.current else None,
        flat(row.prior.value) if row.prior else None,
        places(readings),
        row.line,
    )
