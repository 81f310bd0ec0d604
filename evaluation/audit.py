"""The audit report: its facts, and the figures of its statements line by line."""

from __future__ import annotations

from collections.abc import Iterator

from extract.records import Audit, PageType, Reading, Record, StatementKind, Value

from .comparison import Comparison, Question, compare
from .fields import read_fact, value_type
from .labelled import Labelled
from .truth import STATEMENTS

CENT = 0.005  # yuan; figures of statements are printed to the cent
OPINION: tuple[PageType, ...] = ("audit_opinion",)
STATEMENT_FACTS = ("scope", "unit")
FACTS = ("firm", "report_number", "report_date", "entity", "fiscal_year", "opinion")
COLUMNS = ("current", "prior")


def compare_audit(labelled: Labelled, record: Record) -> Iterator[Comparison]:
    """Compare the facts; those of a report that is not there are extra."""
    truth, read = labelled.truth.audit, record.audit
    for fact in FACTS + STATEMENT_FACTS:
        reading = read_fact(read, fact)
        pages = STATEMENTS if fact in STATEMENT_FACTS else OPINION
        if truth is not None:
            value: Value = getattr(truth, fact)
            yield compare(
                labelled, Question("audit", fact, value_type(value), value, pages), reading
            )
        elif reading is not None and reading.value is not None:
            yield compare(labelled, Question("audit", fact, "extra", None, pages), reading)


def compare_lines(labelled: Labelled, record: Record) -> Iterator[Comparison]:
    """Compare every figure of the truth's lines, then figures of lines that it does not have."""
    for statement in STATEMENTS:
        yield from _statement(labelled, record.audit, statement)


def _statement(
    labelled: Labelled, read: Audit | None, statement: StatementKind
) -> Iterator[Comparison]:
    audit = labelled.truth.audit
    true_lines = audit.statement(statement) if audit is not None else {}
    read_lines = _lines(read, statement)
    for line in sorted(true_lines.keys() | read_lines.keys()):
        for index, column in enumerate(COLUMNS):
            reading = read_lines[line][index] if line in read_lines else None
            value = true_lines[line][index] if line in true_lines else None
            if line not in true_lines and (reading is None or reading.value is None):
                continue
            kind = value_type(value) if line in true_lines else "extra"
            what = f"{statement}.{line}@{column}"
            question = Question("lines", what, kind, value, (statement,), CENT)
            yield compare(labelled, question, reading)


def _lines(
    read: Audit | None, statement: StatementKind
) -> dict[str, tuple[Reading | None, Reading | None]]:
    if read is None:
        return {}
    match statement:
        case "balance_sheet":
            return read.balance_sheet
        case "income_statement":
            return read.income_statement
        case "cash_flow":
            return read.cash_flow
