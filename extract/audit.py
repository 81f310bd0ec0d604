"""The audit report: who reported on whom, when, how, and the statements behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .audit_facts import entity, firm, regulatory_code, report_date, report_number
from .audit_opinion import read_opinion
from .columns import LOST_HEAD, is_dash
from .evidence import ReadingOrigin, of_words, reading
from .page_types import AUDIT, TypedPage, of_type
from .pages import Page
from .reconciliation import reconcile
from .records import Audit, Reading, Scope, Statement, StatementKind, StatementRow
from .statements import Figure, PrintedLine, StatementPage, read_statements
from .values import amount
from .vocabulary import Vocabulary

KINDS: tuple[StatementKind, ...] = ("balance_sheet", "income_statement", "cash_flow")


def read_audit(typed: Sequence[TypedPage], vocabulary: Vocabulary) -> Audit | None:
    """Return the report of a submission's pages, None where there is no page of one."""
    pages = of_type(typed, *AUDIT)
    if not pages:
        return None
    printed = [
        found
        for kind in KINDS
        for found in read_statements(of_type(typed, kind), kind, vocabulary.statements)
    ]
    printed = reconcile(printed, vocabulary.identities)
    scope: Scope = "consolidated" if any(p.scope == "consolidated" for p in printed) else "separate"
    statements = _statements(printed)
    main = [s for s in statements if s.scope == scope]
    opinion_pages = of_type(typed, "audit_opinion")
    opinion, going_concern = read_opinion(opinion_pages, vocabulary.audit)
    return Audit(
        firm=firm(opinion_pages, vocabulary.audit),
        report_number=report_number(opinion_pages, vocabulary.audit),
        report_date=report_date(opinion_pages, vocabulary.audit),
        entity=entity(opinion_pages, printed, vocabulary.audit),
        fiscal_year=_fiscal_year(printed),
        opinion=opinion,
        scope=_scope(printed, scope),
        unit=_unit(printed),
        balance_sheet=_by_line(main, "balance_sheet"),
        income_statement=_by_line(main, "income_statement"),
        cash_flow=_by_line(main, "cash_flow"),
        statements=tuple(statements),
        regulatory_code=regulatory_code(opinion_pages, vocabulary.audit),
        going_concern=going_concern,
    )


def _statements(printed: Sequence[StatementPage]) -> list[Statement]:
    """Put pages of one statement, scope and year together, in the order of the report."""
    groups: dict[tuple[StatementKind, Scope, int | None], list[StatementPage]] = {}
    year: int | None = None
    for page in printed:
        year = page.year or year
        groups.setdefault((page.kind, page.scope or "separate", year), []).append(page)
    return [
        Statement(
            kind=kind,
            scope=scope,
            year=of_year,
            unit=pages[0].unit,
            rows=tuple(_row(line, page.unit) for page in pages for line in page.lines),
            complete=all(map(_is_bound, pages)),
        )
        for (kind, scope, of_year), pages in groups.items()
    ]


def _is_bound(page: StatementPage) -> bool:
    """Tell whether a page's lines were read, and every one of them bound to a figure."""
    lines = page.lines
    return bool(lines) and all(line.current or line.prior for line in lines)


def _row(line: PrintedLine, unit: str) -> StatementRow:
    return StatementRow(
        label=line.label,
        line=line.line,
        current=_figure(line.current, unit),
        prior=_figure(line.prior, unit),
    )


def _figure(figure: Figure | None, unit: str) -> Reading | None:
    """Return a figure in yuan; a dash is printed for nothing and is zero."""
    if figure is None:
        return None
    word = figure.word
    if is_dash(word.text):
        return of_words(figure.page, [word], 0, word.text).model_copy(update={"unit": unit})
    unsure = word.unread or (word.origin == "ocr" and LOST_HEAD.match(word.text))
    parsed = amount.parse(_closed(word.text), unit) if not unsure else None
    value = parsed.in_unit("元") if parsed is not None else None
    found = of_words(figure.page, [word], value, word.first_reading or word.text)
    origin = "reconciled" if word.first_reading else found.origin
    note = "数字被遮挡或模糊，读不清，请看原件。" if value is None else None
    return found.model_copy(update={"unit": unit, "origin": origin, "note": note})


def _closed(text: str) -> str:
    """Return a figure with the bracket that recognition lost at its end."""
    lost = text[:1] in "(（" and text[-1:].isdigit()
    return f"{text})" if lost else text


def _by_line(
    statements: Iterable[Statement], kind: StatementKind
) -> dict[str, tuple[Reading | None, Reading | None]]:
    """Return the figures of the lines that have an id; of several years the latest report's."""
    chosen = [s for s in statements if s.kind == kind]
    latest = max((s.year or 0 for s in chosen), default=0)
    found: dict[str, tuple[Reading | None, Reading | None]] = {}
    for statement in chosen:
        if (statement.year or 0) != latest:
            continue
        for row in statement.rows:
            known = found.get(row.line or "")
            if row.line is None or (known is not None and any(known)):
                continue
            if _is_printed(row.current) or _is_printed(row.prior):
                found[row.line] = (_printed_only(row.current), _printed_only(row.prior))
    return found


def _is_printed(figure: Reading | None) -> bool:
    return figure is not None and any(c.isdigit() for c in figure.text)


def _printed_only(figure: Reading | None) -> Reading | None:
    return figure if _is_printed(figure) else None


def _scope(printed: Sequence[StatementPage], scope: Scope) -> Reading | None:
    for page in printed:
        if (page.scope or "separate") == scope and page.lines:
            first = page.lines[0]
            return reading(scope, "", first.page, first.box, 0.99, _origin(first.page))
    return None


def _unit(printed: Sequence[StatementPage]) -> Reading | None:
    for page in printed:
        if page.unit_word is not None and page.lines:
            return of_words(page.lines[0].page, [page.unit_word], page.unit, page.unit_word.text)
    for page in printed:
        if page.lines:
            first = page.lines[0]
            return reading(
                page.unit,
                "",
                first.page,
                first.box,
                0.7,
                _origin(first.page),
                note="报表未注明单位，按元计。",
            )
    return None


def _fiscal_year(printed: Sequence[StatementPage]) -> Reading | None:
    years = {p.year: p for p in printed if p.year and p.lines}
    if not years:
        return None
    year = max(years)
    first = years[year].lines[0]
    return reading(year, str(year), first.page, first.box, 0.99, _origin(first.page))


def _origin(page: Page) -> ReadingOrigin:
    """Return what a value was read from that stands in no word of its own."""
    return "text" if page.digital else "ocr"
