"""The audited statements on paper: ruled, half ruled or unruled; one or two panels; one or two scopes."""

from __future__ import annotations

import random
from dataclasses import dataclass

from . import fonts, pictures
from .canvas import A4, BLACK, Sheet
from .charts import Line, charts, printed
from .facts import Audit
from .ledger import Books
from .style import RETYPED, Style

TITLES = {"balance_sheet": "资产负债表", "income_statement": "利润表", "cash_flow": "现金流量表"}
UNITS = {1: "元", 1000: "千元", 10_000: "万元"}
OTHER_RULES = ("bars", "dotted", "upright", "ends")
RED = (0.8, 0.05, 0.05)
BRACKETS = {"()": "()", "（）": "（）"}
FORMS = {"balance_sheet": "01", "income_statement": "02", "cash_flow": "03"}


@dataclass(frozen=True)
class Column:
    """A column of figures: whose books, which year, 0 for the report's year and 1 for the one before."""

    books: Books
    scope: str
    year: int
    place: int
    head: str
    marked: bool


def money(fen: int, style: Style, zero: str) -> str:
    """The statements' unit to two places with separators; negatives in the style's way."""
    if fen == 0:
        return zero
    shown = abs(fen) / 100 / style.statement_unit
    text = f"{shown:,.2f}" if abs(fen) < 10**15 else f"{abs(fen) // 100:,}"
    if style.loose_commas:
        text = text.replace(",", ", ")
    if fen > 0:
        return text
    if style.negative in BRACKETS:
        left, right = BRACKETS[style.negative]
        return left + text + right
    return ("-" if style.negative == "red" else style.negative) + text


def as_printed(fen: int, unit: int) -> float:
    """A figure in 元 to the two places that its printed unit shows."""
    return fen / 100 if unit == 1 else round(round(fen / 100 / unit, 2) * unit, 2)


def figure(books: Books, statement: str, line_id: str, year: int) -> int:
    table = books.sheets if statement == "balance_sheet" else books.flows
    return table[year].get(line_id, 0)


def _stretched(lines: list[Line], count: int) -> list[Line]:
    """Empty rows before the grand total, so that both panels of an account form end on one line."""
    empty = [Line("", "", "group")] * max(0, count - len(lines))
    return [*lines[:-1], *empty, lines[-1]]


class Statements:
    """Draws the statements of one audit report."""

    def __init__(self, audit: Audit, style: Style, rng: random.Random) -> None:
        self.audit, self.style, self.rng = audit, style, rng
        self.font, self.bold = style.font("audit"), style.font("audit-bold")
        self.digits = style.font("digits") if style.family != "a" else None
        self.lines = charts(audit.main.small, audit.main.consolidated)
        self.notes: dict[str, int] = {}
        self.four = audit.parent is not None and style.family in "cd"

    def sheets(self) -> list[Sheet]:
        out: list[Sheet] = []
        for books, scope in self._sets():
            for statement in TITLES:
                out += self._statement(statement, books, scope)
        return out

    def _sets(self) -> list[tuple[Books, str]]:
        """Consolidated and parent statements one after the other, or both in one table."""
        audit = self.audit
        if audit.parent is None or self.four:
            return [(audit.main, "合并" if audit.main.consolidated and not self.four else "")]
        return [(audit.main, "合并"), (audit.parent, "母公司")]

    def _columns(self, statement: str, books: Books) -> list[Column]:
        year = self.audit.fiscal_year
        heads = self.style.headers[:2] if statement == "balance_sheet" else self.style.headers[2:]
        if self.audit.main.small and self.style.family == "a":
            heads = (
                ("期末余额", "年初余额")
                if statement == "balance_sheet"
                else ("本年累计金额", "上年金额")
            )
        names = [h.format(y=year, p=year - 1) for h in heads]
        pairs = [(year, 0, names[0]), (year - 1, 1, names[1])]
        if not self.style.newest_first:
            pairs.reverse()
        sources = [(books, "")]
        if self.four:
            sources = [(self.audit.main, "合并"), (self.audit.parent or books, "公司")]
        columns = [Column(b, scope, y, place, name, b is self.audit.main)
                   for y, place, name in pairs for b, scope in sources]  # fmt: skip
        if self.style.scope_first:
            columns.sort(key=lambda column: column.scope == "公司")
        return columns

    def _statement(self, statement: str, books: Books, scope: str) -> list[Sheet]:
        columns = self._columns(statement, books)
        title = scope + TITLES[statement]
        if self.four:
            title = "合并及公司" + TITLES[statement]
        lines = charts(books.small, books.consolidated)
        if statement != "balance_sheet":
            panel = lines["income" if statement == "income_statement" else "cash"]
            return self._pages(statement, title, panel, columns)
        if self.style.panel and not self.four:
            return [
                self._page(
                    statement,
                    title,
                    [_stretched(lines["assets"], len(lines["claims"])), lines["claims"]],
                    columns,
                    "资　　产",
                    wide=True,
                )
            ]
        first = self._page(statement, title, [lines["assets"]], columns, "资　　产")
        second = self._page(
            statement, f"{title}（续）", [lines["claims"]], columns, "负债和所有者权益"
        )
        return [first, second]

    def _pages(
        self, statement: str, title: str, panel: list[Line], columns: list[Column]
    ) -> list[Sheet]:
        """One page, or two cut at any row; the second with or without title and header."""
        if not self.style.over_pages:
            return [self._page(statement, title, [panel], columns, "项　　目")]
        cut = self.rng.randint(len(panel) // 2, len(panel) - 4)
        first = self._page(statement, title, [panel[:cut]], columns, "项　　目", foot=False)
        title = f"{title}（续）" if self.style.over_pages == "headed" else ""
        start = 1 + sum(1 for line in panel[:cut] if line.id)
        second = self._page(statement, title, [panel[cut:]], columns, "项　　目", number=start)
        return [first, second]

    def _page(self, statement: str, title: str, panels: list[list[Line]], columns: list[Column],
              head: str, wide: bool = False, foot: bool = True, number: int = 1) -> Sheet:  # fmt: skip
        size = (A4[1], A4[0]) if wide or len(columns) == 4 else A4
        sheet = Sheet(statement, *size)
        margin = 40 if size[0] > 600 else 52
        y = self._head(sheet, statement, title, margin) if title else 64
        deep = 0 if not title else 2 if len(columns) == 4 else 1
        count = max(len(p) for p in panels)
        tall = min(23.0, (sheet.height - y - 95) / (count + deep))
        room = (sheet.width - 2 * margin) / len(panels)
        for i, panel in enumerate(panels):
            words = head if i == 0 else "负债和所有者权益（或股东权益）"
            start = number + sum(1 for p in panels[:i] for line in p if line.id)
            self._panel(
                sheet,
                statement,
                panel,
                columns,
                words,
                margin + i * room,
                y,
                room,
                tall,
                count,
                start,
                deep,
            )
        if foot:
            self._foot(sheet, margin, y + tall * (count + deep) + 18)
        elif self.style.family in RETYPED and self.rng.random() < 0.5:
            self._seal_over(sheet, margin, y + tall * count * self.rng.uniform(0.3, 0.7))
        return sheet

    def _head(self, sheet: Sheet, statement: str, title: str, margin: float) -> float:
        wide = fonts.width(title, 17, self.bold)
        sheet.text((sheet.width - wide) / 2, 62, title, self.bold, 17)
        year = self.audit.fiscal_year
        form = ("会小企" if self.audit.main.small else "会企") + FORMS[statement] + "表"
        right = sheet.width - margin
        sheet.text(right - fonts.width(form, 9.5, self.font), 76, form, self.font, 9.5)
        sheet.text(margin, 92, f"编制单位：{self.audit.entity}", self.font, 9.5)
        period = f"{year}年12月31日" if statement == "balance_sheet" else f"{year}年度"
        sheet.text(
            (sheet.width - fonts.width(period, 9.5, self.font)) / 2 + 20, 92, period, self.font, 9.5
        )
        unit = "单位：元" if self.style.family != "b" else "金额单位：人民币元"
        if self.style.family in RETYPED:
            unit = f"{'金额单位：人民币' if self.style.family == 'e' else '单位:'}{UNITS[self.audit.unit]}"
        sheet.text(right - fonts.width(unit, 9.5, self.font), 92, unit, self.font, 9.5)
        return 99

    def _widths(self, room: float, columns: int) -> list[float]:
        """Label, note or 行次 (0 where there is none), then the figures."""
        small = 30 if self.style.columns != "plain" else 0
        share = 0.235 if columns == 2 else 0.165
        figures = [room * share] * columns
        return [room - small - sum(figures), small, *figures]

    def _panel(self, sheet: Sheet, statement: str, lines: list[Line], columns: list[Column], head: str,
               left: float, top: float, room: float, tall: float, count: int, number: int, deep: int) -> None:  # fmt: skip
        widths = self._widths(room, len(columns))
        edges = [left + sum(widths[:i]) for i in range(len(widths) + 1)]
        size = min(9.5, tall * 0.52 + 1.2, 8.6 if len(columns) == 4 or room < 400 else 9.5)
        if deep:
            self._panel_head(sheet, columns, head, edges, top, tall, size)
        for i, line in enumerate(lines):
            y = top + tall * (i + deep)
            self._label(sheet, line, edges, y, tall, size)
            if line.id and widths[1]:
                self._middle(sheet, line, number, edges, y, tall, size)
            number += bool(line.id)
            for j, column in enumerate(columns):
                fen = figure(column.books, statement, line.id, column.year) if line.id else None
                self._amount(
                    sheet, statement, line, column, fen, edges[2 + j : 4 + j], y, tall, size
                )
        rule = self._rules_otherwise if self.style.rules in OTHER_RULES else self._rules
        rule(sheet, edges, top, tall, count + deep, deep, bool(widths[1]))

    def _panel_head(self, sheet: Sheet, columns: list[Column], head: str, edges: list[float],
                    top: float, tall: float, size: float) -> None:  # fmt: skip
        def middle(text: str, x0: float, x1: float, y: float) -> None:
            sheet.text(
                (x0 + x1 - fonts.width(text, size, self.bold)) / 2,
                y + tall / 2 + size * 0.36,
                text,
                self.bold,
                size,
            )

        four = len(columns) == 4
        middle(head, edges[0], edges[1], top + (tall / 2 if four else 0))
        if edges[2] > edges[1]:
            word = {"note": "附注", "number": "行次"}[self.style.columns]
            middle(word, edges[1], edges[2], top + (tall / 2 if four else 0))
        for j, column in enumerate(columns):
            over, under = column.head, column.scope
            if self.style.scope_first:
                over, under = under, over
            if four and j % 2 == 0:
                middle(over, edges[2 + j], edges[4 + j], top)
            middle(
                under if four else column.head,
                edges[2 + j],
                edges[3 + j],
                top + (tall if four else 0),
            )

    def _label(
        self, sheet: Sheet, line: Line, edges: list[float], y: float, tall: float, size: float
    ) -> None:
        indent = {"group": 0, "total": 0, "leaf": 1, "memo": 2.4, "subtotal": 1.5}[line.role]
        if "、" in line.label[:2] and line.role != "memo":
            indent = 0
        font = self.bold if line.role in ("subtotal", "total") else self.font
        label = printed(line, self.style.wording)
        room = edges[1] - edges[0] - 8 - indent * size
        while fonts.width(label, size, font) > room and size > 5.5:
            size -= 0.3
        base = y + tall / 2 + size * 0.36
        end = sheet.text(edges[0] + 4 + indent * size, base, label, font, size)
        if self.style.leaders and line.id:
            dots = int((edges[1] - 6 - end) / fonts.width("…", size, self.font))
            sheet.text(end + 2, base, "…" * max(dots, 0), self.font, size)

    def _middle(self, sheet: Sheet, line: Line, number: int, edges: list[float], y: float, tall: float,
                size: float) -> None:  # fmt: skip
        if self.style.columns == "number":
            text = str(number)
        elif line.role == "leaf":
            self.notes.setdefault(line.id, len(self.notes) + 1)
            text = (
                f"五、{self.notes[line.id]}"
                if self.style.family == "a"
                else f"七.{self.notes[line.id]}"
            )
        else:
            return
        wide = fonts.width(text, size - 0.8, self.font)
        sheet.text(
            (edges[1] + edges[2] - wide) / 2,
            y + tall / 2 + size * 0.36,
            text,
            self.font,
            size - 0.8,
        )

    def _amount(self, sheet: Sheet, statement: str, line: Line, column: Column, fen: int | None,
                edges: list[float], y: float, tall: float, size: float) -> None:  # fmt: skip
        if fen is None:
            return
        text = money(fen, self.style, self.style.zero)
        if not text:
            return
        room = edges[1] - edges[0] - 7
        used = size
        while fonts.width(text, used, self.font, self.digits) > room:
            used -= 0.25
        x = edges[1] - 4 - fonts.width(text, used, self.font, self.digits)
        color = RED if fen < 0 and self.style.negative == "red" else BLACK
        mark = f"{statement}.{line.id}@{column.place}" if column.marked and fen else None
        sheet.text(x, y + tall / 2 + size * 0.36, text, self.font, used, self.digits, mark, color)
        if self.style.rules == "underline" and line.role in ("subtotal", "total"):
            sheet.line(edges[0] + 8, y + tall - 2.5, edges[1] - 3, y + tall - 2.5, 0.5)
            if line.role == "total":
                sheet.line(edges[0] + 8, y + tall - 0.8, edges[1] - 3, y + tall - 0.8, 0.5)

    def _rules(self, sheet: Sheet, edges: list[float], top: float, tall: float, rows: int, deep: int,
               middle: bool) -> None:  # fmt: skip
        rules, left, right, bottom = self.style.rules, edges[0], edges[-1], top + tall * rows
        if rules == "none":
            return
        if rules == "underline":
            for y in (top, top + tall * deep, bottom):
                sheet.line(left, y, right, y, 0.8)
            return
        for i in range(rows + 1):
            if deep == 2 and i == 1:
                sheet.line(edges[2], top + tall, right, top + tall, 0.4)
            else:
                sheet.line(left, top + tall * i, right, top + tall * i, 0.4)
        if rules == "full":
            for i, x in enumerate(edges):
                if i != 1 or middle:
                    split = deep == 2 and i in (3, 5)
                    sheet.line(x, top + (tall if split else 0), x, bottom, 0.4)
            if self.style.family == "b":
                sheet.frame((left, top, right, bottom), 1.3)

    def _rules_otherwise(self, sheet: Sheet, edges: list[float], top: float, tall: float, rows: int,
                         deep: int, middle: bool) -> None:  # fmt: skip
        """Filled bars, dotted lines, upright lines only, or thick lines at head and end only."""
        rules, left, right, bottom = self.style.rules, edges[0], edges[-1], top + tall * rows
        uprights = [(x, top + (tall if deep == 2 and i in (3, 5) else 0))
                    for i, x in enumerate(edges) if i != 1 or middle]  # fmt: skip
        levels = [top + tall * i for i in range(rows + 1) if not (deep == 2 and i == 1)]
        if rules == "upright":
            levels = [top, top + tall * deep, bottom]
        if rules == "ends":
            for y, width in ((top, 1.5), (top + tall * deep, 0.5), (bottom, 1.5)):
                sheet.line(left, y, right, y, width)
            return
        if deep == 2 and rules != "upright":
            sheet.line(edges[2], top + tall, right, top + tall, 0.4)
        lines = [(left, y, right, y) for y in levels] + [(x, y, x, bottom) for x, y in uprights]
        for x0, y0, x1, y1 in lines:
            if rules == "bars":
                sheet.bar(x0, y0, x1, y1)
            else:
                inner = rules == "dotted" and (y0 not in (top, bottom) or x0 == x1)
                sheet.line(x0, y0, x1, y1, 0.5, BLACK, "[1 2] 0" if inner else None)

    def _seal_over(self, sheet: Sheet, margin: float, y: float) -> None:
        """The company's seal over the figures, oval or grey as in a photocopy in some styles."""
        x = self.rng.uniform(sheet.width / 2, sheet.width - margin - 110)
        name = self.audit.entity[:18]
        if self.style.grey_seals:
            sheet.picture((x, y - 46, x + 92, y + 46), pictures.grey(pictures.seal(name, self.rng)))
        else:
            sheet.picture((x, y - 32, x + 100, y + 32), pictures.oval(name, self.rng))

    def _foot(self, sheet: Sheet, margin: float, y: float) -> None:
        names = [self.audit.entity[2:4], "", ""]
        third = (sheet.width - 2 * margin) / 3
        heads = ("法定代表人：", "主管会计工作负责人：", "会计机构负责人：")
        for i, text in enumerate(heads):
            end = sheet.text(margin + i * third, y, text, self.font, 9)
            if names[0]:
                who = self.rng.choice("周吴郑王赵孙李") + self.rng.choice("平军霞敏强芳")
                sheet.picture((end, y - 16, end + 46, y + 6), pictures.signature(who, self.rng))
        if self.rng.random() < 0.6:
            x = self.rng.uniform(margin + 60, sheet.width - margin - 130)
            sheet.picture(
                (x, y - 70, x + 92, y + 22), pictures.seal(self.audit.entity[:18], self.rng)
            )
