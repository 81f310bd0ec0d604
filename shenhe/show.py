"""`shenhe show ID`: one record and its findings, for the terminal."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from rich.console import RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from archive import Archive, Correction, Decision
from archive.columns import OPINIONS, subject
from archive.decisions import VERDICTS
from archive.decisions import label as verdict_label
from archive.history import Entry, local_time
from archive.to_look_at import MARK, to_look_at
from checks.findings import Finding, Report, State
from extract.calibration import Dial
from extract.programme import FieldSpec
from extract.records import Evidence, Reading, Record

from .console import kind_text, out, severity_text
from .notices import LoadedNotice

STATES: dict[State, str] = {"agrees": "一致", "disagrees": "不一致", "unchecked": "未能核对"}
MOST = 0.999  # confidence that is shown short of certainty
WIDTH = 60  # characters of a value in a table
HASH = 12  # characters of a hash
ACTIONS = {
    "file": "收入",
    "arrive": "再次收到",
    "check": "核对",
    "correct": "改正读数",
    "decide": "作出结论",
    "undo": "撤销",
    "lapse": "改正失效",
}


Decisions = Mapping[tuple[str, str], Decision]


def print_submission(
    store: Archive, submission: str, loaded: LoadedNotice, as_of: datetime | None = None
) -> None:
    """Print a submission as it stands, or as it stood at a moment."""
    record, report = store.record(submission, as_of=as_of), store.report(submission, as_of)
    decisions = store.decisions(submission, as_of)
    for part in _parts(record, report, decisions, loaded):
        out.print(part)
    corrections = store.corrections(submission, as_of)
    if corrections:
        out.print(_corrections(corrections, record, loaded))


def print_history(store: Archive, submission: str, as_of: datetime | None = None) -> None:
    """Print what happened to a submission, oldest first; up to a moment where one is given."""
    table = Table(title="历史", title_justify="left")
    for name in ("序号", "时间", "何人", "何事", "对象", "原为", "改为", "备注", "版本"):
        table.add_column(name, overflow="fold")
    for one in store.events(submission, as_of):
        old, new = told(one)
        cells = (one.subject, old, new, one.note, one.version)
        table.add_row(
            str(one.number),
            local_time(one.at),
            escape(one.who),
            ACTIONS.get(one.action, one.action),
            *map(escape, cells),
        )
    out.print(table)


def told(one: Entry) -> tuple[str, str]:
    """Return what an entry says stood there and stands there now, for people.

    A reading by its value, a decision by its name; of hashes the beginning.
    """
    return _said(one.old), _said(one.new)


def _said(text: str) -> str:
    try:
        content = json.loads(text)
    except ValueError:
        return verdict_label(text) if text in VERDICTS else text[:HASH]
    if not isinstance(content, dict):
        return text
    if "verdict" in content:
        return verdict_label(content["verdict"])
    return str(content.get("value", content.get("record", text)[:HASH]))


def _parts(
    record: Record, report: Report, decisions: Decisions, loaded: LoadedNotice
) -> Iterator[RenderableType]:
    scanned = sum(not page.digital for page in record.pages)
    yield f"[bold]{escape(record.id)}[/]  {kind_text(record.kind)}  {len(record.pages)} 页（扫描 {scanned}）"
    yield _asked(record, loaded)
    yield _fields(record, loaded)
    if record.audit is not None:
        yield _audit(record, loaded.dial)
    yield _outcomes(report)
    yield from _findings(report, decisions)
    if record.errors:
        yield _errors(record)


def _asked(record: Record, loaded: LoadedNotice) -> str:
    count = len(to_look_at(record, loaded.notice.programme, loaded.dial))
    head = f"准确率档位 {loaded.dial.accuracy}%："
    return head + (f"[red]{count} 项{MARK}[/]" if count else "没有读数需人工核对")


def _fields(record: Record, loaded: LoadedNotice) -> Table:
    programme = loaded.notice.programme
    specs = list(programme.cover.fields)
    if record.kind is not None:
        specs += programme.kind(record.kind).form.fields
    table = Table(title="申报表", title_justify="left")
    for name in ("栏目", "值", "位置", "把握"):
        table.add_column(name, overflow="fold")
    for spec in specs:
        for label, reading in _readings(record, spec):
            table.add_row(label, *_cells(reading, spec.unit, loaded.dial))
    return table


def _readings(record: Record, spec: FieldSpec) -> Iterator[tuple[str, Reading | None]]:
    found = record.fields.get(spec.id)
    if isinstance(found, dict):
        for year, reading in sorted(found.items()):
            yield f"{spec.label} {year}", reading
    else:
        yield spec.label, found


def _cells(reading: Reading | None, unit: str | None, dial: Dial) -> tuple[str, str, str]:
    if reading is None:
        return "[yellow]未找到[/]", "", ""
    value = "[yellow]（空）[/]" if reading.value is None else escape(_shown(reading, unit))
    sure = _sure(reading.confidence)
    asked = f"[red]{sure} {MARK}[/]"
    return value, escape(place(reading)), asked if dial.asks_for(reading) else sure


def _sure(confidence: float) -> str:
    """Return a confidence; only certainty itself is shown as 1."""
    return f"{confidence if confidence == 1 else min(confidence, MOST):.3f}"


def _shown(reading: Reading, unit: str | None) -> str:
    value = reading.value
    if isinstance(value, bool | int | float):
        return f"{value:,} {unit or ''}".strip()
    if isinstance(value, list):
        return "；".join(
            " ".join(str(part) for part in row.values()) if isinstance(row, dict) else row
            for row in value
        )
    return str(value)


def place(reading: Reading | Evidence) -> str:
    return f"{reading.file} 第{reading.page}页"


def _audit(record: Record, dial: Dial) -> Table:
    audit = record.audit
    assert audit is not None
    table = Table(title="审计报告", title_justify="left")
    for name in ("项目", "本年/期末", "上年/期初", "位置"):
        table.add_column(name, overflow="fold")
    facts = (
        ("会计师事务所", audit.firm),
        ("报告文号", audit.report_number),
        ("报告日期", audit.report_date),
        ("被审计单位", audit.entity),
        ("年度", audit.fiscal_year),
        ("审计意见", audit.opinion),
    )
    for label, reading in facts:
        table.add_row(
            label,
            escape(_fact(reading)) + _mark(reading, dial),
            "",
            escape(place(reading)) if reading else "",
        )
    for statement in audit.statements:
        for row in statement.rows:
            if row.line is not None:
                shown = row.current or row.prior
                table.add_row(
                    escape(row.label), _figure(row.current, dial), _figure(row.prior, dial),
                    escape(place(shown)) if shown else "",
                )  # fmt: skip
    return table


def _fact(reading: Reading | None) -> str:
    if reading is None:
        return "—"
    return OPINIONS.get(str(reading.value), str(reading.value))


def _figure(reading: Reading | None, dial: Dial) -> str:
    if reading is None:
        return "—"
    number = f"{reading.value:,.2f}" if isinstance(reading.value, int | float) else "—"
    return number + _mark(reading, dial)


def _mark(reading: Reading | None, dial: Dial) -> str:
    return f" [red]{MARK}[/]" if reading is not None and dial.asks_for(reading) else ""


def _outcomes(report: Report) -> Table:
    counts = Counter(outcome.state for outcome in report.outcomes)
    title = "核对：" + "，".join(f"{name} {counts[state]}" for state, name in STATES.items())
    table = Table(title=title, title_justify="left")
    table.add_column("结果")
    table.add_column("说明", overflow="fold")
    for outcome in report.outcomes:
        if outcome.state != "disagrees":
            table.add_row(STATES[outcome.state], escape(outcome.message))
    return table


def _findings(report: Report, decisions: Decisions) -> Iterator[RenderableType]:
    if not report.findings:
        yield "[green]没有疑点。[/]"
        return
    yield f"[bold]疑点 {len(report.findings)} 条（待核实）[/]"
    for number, finding in enumerate(report.findings, start=1):
        yield _finding(number, finding, decisions.get((finding.code, finding.key)))


def _finding(number: int, finding: Finding, decision: Decision | None) -> Text:
    head = f"{number}. [{severity_text(finding.severity)}] {escape(finding.message)}"
    text = Text.from_markup(head)
    for evidence in finding.evidence:
        text.append(
            f"\n     {place(evidence)}：{evidence.text[:WIDTH]}{sureness(evidence)}", style="dim"
        )
    if decision:
        text.append(f"\n     {_decided(decision, finding)}", style="bold")
    return text


def _decided(decision: Decision, finding: Finding) -> str:
    made = f"{VERDICTS[decision.verdict]}（{decision.who or '未署名'} {local_time(decision.at)}）"
    note = f"：{decision.note}" if decision.note else ""
    later = "" if decision.fits(finding) else "。此后疑点有变化，请再看"
    return f"结论：{made}{note}{later}"


def _corrections(corrections: Iterable[Correction], record: Record, loaded: LoadedNotice) -> Table:
    table = Table(title="审核人改正", title_justify="left")
    for name in ("读数", "原读", "改为", "何人何时", "备注"):
        table.add_column(name, overflow="fold")
    for one in corrections:
        old, new = (str(r.value) if r else "—" for r in (one.old, one.new))
        who = f"{one.who or '未署名'} {local_time(one.at)}"
        cell = subject(one.cell, record.kind, loaded.notice.programme)
        table.add_row(*map(escape, (cell, old, new, who, one.note)))
    return table


def sureness(evidence: Reading | Evidence) -> str:
    """Return how sure a recognised reading is; of a page's own text there is nothing to say."""
    if not isinstance(evidence, Reading) or evidence.origin not in ("ocr", "reconciled"):
        return ""
    return f"（识别把握 {evidence.confidence:.2f}）"


def _errors(record: Record) -> Table:
    table = Table(title="读取问题", title_justify="left")
    table.add_column("文件", overflow="fold")
    table.add_column("说明", overflow="fold")
    for error in record.errors:
        where = error.file + (f" 第{error.page}页" if error.page else "")
        table.add_row(escape(where), escape(error.message))
    return table
