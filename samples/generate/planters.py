"""Defects that are planted into a clean applicant, one function for each code of findings.csv.

A planter changes what its docstring says and notes every finding that follows, also the arithmetic ones.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction

from . import codes
from .applicants import WAN, amount, count, percent, text_entry
from .facts import EMPTY, YEARS, Applicant, Entry
from .prose import words

THRESHOLD = 30  # 服务收入占比 of the notice, in %

Planter = Callable[[Applicant, random.Random], None]
PLANTERS: dict[str, tuple[Planter, frozenset[str]]] = {}


def planter(code: str, *kinds: str) -> Callable[[Planter], Planter]:
    def register(function: Planter) -> Planter:
        PLANTERS[code] = (function, frozenset(kinds or ("enterprise", "platform", "district")))
        return function

    return register


def plant(code: str, applicant: Applicant, rng: random.Random) -> None:
    """Plant the defect `code`; raises KeyError where the applicant's kind cannot have it."""
    function, kinds = PLANTERS[code]
    if applicant.kind not in kinds:
        raise KeyError(f"{code} cannot be planted in {applicant.kind}")
    function(applicant, rng)
    if applicant.kind == "enterprise":
        settle(applicant)
    applicant.clean = False


def settle(applicant: Applicant) -> None:
    """Note what follows arithmetically: each year's ratios against their parts, as printed."""
    for year in YEARS:
        printed = {name: interval(cell[year].text) for name, cell in applicant.fields.items()
                   if isinstance(cell, dict)}  # fmt: skip
        low, high = _quotient(printed["net_assets"], printed["total_assets"])
        debt = (100 - 100 * high, 100 - 100 * low)
        share = _quotient(printed["service_revenue"], printed["operating_revenue"])
        share = (100 * share[0], 100 * share[1])
        for code, wanted, field_id in (
            ("debt-ratio-inconsistent", debt, "debt_ratio"),
            ("service-ratio-inconsistent", share, "service_revenue_ratio"),
        ):
            said = printed[field_id]
            apart = said[1] < wanted[0] or wanted[1] < said[0]
            (applicant.findings.add if apart else applicant.findings.discard)((code, year))
        if year == "2022":
            under = share[1] < THRESHOLD
            noted = ("service-ratio-below-threshold", year)
            (applicant.findings.add if under else applicant.findings.discard)(noted)


def interval(text: str) -> tuple[Fraction, Fraction]:
    """What a printed figure stands for, rounded or cut off; 亿元 in 万元."""
    digits = text.replace(",", "").rstrip("%万亿元")
    unit = Fraction(1, 10 ** len(digits.partition(".")[2]))
    scale = 10_000 if text.endswith("亿元") else 1
    return (Fraction(digits) - unit / 2) * scale, (Fraction(digits) + unit) * scale


def _quotient(
    part: tuple[Fraction, Fraction], whole: tuple[Fraction, Fraction]
) -> tuple[Fraction, Fraction]:
    return part[0] / whole[1], part[1] / whole[0]


def year_cells(a: Applicant, field_id: str) -> dict[str, Entry]:
    cells = a.fields[field_id]
    assert isinstance(cells, dict)
    return cells


def set_amount(a: Applicant, field_id: str, year: str, exact: Fraction) -> None:
    year_cells(a, field_id)[year] = amount(a.style, exact * WAN)


@planter("audit-mismatch", "enterprise")
def audit_mismatch(a: Applicant, rng: random.Random) -> None:
    """One figure of the form raised by 4 to 15 %; ratios stay as they were."""
    field_id = rng.choice(["net_profit", "operating_revenue", "total_assets", "net_assets"])
    year = rng.choice(["2022", "2022", "2021"])
    old = year_cells(a, field_id)[year].exact
    assert old is not None
    set_amount(a, field_id, year, old * Fraction(rng.randint(104, 115), 100))
    a.findings.add(("audit-mismatch", f"{field_id}@{year}"))


@planter("debt-ratio-inconsistent", "enterprise")
def debt_ratio(a: Applicant, rng: random.Random) -> None:
    """资产负债率 of a year not covered by the audit report set 3 to 9 points lower."""
    cells = year_cells(a, "debt_ratio")
    cells["2020"] = percent(
        a.style, (cells["2020"].exact - Fraction(rng.randint(300, 900), 100)) / 100
    )
    a.findings.add(("debt-ratio-inconsistent", "2020"))


@planter("service-ratio-inconsistent", "enterprise")
def service_ratio(a: Applicant, rng: random.Random) -> None:
    """服务收入占比 of one year set 2 to 8 points higher than its parts say."""
    year = rng.choice(["2020", "2021", "2022"])
    cells = year_cells(a, "service_revenue_ratio")
    cells[year] = percent(a.style, (cells[year].exact + Fraction(rng.randint(200, 800), 100)) / 100)
    a.findings.add(("service-ratio-inconsistent", year))


@planter("service-ratio-below-threshold", "enterprise")
def below_threshold(a: Applicant, rng: random.Random) -> None:
    """服务收入 of 2022 and its share, consistently, under 30 %."""
    revenue = year_cells(a, "operating_revenue")["2022"].exact
    share = Fraction(rng.randint(2100, 2880), 10_000)
    set_amount(a, "service_revenue", "2022", revenue * share)
    year_cells(a, "service_revenue_ratio")["2022"] = percent(a.style, share)
    a.findings.add(("service-ratio-below-threshold", "2022"))


@planter("missing-field")
def missing_field(a: Applicant, rng: random.Random) -> None:
    """One cell of the form left empty."""
    options = {
        "enterprise": [
            "industry",
            "contact_email",
            "registration_type",
            "certified_staff_ratio",
            "standards",
        ],
        "platform": ["website", "industry", "contact_position", "service_cycle_weeks"],
        "district": ["related_policy_documents", "digital_recognitions", "sm_enterprise_output"],
    }
    field_id = rng.choice(options[a.kind])
    a.fields[field_id] = EMPTY
    a.findings.add(("missing-field", field_id))


@planter("missing-attachment")
def missing_attachment(a: Applicant, rng: random.Random) -> None:
    """One attachment that the notice asks of this kind left out."""
    options = {"enterprise": ["audit_report", "business_license"],
               "platform": ["premises_proof", "customer_evaluation", "audit_report"],
               "district": ["policy_document"]}  # fmt: skip
    name = rng.choice(options[a.kind])
    a.attachments.remove(name)
    a.findings.add(("missing-attachment", name))


@planter("missing-section")
def missing_section(a: Applicant, rng: random.Random) -> None:
    """One chapter of the reference outline left out of the body, with all that is under it."""
    names = {"enterprise": ["服务型制造发展成效", "进一步发展思路和规划"],
             "platform": ["平台服务成效", "进一步发展思路和规划"], "district": ["示范意义", "下一步工作安排"]}  # fmt: skip
    name = rng.choice(names[a.kind])
    start = next(i for i, s in enumerate(a.sections) if s.reference == name and s.level == 1)
    end = start + 1
    while end < len(a.sections) and a.sections[end].level > 1:
        end += 1
    del a.sections[start:end]
    a.findings.add(("missing-section", name))


def _code_field(a: Applicant) -> str:
    return "uscc" if a.kind == "enterprise" else "operator_uscc"


@planter("uscc-invalid", "enterprise", "platform")
def uscc_invalid(a: Applicant, rng: random.Random) -> None:
    """One digit of the form's credit code changed: it fails its check and differs from the licence."""
    field_id = _code_field(a)
    a.fields[field_id] = text_entry(codes.spoil(a.entry(field_id).text, rng))
    a.findings |= {("uscc-invalid", field_id), ("uscc-mismatch", "business_license")}


@planter("uscc-mismatch", "enterprise", "platform")
def uscc_mismatch(a: Applicant, rng: random.Random) -> None:
    """Another company's valid credit code on the form."""
    region = a.entry(_code_field(a)).text[2:8]
    a.fields[_code_field(a)] = text_entry(codes.credit_code(rng, region))
    a.findings.add(("uscc-mismatch", "business_license"))


@planter("name-mismatch", "enterprise", "platform")
def name_mismatch(a: Applicant, rng: random.Random) -> None:
    """The unit's name written otherwise on the cover, the licence or the audit report."""
    document = rng.choice(["cover", "business_license", "audit_report"])
    other = a.name[:2] + rng.choice(["鼎煜", "嘉朗", "博裕"]) + a.name[4:]
    if document == "cover":
        a.fields["applicant_unit"] = text_entry(other)
    elif document == "business_license":
        assert a.license is not None
        a.license.name = other
    else:
        assert a.audit is not None
        a.audit.entity = other
    a.findings.add(("name-mismatch", document))


@planter("unit-slip", "enterprise")
def unit_slip(a: Applicant, rng: random.Random) -> None:
    """净利润 of 2021 or 2022 printed in 元 under a label that says 万元."""
    year = rng.choice(["2021", "2022"])
    old = year_cells(a, "net_profit")[year].exact
    text = a.style.number(old * 10_000, 2)
    year_cells(a, "net_profit")[year] = Entry(text, float(text.replace(",", "")), old * 10_000)
    a.findings.add(("unit-slip", f"net_profit@{year}"))
    a.findings.add(("unusual-change", f"net_profit@{year}"))
    if year == "2021":
        a.findings.add(("unusual-change", "net_profit@2022"))


BROKEN = {
    "total_assets=total_current_assets+total_noncurrent_assets": ("sheets", "total_current_assets", "inventories", 1),
    "total_liabilities=total_current_liabilities+total_noncurrent_liabilities":
        ("sheets", "total_current_liabilities", "accounts_payable", 1),
    "total_profit=operating_profit+non_operating_income-non_operating_expenses":
        ("flows", "operating_profit", "selling_expenses", -1),
    "net_profit=total_profit-income_tax": ("flows", "income_tax", "", 1),
}  # fmt: skip


@planter("audit-not-balanced", "enterprise", "platform")
def not_balanced(a: Applicant, rng: random.Random) -> None:
    """One subtotal of the report's own statements moved with one of its lines: one identity breaks."""
    assert a.audit is not None
    identity = rng.choice(sorted(BROKEN))
    table, total, part, sign = BROKEN[identity]
    row = getattr(a.audit.main, table)[a.audit.fiscal_year]
    delta = rng.randint(2_000_000, 90_000_000)
    row[total] += delta
    if part:
        row[part] += sign * delta
    a.findings.add(("audit-not-balanced", identity))


@planter("audit-opinion-modified", "enterprise", "platform")
def modified_opinion(a: Applicant, rng: random.Random) -> None:
    """A qualified opinion or a disclaimer, or a section on going concern."""
    assert a.audit is not None
    a.audit.opinion = rng.choice(
        ["qualified", "disclaimer", "adverse", "unqualified_with_emphasis"]
    )
    if a.audit.opinion == "unqualified_with_emphasis":
        a.audit.emphasis = "going_concern"
    a.findings.add(("audit-opinion-modified", ""))


@planter("audit-year-mismatch", "enterprise", "platform")
def year_mismatch(a: Applicant, rng: random.Random) -> None:
    """The report for 2021 attached instead of the one for 2022."""
    assert a.audit is not None
    a.audit.fiscal_year = 2021
    a.audit.report_date = a.audit.report_date.replace("2023", "2022")
    a.audit.report_number = a.audit.report_number.replace("2023", "2022")
    a.findings.add(("audit-year-mismatch", ""))


@planter("operating-time-too-short", "platform")
def too_short(a: Applicant, rng: random.Random) -> None:
    """A platform that has run for one year only; the narrative says the same."""
    a.fields["years_in_operation"] = count(1)
    for section in a.sections:
        section.paragraphs = [
            p.replace(a.vocabulary["started"], "2022年5月") for p in section.paragraphs
        ]
    a.vocabulary["started"] = "2022年5月"
    a.findings.add(("operating-time-too-short", ""))


@planter("not-local", "enterprise", "platform")
def not_local(a: Applicant, rng: random.Random) -> None:
    """A registered address outside Shanghai, on the form and on the licence."""
    address = rng.choice(words("profiles")["elsewhere"])
    a.fields["registered_address"] = text_entry(address)
    if a.license:
        a.license.address = address
    a.findings.add(("not-local", ""))


@planter("rd-intensity-inconsistent", "enterprise")
def rd_intensity(a: Applicant, rng: random.Random) -> None:
    """研发投入占收入比例 of 2022 set 1.5 to 4 points over what the audit report gives."""
    cells = year_cells(a, "rd_intensity")
    cells["2022"] = percent(
        a.style, (cells["2022"].exact + Fraction(rng.randint(150, 400), 100)) / 100
    )
    a.findings.add(("rd-intensity-inconsistent", "2022"))


@planter("impossible-value")
def impossible(a: Applicant, rng: random.Random) -> None:
    """A share over 100 %."""
    if a.kind == "district":
        year_cells(a, "industrial_profit_margin")["2022"] = Entry("105.37", 105.37)
        a.findings |= {("impossible-value", "industrial_profit_margin@2022"),
                       ("unusual-change", "industrial_profit_margin@2022")}  # fmt: skip
    elif a.kind == "platform":
        rows = [dict(row) for row in a.entry("investors").value]
        rows[0]["ratio"] = 100 + rows[0]["ratio"]
        a.fields["investors"] = Entry("", rows)
        a.findings.add(("impossible-value", "investors"))
    else:
        field_id = rng.choice(["rd_staff_ratio", "certified_staff_ratio"])
        a.fields[field_id] = percent(a.style, Fraction(rng.randint(1040, 1680), 1000), 1)
        a.findings.add(("impossible-value", field_id))


@planter("contact-invalid", "enterprise", "platform")
def contact_invalid(a: Applicant, rng: random.Random) -> None:
    """A telephone number with a digit missing, or an e-mail address without its @."""
    if rng.random() < 0.5:
        a.fields["contact_phone"] = text_entry("1" + codes.mobile(rng)[2:])
        a.findings.add(("contact-invalid", "contact_phone"))
    else:
        a.fields["contact_email"] = text_entry(a.entry("contact_email").text.replace("@", ""))
        a.findings.add(("contact-invalid", "contact_email"))


@planter("type-mismatch")
def type_mismatch(a: Applicant, rng: random.Random) -> None:
    """Another 申报类型 ticked on the cover than the form that is filled in."""
    now = a.entry("application_type").value
    a.fields["application_type"] = Entry(
        "", rng.choice([t for t in ("示范企业", "示范平台") if t != now])
    )
    a.findings.add(("type-mismatch", ""))


@planter("narrative-contradiction", "enterprise")
def contradiction(a: Applicant, rng: random.Random) -> None:
    """The body states another figure for 2022 than the form."""
    field_id = rng.choice(["operating_revenue", "total_assets", "net_profit"])
    old = a.entry(field_id, "2022").exact
    word = f"{field_id}@2022"
    text = amount(a.style, old * Fraction(rng.randint(107, 130), 100) * WAN).text
    a.stated[word] = text if text.endswith("元") else text + "万元"
    a.findings.add(("narrative-contradiction", word))
