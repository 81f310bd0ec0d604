"""Made-up applicants whose figures agree with each other and with their audit report."""

from __future__ import annotations

import random
import re
from datetime import date
from fractions import Fraction

from . import codes, outlines
from .facts import YEARS, Applicant, Audit, Entry, License, Section
from .ledger import Books, make_books
from .prose import expand, paragraphs, words
from .style import Style, rounded

WAN = 1_000_000  # fen in a 万元
ATTACHMENTS = {
    "enterprise": ["business_license", "hightech_certificate", "appraisal", "audit_report"],
    "platform": [
        "business_license",
        "audit_report",
        "premises_proof",
        "contract",
        "customer_evaluation",
    ],
    "district": ["policy_document", "cases"],
}
DEADLINE = date(2023, 8, 10)


def text_entry(text: str) -> Entry:
    return Entry(text, re.sub(r"\s+", "", text))


def amount(style: Style, fen: int | Fraction, in_hundred_millions: bool = False) -> Entry:
    """A figure of the form in 万元, in the applicant's habit."""
    exact = Fraction(fen) / WAN
    if in_hundred_millions and abs(exact) >= 10_000:
        text = f"{rounded(exact / 10_000, 2)}亿元"
        return Entry(text, float(rounded(exact / 10_000, 2) * 10_000), exact)
    text = style.number(exact, style.decimals)
    unit = "万元" if style.unit_in_cell else ""
    return Entry(text + unit, float(text.replace(",", "")), exact)


def percent(style: Style, ratio: Fraction, decimals: int = 2) -> Entry:
    text = style.number(ratio * 100, decimals, thousands=False)
    return Entry(text + ("%" if style.unit_in_cell else ""), float(text), ratio * 100)


def count(value: int, unit: str = "") -> Entry:
    return Entry(f"{value}{unit}", value, Fraction(value))


def choice(value: object) -> Entry:
    return Entry("", value)


def _person(rng: random.Random) -> tuple[str, str]:
    listed = words("profiles")
    surname = rng.choice(listed["surnames"])
    return surname + rng.choice(listed["given"]), listed["pinyin"][surname]


def _contact(rng: random.Random, style: Style, domain: str) -> dict[str, Entry]:
    name, latin = _person(rng)
    phone = codes.mobile(rng) if rng.random() < 0.6 else codes.landline(rng)
    return {
        "contact_person": text_entry(name),
        "contact_position": text_entry(rng.choice(words("profiles")["positions"])),
        "contact_phone": text_entry(phone),
        "contact_email": text_entry(
            f"{latin}{rng.choice(['', '.', '_'])}{rng.randint(10, 999)}@{domain}"
        ),
    }


def _honours(rng: random.Random, vocabulary: dict[str, str], count_: int) -> tuple[str, str]:
    listed = words("profiles")

    def fill(pattern: str) -> str:
        dated = pattern.replace("{y}", str(rng.randint(2019, 2022)))
        return expand(dated, vocabulary, rng)

    awards = [fill(p) for p in rng.sample(listed["awards"], count_)]
    standards = [fill(p) for p in rng.sample(listed["standards"], 2)]
    return "；".join(awards), "；".join(standards)


def _audit(
    rng: random.Random, name: str, books: Books, parent: Books | None, unit: int = 1
) -> Audit:
    firm = rng.choice(words("profiles")["auditors"])
    left, right = rng.choice(["〔〕", "（）", "[]", "()"])
    return Audit(
        firm=firm["name"],
        report_number=f"{firm['mark']}{left}2023{right}第{rng.randint(11, 2899):04d}号",
        report_date=date(2023, rng.randint(2, 5), rng.randint(1, 28)).isoformat(),
        entity=name, fiscal_year=2022, main=books, parent=parent,
        accountants=(_person(rng)[0], _person(rng)[0]), unit=unit,
    )  # fmt: skip


def _sections(a: Applicant, rng: random.Random, longer: bool) -> list[Section]:
    reworded = a.style.wording > 0 and rng.random() < 0.6
    return [
        Section(level, title, reference, paragraphs(a.kind, key, a.vocabulary, rng, longer))
        for level, title, reference, key in outlines.titles(a.kind, reworded)
    ]


def _company(rng: random.Random, style: Style, profile: dict, root: str, district: dict):
    """Name, licence and words of a company: what enterprise and platform operator share."""
    form = rng.choice(["有限公司", "有限公司", "股份有限公司"])
    name = f"上海{root}{profile['suffix']}{form}"
    founded = date(rng.randint(1999, 2016), rng.randint(1, 12), rng.randint(1, 28))
    address = f"上海市{district['name']}{rng.choice(district['roads'])}{rng.randint(18, 2999)}号"
    if rng.random() < 0.4:
        address += f"{rng.randint(1, 12)}幢{rng.randint(1, 6)}层{rng.choice('ABC')}区"
    kinds = [k for k in words("profiles")["registration"] if ("股份" in k) == ("股份" in form)]
    license = License(
        name, codes.credit_code(rng, district["code"]), _person(rng)[0], founded.isoformat(), address,
        rng.choice(kinds), "", profile["business"],
    )  # fmt: skip
    vocabulary = {k: v for k, v in profile.items() if isinstance(v, str)}
    vocabulary |= {"name": name, "short": root + profile["suffix"][:2], "district": district["name"],
                   "founded": str(founded.year)}  # fmt: skip
    return name, license, vocabulary


def _years_open(since: str) -> Fraction:
    return Fraction((DEADLINE - date.fromisoformat(since)).days, 365)


def make_enterprise(id_: str, style: Style, rng: random.Random, root: str, profile: dict,
                    district: dict, longer: bool = False, small: bool = False, group: bool = False) -> Applicant:  # fmt: skip
    """A manufacturer; `small` keeps to 小企业会计准则, `group` has consolidated statements."""
    name, license, vocabulary = _company(rng, style, profile, root, district)
    revenue = rng.randint(1_800, 9_000) * 10_000 if small else rng.randint(9_000, 120_000) * 10_000
    books = make_books(rng, revenue, small, consolidated=group)
    capital = books.sheets[2022]["paid_in_capital"] // WAN
    parent = make_books(rng, int(revenue * 0.7), capital=capital) if group else None
    if parent and parent.sheets[2022]["paid_in_capital"] != books.sheets[2022]["paid_in_capital"]:
        capital = books.sheets[2022]["paid_in_capital"] // WAN
    license.capital = f"人民币{capital}万元"
    own = parent if parent and rng.random() < 0.5 else books
    people = rng.randint(60, 900)
    awards, standards = _honours(rng, vocabulary, 3)
    unit = rng.random() < 0.5 and style.family != "c"
    staff = count(people, "人" if unit else "")
    vocabulary["staff"] = str(people)
    fields: dict = {
        "applicant_unit": text_entry(name), "application_type": choice("示范企业"),
        "recommending_unit": text_entry(district["board"]), "company_name": text_entry(name),
        "uscc": text_entry(license.uscc), "registered_address": text_entry(license.address),
        "registration_type": text_entry(license.registration_type),
        "registered_capital": amount(style, capital * WAN), "years_in_operation": _age(style, rng, license),
        "main_business": text_entry(profile["business"]), "industry": text_entry(profile["industry"]),
        "legal_representative": text_entry(license.legal_representative),
        **_contact(rng, style, f"{_domain(rng)}.com"), "employees": staff,
        "rd_staff_ratio": percent(style, Fraction(rng.randint(110, 330), 1000), 1),
        "certified_staff_ratio": percent(style, Fraction(rng.randint(150, 520), 1000), 1),
        "invention_patents": count(rng.randint(3, 60)), "utility_patents": count(rng.randint(12, 180)),
        "design_patents": rng.choice([count(rng.randint(1, 15)), Entry("无", "无"), count(rng.randint(1, 9))]),
        "awards": text_entry(awards), "standards": text_entry(standards),
    }  # fmt: skip
    fields |= operating_figures(style, own, rng)
    a = Applicant(id_, "enterprise", style, name, district, fields, [], vocabulary,
                  _audit(rng, name, books, parent, style.statement_unit), license, list(ATTACHMENTS["enterprise"]))  # fmt: skip
    a.sections = _sections(a, rng, longer)
    return a


def _domain(rng: random.Random) -> str:
    return "".join(
        rng.choice(["han", "yue", "qi", "chen", "luo", "ming", "heng", "zhi"]) for _ in range(3)
    )


def _age(style: Style, rng: random.Random, license: License) -> Entry:
    years = int(_years_open(license.established))
    note = rng.choice(["", "", "（截至目前）"]) if style.family == "a" else rng.choice(["", "年"])
    return Entry(f"{years}{note}", years, Fraction(years))


def operating_figures(
    style: Style, books: Books, rng: random.Random
) -> dict[str, dict[str, Entry]]:
    """二、经营管理状况 as it follows from the books; the share of services is drawn."""
    share = Fraction(rng.randint(3300, 5200), 10_000)
    table: dict[str, dict[str, Entry]] = {}
    for year in YEARS:
        sheet, flows = books.sheets[int(year)], books.flows[int(year)]
        service = int(flows["operating_revenue"] * share)
        big = style.hundred_millions
        row = {
            "total_assets": amount(style, sheet["total_assets"], big),
            "debt_ratio": percent(style, Fraction(sheet["total_liabilities"], sheet["total_assets"])),
            "net_assets": amount(style, sheet["total_equity"]),
            "operating_revenue": amount(style, flows["operating_revenue"]),
            "service_revenue": amount(style, service),
            "service_revenue_ratio": percent(style, Fraction(service, flows["operating_revenue"])),
            "net_profit": amount(style, flows["net_profit"]),
            "rd_intensity": percent(style, Fraction(flows["rd_expenses"], flows["operating_revenue"])),
        }  # fmt: skip
        for field_id, entry in row.items():
            table.setdefault(field_id, {})[year] = entry
        share += Fraction(rng.randint(30, 240), 10_000)
    return table


def make_platform(id_: str, style: Style, rng: random.Random, root: str, profile: dict,
                  district: dict, longer: bool = False, small: bool = True, group: bool = False) -> Applicant:  # fmt: skip
    """A platform run by a company; the operator's statements mostly keep to 小企业会计准则."""
    name, license, vocabulary = _company(rng, style, profile, root, district)
    books = make_books(rng, rng.randint(1_500, 9_000) * 10_000, small)
    capital = books.sheets[2022]["paid_in_capital"] // WAN
    license.capital = f"人民币{capital}万元"
    began = date(rng.randint(2016, 2020), rng.randint(1, 12), 1)
    vocabulary |= {"platform": profile["name"], "started": f"{began.year}年{began.month}月"}
    open_for = int((DEADLINE - began).days / 365)
    awards, standards = _honours(rng, vocabulary, 2)
    fields: dict = {
        "applicant_unit": text_entry(name), "application_type": choice("示范平台"),
        "recommending_unit": text_entry(district["board"]), "platform_name": text_entry(profile["name"]),
        "website": text_entry(f"{rng.choice(['www.', 'https://www.'])}{profile['domain']}.com"),
        "registered_address": text_entry(license.address), "main_business": text_entry(profile["business"]),
        "years_in_operation": count(open_for), "operator": text_entry(name),
        "operator_uscc": text_entry(license.uscc), "industry": text_entry(profile["industry"]),
        "legal_representative": text_entry(license.legal_representative),
        **_contact(rng, style, f"{profile['domain']}.com"), "operator_nature": choice("企业"),
        "registered_capital": amount(style, capital * WAN),
        "investors": choice(_investors(rng, root, license.legal_representative)),
        "awards": text_entry(awards), "standards": text_entry(standards),
        "service_cycle_weeks": count(rng.randint(1, 9), rng.choice(["", "周"])),
        "platform_type": choice(rng.choice(["从制造业企业衍生出的服务平台", "第三方专业服务平台"])),
        "is_application_service_provider": choice(rng.choice("是否")),
        "service_modes": choice(_modes(profile["modes"])),
    }  # fmt: skip
    a = Applicant(id_, "platform", style, name, district, fields, [], vocabulary,
                  _audit(rng, name, books, None, style.statement_unit), license, list(ATTACHMENTS["platform"]))  # fmt: skip
    a.sections = _sections(a, rng, longer)
    return a


def _modes(modes: list[str]) -> list[str]:
    """共享制造 stands alone; any other mode is ticked below 其他模式."""
    return modes if modes == ["共享制造"] else sorted([*modes, "其他模式"])


def _investors(rng: random.Random, root: str, person: str) -> list[dict]:
    shares = sorted((rng.randint(150, 420) for _ in range(2)), reverse=True)
    rows = [
        (f"上海{root}集团有限公司", "民营企业", 1000 - sum(shares)),
        (f"{root}（上海）企业管理合伙企业", "有限合伙", shares[0]),
        (person, "自然人", shares[1]),
    ]
    return [{"name": n, "nature": k, "ratio": ratio / 10} for n, k, ratio in rows]
