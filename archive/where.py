"""Conditions on fields as a small language: `operating_revenue@2022>=10000 and industry~集成电路`.

A comparison is a field, `@` and a year where the field has years (left out: any year), an operator
and a value; `and`, `or`, `not` and brackets join them. Operators: `= != > >= < <=`, `~` contains,
`!~` does not contain. Values with spaces or brackets stand in quotes. Full-width signs do as well.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from . import logic
from .errors import QueryError
from .logic import Expression, Token, Wordings

Operator = Literal["=", "!=", ">", ">=", "<", "<=", "~", "!~"]

_WORDINGS = Wordings(
    wanted="这里要一个条件，如 industry~集成电路", surplus="多了一个右括号，或缺少 and/or"
)
_OPERATORS: dict[str, Operator] = {
    "=": "=",
    "==": "=",
    "!=": "!=",
    "<>": "!=",
    "≠": "!=",
    ">": ">",
    ">=": ">=",
    "≥": ">=",
    "<": "<",
    "<=": "<=",
    "≤": "<=",
    "~": "~",
    "!~": "!~",
}
_FULL_WIDTH = str.maketrans("＝！＞＜～＠（）“”‘’", "=!><~@()\"\"''")
_TOKEN = re.compile(
    r"\s*(?:(?P<open>\()|(?P<close>\))|(?P<word>(?:and|or|not)\b)"
    r"|(?P<field>[^\W\d][\w.]*)\s*(?:@\s*(?P<year>\d{4})\s*)?(?P<operator>[=!<>~≠≥≤]+)\s*"
    r"(?P<value>\"[^\"]*\"|'[^']*'|[^\s()\"']+))",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?%?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Comparison:
    """`number` is the value as a number where it is one; `position` is the field's in the text."""

    field: str
    year: str | None
    operator: Operator
    value: str
    number: float | None
    position: int


Condition = Expression[Comparison]


def parse(text: str, names: Mapping[str, str] | None = None) -> Condition:
    """Return a condition as a tree; raises `QueryError` with the place of the mistake.

    Args:
        text: the condition.
        names: field names that are known and the ids they stand for, see
            `columns.field_names`; with none given every name is taken as an id. Names with a
            dot, of other documents than the form, always are.
    """
    return logic.parse(text, _tokens(text, names), _WORDINGS)


def _tokens(text: str, names: Mapping[str, str] | None) -> list[Token[Comparison]]:
    plain = text.translate(_FULL_WIDTH)
    end = len(plain.rstrip())
    found: list[Token[Comparison]] = []
    position = 0
    while position < end:
        match = _TOKEN.match(plain, position)
        if match is None:
            position += len(plain[position:]) - len(plain[position:].lstrip())
            raise QueryError("看不懂这里，要写成 字段@年份>=数值 或 字段~文字", text, position)
        found.append(_token(match, text, names))
        position = match.end()
    return found


def _token(match: re.Match[str], text: str, names: Mapping[str, str] | None) -> Token[Comparison]:
    if match["open"]:
        return Token("open", match["open"], match.start("open"))
    if match["close"]:
        return Token("close", match["close"], match.start("close"))
    if match["word"]:
        return Token("word", match["word"].lower(), match.start("word"))
    comparison = _comparison(match, text, names)
    return Token("leaf", comparison.field, comparison.position, comparison)


def _comparison(match: re.Match[str], text: str, names: Mapping[str, str] | None) -> Comparison:
    position = match.start("field")
    field = _field(match["field"], names)
    if field is None:
        raise QueryError(f"没有名为 {match['field']} 的字段", text, position)
    operator = _OPERATORS.get(match["operator"])
    if operator is None:
        raise QueryError(f"没有 {match['operator']} 这种比较", text, match.start("operator"))
    start, end = match.span("value")
    quoted = match["value"][0] in "\"'"
    # The value is the person's own text, not the copy with its full-width signs made plain.
    value = text[start + 1 : end - 1] if quoted else text[start:end]
    number = None if quoted else _number(value)
    if operator in (">", ">=", "<", "<=") and number is None and not _DATE.fullmatch(value):
        raise QueryError("这里要一个数，或 2022-12-31 这样的日期", text, start)
    return Comparison(field, match["year"], operator, value, number, position)


def _field(name: str, names: Mapping[str, str] | None) -> str | None:
    return name if names is None or "." in name else names.get(name)


def _number(value: str) -> float | None:
    """Return a number as people type it, with separators or a percent sign; else `None`."""
    if not _NUMBER.fullmatch(value):
        return None
    return float(value.rstrip("%").replace(",", ""))
