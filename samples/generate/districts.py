"""Made-up figures of a district that applies as 示范区."""

from __future__ import annotations

import random
from fractions import Fraction

from .applicants import ATTACHMENTS, choice, count, text_entry
from .applicants import _sections as sections
from .facts import YEARS, Applicant, Entry
from .style import Style


def _decimal(style: Style, value: float, decimals: int) -> Entry:
    text = style.number(Fraction(str(value)), decimals)
    return Entry(text, float(text.replace(",", "")))


def _growing(style: Style, rng: random.Random, low: float, high: float, decimals: int,
             rate: float = 1.06) -> dict[str, Entry]:  # fmt: skip
    value, row = rng.uniform(low, high), {}
    for year in YEARS:
        row[year] = _decimal(style, round(value, decimals), decimals)
        value *= rate * rng.uniform(0.98, 1.03)
    return row


def make_district(id_: str, style: Style, rng: random.Random, root: str, profile: dict,
                  district: dict, longer: bool = False, small: bool = False, group: bool = False) -> Applicant:  # fmt: skip
    """A district's commission on behalf of the district."""
    place = district["name"]
    policy = f"《{place}促进服务型制造提质扩面实施意见》"
    scale = rng.uniform(900, 2600)
    fields: dict = {
        "applicant_unit": text_entry(f"上海市{place}人民政府"), "application_type": choice("示范区"),
        "recommending_unit": text_entry(district["board"]),
        "district_name": text_entry(rng.choice([place, f"上海市{place}"])),
        "policy_documents": text_entry(f"{policy}；《{place}服务型制造示范培育奖补细则》"),
        "related_policy_documents": text_entry(
            f"《{place}生产性服务业功能区建设指南》；《关于{place}推动两业深度融合的若干措施》"
        ),
        "leading_group": choice("是"), "gdp": _growing(style, rng, scale, scale * 1.1, 2),
        "industrial_value_added": _growing(style, rng, scale * 0.3, scale * 0.42, 2),
        "industrial_profit_margin": _growing(style, rng, 4.6, 7.4, 2, 1.02),
        "producer_services_value_added": _growing(style, rng, scale * 0.15, scale * 0.24, 2, 1.08),
        "special_funds": _growing(style, rng, 0.6, 1.9, 2, 1.3),
        "publicity_meetings": count(rng.randint(6, 30)), "publicity_trainings": count(rng.randint(9, 42)),
        "publicity_others": count(rng.randint(3, 20)), "rd_gdp_ratio": _growing(style, rng, 2.8, 4.4, 2, 1.04),
        "invention_patents_per_million": _growing(style, rng, 420, 900, 0, 1.1),
        "specialized_sme_count": _growing(style, rng, 80, 180, 0, 1.3),
        "industrial_growth_effective": choice("是"), "digital_infrastructure_effective": choice("是"),
        "digital_recognitions": text_entry(
            f"市级智能工厂{rng.randint(4, 30)}家；两化融合管理体系贯标{rng.randint(20, 90)}家；"
            f"市级工业互联网平台{rng.randint(1, 6)}个；企业上云{rng.randint(600, 2800)}家"
        ),
        "sm_enterprise_count": count(rng.randint(70, 260)),
        "sm_enterprise_output": _decimal(style, rng.randint(300, 1900) * 10_000, 0),
        "municipal_demo_enterprises": count(rng.randint(4, 18)),
        "municipal_demo_platforms": count(rng.randint(2, 9)),
        "municipal_demo_projects": count(rng.randint(2, 12)),
        "district_demo_enterprises": count(rng.randint(10, 32)),
        "district_demo_platforms": count(rng.randint(3, 12)),
        "district_demo_projects": count(rng.randint(4, 22)),
    }  # fmt: skip
    vocabulary = {"district": place, "focus": "、".join(district["focus"]), "policy": policy}
    a = Applicant(id_, "district", style, place, district, fields, [], vocabulary, None, None,
                  list(ATTACHMENTS["district"]))  # fmt: skip
    a.sections = sections(a, rng, longer)
    return a
