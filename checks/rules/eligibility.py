"""The notice's conditions for applying."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from extract.records import Reading

from .. import intervals
from ..addresses import Region
from ..case import Case
from ..figures import Figure
from ..misreadings import misreading
from ..registry import COMPANIES, rule
from ..verdicts import Verdict, agrees, disagrees, unchecked


@rule("not-local", COMPANIES, version="2")
def rule_not_local(case: Case) -> Iterator[Verdict]:
    """not-local: the registered address lies outside the region (通知：应在沪注册).

    Judged by how the address begins, on the form and on the licence; an address that names no
    province or city is left open.
    """
    found = [(case.text("registered_address"), "申报表注册地址")]
    if case.record.license is not None:
        found.append((case.record.license.address, "营业执照住所"))
    for reading, paper in found:
        if reading is not None and isinstance(reading.value, str):
            yield _address(case, reading, paper)
    if not any(reading for reading, _ in found):
        yield unchecked("", "未读到注册地址")


def _address(case: Case, reading: Reading, paper: str) -> Verdict:
    address = str(reading.value)
    conditions = case.programme.conditions
    where = Region(conditions.region_wordings, case.reference.places).where(address)
    if where == "here":
        return agrees("", f"{paper}在{conditions.region}", reading)
    if where == "open":
        return unchecked("", f"{paper}“{address}”未写明省市", reading)
    message = f"{paper}为“{address}”，不在{conditions.region}，不符合注册地要求，请核对营业执照。"
    return disagrees("", message, reading)


@rule("service-ratio-below-threshold", ("enterprise",))
def rule_service_ratio_below_threshold(case: Case) -> Iterator[Verdict]:
    """service-ratio-below-threshold: 服务收入 / 营业收入 of the last year is under 30 %.

    The notice's condition for 示范企业. Computed from the two amounts as printed; only when one
    of them is missing is the share taken that the form itself states.
    """
    year = case.programme.years[-1]
    minimum = case.programme.conditions.service_ratio_minimum
    part, whole = (case.figure(f, year) for f in ("service_revenue", "operating_revenue"))
    stated = case.figure("service_revenue_ratio", year)
    share = intervals.ratio(part.interval, whole.interval) if part and whole else None
    proofs: tuple[Reading, ...] = ()
    if part and whole and share is not None:
        share = share.scaled(100)
        text = f"{year}年服务收入{part.text}占营业收入{whole.text}的{_percent(part, whole)}"
        proofs = (part.reading, whole.reading)
    elif stated is not None:
        share, text = stated.interval, f"{year}年申报服务收入占比为{stated.text}"
        proofs = (stated.reading,)
    if share is None:
        yield unchecked(year, f"{year}年服务收入或营业收入未能读出")
    elif share.is_below(minimum):
        message = f"{text}，低于申报条件{minimum:g}%，请核实服务收入口径。"
        figures = (part, whole) if part and whole else (stated,) if stated else ()
        misread = misreading(figures, lambda seen: _reaches(seen, minimum), alike=True)
        yield disagrees(year, message, *proofs, misread=misread)
    else:
        yield agrees(year, f"{text}，达到{minimum:g}%", *proofs)


def _reaches(figures: Sequence[Figure], minimum: float) -> bool:
    """Tell whether a share, or a part and its whole, may reach the minimum, in percent."""
    if len(figures) == 1:
        return not figures[0].interval.is_below(minimum)
    share = intervals.ratio(figures[0].interval, figures[1].interval)
    return share is not None and not share.scaled(100).is_below(minimum)


def _percent(part: Figure, whole: Figure) -> str:
    return f"{float(part.number / whole.number) * 100:.2f}%"


@rule("operating-time-too-short", ("platform",))
def rule_operating_time_too_short(case: Case) -> Iterator[Verdict]:
    """operating-time-too-short: a platform in operation for less than 2 years.

    The notice: 截止申报正式投入运营时间须满2年. The operator's own age proves nothing, but one
    that is too young is a reason to ask.
    """
    minimum = case.programme.conditions.platform_years_minimum
    claimed = case.figure("years_in_operation")
    if claimed is None:
        yield unchecked("", "经营时长未能读出")
    elif claimed.interval.is_below(minimum):
        message = f"平台经营时长为{claimed.text}，不足{minimum:g}年，请核实正式投入运营时间。"
        yield disagrees("", message, claimed.reading)
    elif (age := company_age(case)) is not None and age < minimum:
        reason = f"申报经营时长{claimed.text}，而运营主体成立仅{age:.1f}年，请核实平台投入运营时间"
        yield unchecked("", reason, claimed.reading)
    else:
        yield agrees("", f"平台经营时长{claimed.text}，满{minimum:g}年", claimed.reading)


def company_age(case: Case) -> float | None:
    """Return how old the licence says the unit is on the last day of application, in years."""
    licence = case.record.license
    founded = licence.established.value if licence and licence.established else None
    try:
        begin = date.fromisoformat(str(founded))
        end = date.fromisoformat(case.programme.conditions.application_date)
    except ValueError:
        return None
    return (end - begin).days / 365.25
