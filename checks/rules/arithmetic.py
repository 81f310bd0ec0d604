"""The form's figures against each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from extract.programme import FieldSpec

from .. import intervals
from ..case import Case, key_of
from ..figures import Figure, figure
from ..intervals import Interval
from ..misreadings import misreading
from ..registry import rule
from ..verdicts import Verdict, agrees, disagrees, unchecked
from .eligibility import company_age

_ONE = Interval(Fraction(1), Fraction(1))
# A part and the whole that it cannot exceed.
PARTS = (
    ("service_revenue", "operating_revenue"),
    ("net_assets", "total_assets"),
    ("industrial_value_added", "gdp"),
    ("producer_services_value_added", "gdp"),
)


@rule("debt-ratio-inconsistent", ("enterprise",))
def rule_debt_ratio_inconsistent(case: Case) -> Iterator[Verdict]:
    """debt-ratio-inconsistent: 资产负债率 is not 1 − 净资产/资产总额 of the same year.

    By intervals of the printed figures, each rounded or cut off on its own.
    """
    for year in case.programme.years:
        yield debt_ratio(case, year)


def debt_ratio(case: Case, year: str) -> Verdict:
    stated, net, assets = (
        case.figure(field, year) for field in ("debt_ratio", "net_assets", "total_assets")
    )
    if stated is None or net is None or assets is None:
        return unchecked(year, f"{year}年资产负债率、净资产或资产总额未能读出")
    if _debt(net, assets) is None:
        return unchecked(year, f"{year}年资产总额为零，无法计算资产负债率")
    computed = 1 - net.number / assets.number
    parts = f"按净资产{net.text}、资产总额{assets.text}"
    return _share(year, "资产负债率", stated, _debt, computed, parts, net, assets)


def _debt(net: Figure, assets: Figure) -> Interval | None:
    equity = intervals.ratio(net.interval, assets.interval)
    return _ONE - equity if equity is not None else None


def _service(part: Figure, whole: Figure) -> Interval | None:
    return intervals.ratio(part.interval, whole.interval)


def _share(
    year: str,
    label: str,
    stated: Figure,
    share_of: Callable[[Figure, Figure], Interval | None],
    computed: Fraction,
    parts: str,
    part: Figure,
    whole: Figure,
) -> Verdict:
    def holds(figures: Sequence[Figure]) -> bool:
        found = share_of(figures[1], figures[2])
        return found is not None and figures[0].interval.intersects(found.scaled(100))

    figures = (stated, part, whole)
    proofs = tuple(one.reading for one in figures)
    text = f"{parts}计算为{float(computed) * 100:.2f}%"
    if holds(figures):
        return agrees(year, f"{year}年{label}{stated.text}，{text}，两者一致", *proofs)
    if stated.amount.approximate:
        return unchecked(year, f"{year}年{label}为约数{stated.text}", *proofs)
    share = share_of(part, whole)
    decimal = share is not None and stated.interval.intersects(share)
    hint = "，疑将比例按小数填写" if decimal else ""
    message = f"{year}年{label}填为{stated.text}，{text}，两者不一致{hint}，请申报单位说明。"
    return disagrees(year, message, *proofs, misread=misreading(figures, holds))


@rule("service-ratio-inconsistent", ("enterprise",))
def rule_service_ratio_inconsistent(case: Case) -> Iterator[Verdict]:
    """service-ratio-inconsistent: 服务收入占比 is not 服务收入/营业收入 of the same year."""
    for year in case.programme.years:
        stated, part, whole = (
            case.figure(field, year)
            for field in ("service_revenue_ratio", "service_revenue", "operating_revenue")
        )
        if stated is None or part is None or whole is None or _service(part, whole) is None:
            yield unchecked(year, f"{year}年服务收入占比、服务收入或营业收入未能读出")
            continue
        parts = f"按服务收入{part.text}、营业收入{whole.text}"
        computed = part.number / whole.number
        yield _share(year, "服务收入占比", stated, _service, computed, parts, part, whole)


@rule("impossible-value")
def rule_impossible_value(case: Case) -> Iterator[Verdict]:
    """impossible-value: a figure outside what its field can be.

    Negative counts, shares over their maximum, a part over its whole, shares of investors over
    100 % together, an enterprise older than its licence says.
    """
    for spec, year, found in case.numbers():
        yield _domain(spec, year, found)
    for part, whole in PARTS:
        if case.spec(part) is not None:
            for year in case.programme.years:
                yield from _part(case, part, whole, year)
    yield from _investors(case)
    yield from _age(case)


def _domain(spec: FieldSpec, year: str | None, found: Figure) -> Verdict:
    key, label = key_of(spec.id, year), f"{year}年{spec.label}" if year else spec.label
    if spec.non_negative and found.interval.is_below(0):
        return disagrees(key, f"{label}填为{found.text}，不应为负数，请核实。", found.reading)
    if spec.maximum is not None and found.interval.is_above(spec.maximum):
        message = (
            f"{label}填为{found.text}，超过可能的最大值{spec.maximum:g}{spec.unit or ''}，请核实。"
        )
        return disagrees(key, message, found.reading)
    return agrees(key, f"{label}在可能范围内", found.reading)


def _part(case: Case, part: str, whole: str, year: str) -> Iterator[Verdict]:
    small, large = case.figure(part, year), case.figure(whole, year)
    if small is None or large is None:
        return
    if (small.interval - large.interval).is_above(0):
        message = (
            f"{year}年{case.label(part)}{small.text}大于{case.label(whole)}{large.text}，"
            "部分不应大于整体，请核实。"
        )
        yield disagrees(key_of(part, year), message, small.reading, large.reading)


def _investors(case: Case) -> Iterator[Verdict]:
    reading = case.record.reading("investors")
    rows = reading.value if reading is not None and isinstance(reading.value, list) else []
    ratios = [row.get("ratio") for row in rows if isinstance(row, dict)]
    numbers = [ratio for ratio in ratios if isinstance(ratio, int | float)]
    if reading is None or not numbers:
        return
    shares = [figure(reading.model_copy(update={"value": n, "text": ""}), "%") for n in numbers]
    together = intervals.total((1, share.interval) for share in shares if share is not None)
    if together.is_above(100):
        message = f"主要投资方投资比例合计{sum(numbers):g}%，超过100%，请核实。"
        yield disagrees("investors", message, reading)
    else:
        yield agrees("investors", f"主要投资方投资比例合计{sum(numbers):g}%", reading)


def _age(case: Case) -> Iterator[Verdict]:
    claimed, age = case.figure("years_in_operation"), company_age(case)
    if claimed is None or age is None or case.record.kind != "enterprise":
        return
    if claimed.interval.is_above(Fraction(age) + 1):
        founded = case.record.license.established if case.record.license else None
        date = founded.value if founded is not None else ""
        message = (
            f"经营时长填为{claimed.text}，而营业执照成立日期为{date}，至申报时仅{age:.1f}年，"
            "请核实是否含前身或填写有误。"
        )
        yield disagrees("years_in_operation", message, claimed.reading, founded)


@rule("unusual-change")
def rule_unusual_change(case: Case) -> Iterator[Verdict]:
    """unusual-change: a year-on-year change beyond the programme's limit, up or down.

    The limit x counts both ways: over 1 + x times the year before, or under 1/(1 + x) of it.
    Context for a reviewer, no contradiction; figures that are not positive are left out.
    """
    factor = 1 + Fraction(case.programme.conditions.unusual_change)
    for spec in case.specs:
        if spec.per_year and spec.type == "number":
            for before, after in pairwise(case.programme.years):
                yield _change(case, spec, before, after, factor)


def _change(case: Case, spec: FieldSpec, before: str, after: str, factor: Fraction) -> Verdict:
    key = key_of(spec.id, after)
    old, new = case.figure(spec.id, before), case.figure(spec.id, after)
    if old is None or new is None or old.number <= 0 or new.number <= 0:
        return unchecked(key, f"{spec.label}{before}年或{after}年数未能读出或不为正数")
    text = f"{spec.label}由{before}年{old.text}变为{after}年{new.text}"
    grown, shrunk = old.interval.scaled(factor), new.interval.scaled(factor)
    if (new.interval - grown).is_above(0) or (old.interval - shrunk).is_above(0):
        times = float(new.number / old.number)
        message = f"{text}，为上年的{times:.2f}倍，变动幅度异常，请申报单位说明原因。"
        return disagrees(key, message, old.reading, new.reading)
    return agrees(key, text, old.reading, new.reading)
