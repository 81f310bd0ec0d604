"""Units that figures are printed in, by kind, with what one of each is worth."""

from __future__ import annotations

from decimal import Decimal

SCALES: dict[str, int] = {"千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "百亿": 10, "万亿": 12}
MONEY: dict[str, Decimal] = {"元": Decimal(1)} | {
    f"{scale}元": Decimal(10) ** power for scale, power in SCALES.items()
}
_YEARS = {"年": Decimal(12), "月": Decimal(1)}
_WEEKS = {"周": Decimal(7), "天": Decimal(1)}
_SHARES = {"%": Decimal(10), "‰": Decimal(1)}
_KINDS = (MONEY, _YEARS, _WEEKS, _SHARES)
_SAME = {"圆": "元", "个月": "月", "星期": "周", "日": "天", "个百分点": "%"}


def standard(unit: str) -> str | None:
    """Return a unit by its usual name; None for what only counts things (人, 项)."""
    name = _SAME.get(unit, unit)
    return name if any(name in kind for kind in _KINDS) else None


def comparable(unit: str, other: str) -> bool:
    """Tell whether figures in the two units can answer each other; what counts things can."""
    kinds = [{name for kind in _KINDS if one in kind for name in kind} for one in (unit, other)]
    return kinds[0] == kinds[1]


def factor(unit: str | None, other: str | None) -> Decimal:
    """Return how many of the other unit make one; 1 where the two are not of one kind."""
    for kind in _KINDS:
        if unit in kind and other in kind:
            return kind[unit] / kind[other]
    return Decimal(1)
