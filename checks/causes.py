"""What may explain that a figure of the form differs from the audited one.

The causes are tried in order and the first that fits is taken: what makes the two agree, then
what is nobody's error in the figure itself, then slips. A cause never lifts a finding unless
it is an agreement; it tells the reviewer where to look first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from .accounts import Account
from .figures import Figure, agree
from .reference import Source

CauseKind = Literal["agreement", "unit", "line", "sign", "digit", "tax", "unknown"]

UNIT_POWERS = (4, -4, 8, -8, 3, -3)
THOUSANDS_POWERS = (1, -1, 5, -5)  # explained by a unit only where 千元 is in play
SLIP_ROUNDING = Fraction(1, 1000)  # a figure rounded before its unit slipped: 3.02亿 as 302000000
VAT_RATES = (3, 6, 9, 13)  # percent


@dataclass(frozen=True)
class Comparison:
    """A figure of the form and the accounts it is compared with, in one year."""

    claimed: Figure
    audited: Figure
    account: Account  # that `audited` is from
    accounts: tuple[Account, ...]
    source: Source
    year: int
    thousands: bool  # 千元 is the unit of the report or of the form's figure


@dataclass(frozen=True)
class Cause:
    kind: CauseKind
    text: str = ""  # Chinese, to stand inside a sentence
    figure: Figure | None = None  # that the form agrees with instead


Test = Callable[[Comparison], Cause | None]


def cause_of(comparison: Comparison) -> Cause:
    """Return the first cause that fits."""
    found = (test(comparison) for test in TESTS)
    return next((cause for cause in found if cause is not None), Cause("unknown"))


def _printing(case: Comparison) -> Cause | None:
    mode = agree(case.claimed, case.audited)
    if mode is None:
        return None
    return Cause(
        "agreement", "四舍五入后一致" if mode == "round" else "截去尾数后一致", case.audited
    )


def _other_account(case: Comparison) -> Cause | None:
    for account in case.accounts:
        found = _line(case, account, case.source.line, case.year)
        if account is not case.account and found and agree(case.claimed, found):
            return Cause("agreement", f"与{_named(case, account)}口径一致", found)
    return None


def _named(case: Comparison, account: Account) -> str:
    """Return which statements are meant; an earlier report has the figures before restatement."""
    if account.year == case.account.year:
        return account.name
    return f"{account.year}年度审计报告{account.name}"


def _variant(case: Comparison) -> Cause | None:
    for account in case.accounts:
        column = account.column(case.year)
        for found, name in variants(case.source, account, column):
            if agree(case.claimed, found):
                return Cause("agreement", f"与{_named(case, account)}“{name}”口径一致", found)
    return None


def alternatives(case: Comparison) -> Iterator[Figure]:
    """Yield the other audited figures that the form may mean: of other accounts, of variants."""
    for account in case.accounts:
        found = _line(case, account, case.source.line, case.year)
        if account is not case.account and found is not None:
            yield found
        for variant, _ in variants(case.source, account, account.column(case.year)):
            yield variant


def variants(source: Source, account: Account, column: int | None) -> Iterator[tuple[Figure, str]]:
    """Yield the figures of lines that may be meant instead of a source's, with their names."""
    if column is None:
        return
    for _, row in account.rows.get(source.statement, ()):
        name = next((v.name for v in source.variants if v.label.search(row.label)), None)
        found = account.cell(row, column)
        if name is not None and found is not None:
            yield found, name


def _unit(case: Comparison) -> Cause | None:
    powers = (*UNIT_POWERS, *(THOUSANDS_POWERS if case.thousands else ()))
    for power in powers:
        scale = Fraction(10) ** -power
        gap = abs(case.claimed.number * scale - case.audited.number)
        close = gap <= SLIP_ROUNDING * abs(case.audited.number)
        if close or case.claimed.interval.scaled(scale).intersects(case.audited.interval):
            times = f"{10 ** abs(power):,}{'倍' if power > 0 else '分之一'}"
            return Cause("unit", f"约为审计数的{times}，疑为单位错位", case.audited)
    return None


def _other_year(case: Comparison) -> Cause | None:
    for account in case.accounts:
        for year in (case.year - 1, case.year + 1):
            found = _line(case, account, case.source.line, year)
            if found and agree(case.claimed, found):
                return Cause("line", f"与审计报告{year}年数一致，疑为年度填错", found)
    return None


def _other_line(case: Comparison) -> Cause | None:
    for line, name in case.source.mistaken.items():
        found = _line(case, case.account, line, case.year)
        if found and agree(case.claimed, found):
            return Cause("line", f"与审计报告“{name}”一致，疑为取数项目填错", found)
    return None


def _sign(case: Comparison) -> Cause | None:
    if case.audited.number and case.claimed.interval.scaled(-1).intersects(case.audited.interval):
        return Cause("sign", "数额相同而正负号相反", case.audited)
    return None


def _digit(case: Comparison) -> Cause | None:
    text = slip(*same_print(case.claimed, case.audited))
    return Cause("digit", text, case.audited) if text else None


def _tax(case: Comparison) -> Cause | None:
    if not case.source.taxed:
        return None
    for rate in VAT_RATES:
        gross = case.audited.interval.scaled(Fraction(100 + rate, 100))
        if case.claimed.interval.intersects(gross):
            return Cause("tax", f"恰为审计数的{100 + rate}%，疑为含税金额", case.audited)
    return None


TESTS: tuple[Test, ...] = (
    _printing, _other_account, _variant, _unit, _other_year, _other_line, _sign, _digit, _tax,
)  # fmt: skip


def _line(case: Comparison, account: Account, line: str, year: int) -> Figure | None:
    column = account.column(year)
    return None if column is None else account.figure(case.source.statement, line, column)


def same_print(claimed: Figure, audited: Figure) -> tuple[str, str]:
    """Return the digits of both as they would be printed in the claimed figure's unit."""
    unit, decimals = claimed.amount.unit, max(0, claimed.amount.decimals)
    other = audited.amount.exactly_in(unit)
    return f"{claimed.amount.value:.{decimals}f}", f"{other:.{decimals}f}"


def slip(one: str, other: str) -> str | None:
    """Return in Chinese the slip of the pen (or of OCR) that parts two prints of a number."""
    if len(one) == len(other):
        places = [i for i, pair in enumerate(zip(one, other, strict=True)) if len(set(pair)) > 1]
        if len(places) == 1:
            return f"仅一位数字不同（{one[places[0]]}与{other[places[0]]}）"
        swapped = len(places) == 2 and places[1] - places[0] == 1  # noqa: PLR2004
        if swapped and sorted(one) == sorted(other):
            return "仅相邻两位数字颠倒"
        return None
    short, long = sorted((one, other), key=len)
    if any(long[:i] + long[i + 1 :] == short for i in range(len(long))):
        return "仅多或少一位数字"
    return None
