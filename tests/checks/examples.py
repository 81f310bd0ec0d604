"""For every code one way to break a sound submission, and the key of what is then raised."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from checks.fingerprint import Fingerprint, fingerprint
from extract.records import Evidence, Observation, Record, Style

from . import records
from .records import (
    AUDIT,
    CASH_FLOW,
    FORM,
    audited,
    district,
    enterprise,
    heading,
    license_of,
    platform,
    programme,
    reading,
    with_audit,
    with_field,
    with_line,
)

PASSAGE = (
    "公司自成立起便把远程诊断写进合同附件，客户的每台设备出厂时都带有独立编号与运行档案，"
    "工程师按季度回访并把磨损曲线交给设计部门，设计部门据此修订下一批零件的公差与热处理要求，"
    "修订意见又回到车间的作业指导书里，如此往复形成了制造与服务相互促进的闭环管理机制。"
    "为了让这一机制长期有效，公司设立了由总经理牵头的服务委员会，委员会每月召开一次例会，"
    "逐条审阅客户的来信与热线记录，凡是重复出现的抱怨都要列入改进清单并指定责任人限期销号。"
    "三年下来，客户现场的非计划停机明显减少，备件库存周转加快，年轻工程师也在跟班中学会了判断。"
)


@dataclass(frozen=True)
class Example:
    sound: Callable[[], Record]
    broken: Callable[[], Record]
    key: str
    others: tuple[Fingerprint, ...] = ()


def other(**changes: object) -> Fingerprint:
    return Fingerprint(id="other", kind="enterprise", name="上海另一家有限公司").model_copy(
        update=changes
    )


def seen(kind: str, page: int | None = 3) -> Record:
    observed = Observation(kind=kind, file=FORM, page=page, detail="数字“7”", score=0.9)
    return enterprise(observations=(observed,))


def with_body(text: str) -> Record:
    record = enterprise()
    first, *rest = record.outline
    return record.model_copy(update={"outline": (first.model_copy(update={"text": text}), *rest)})


def wrong_size() -> Record:
    style = Style(
        role="body",
        font="FangSong",
        size=14.0,
        characters=3000,
        evidence=Evidence(file=FORM, page=5),
    )
    return enterprise(styles=(style,))


def renamed_audit() -> Record:
    return with_audit(enterprise(), entity=reading("上海暗理精密仪器有限公司", file=AUDIT))


def other_licence() -> Record:
    return enterprise(license=license_of(uscc=reading("91110000600037341L", page=4)))


def low_service_share() -> Record:
    record = with_field(enterprise(), "service_revenue", 2396.0, "2022", text="2396.00")
    return with_field(record, "service_revenue_ratio", 29.95, "2022", text="29.95")


def without_section() -> Record:
    record = enterprise()
    return record.model_copy(update={"outline": record.outline[1:]})


def of_other_year() -> Record:
    return with_audit(enterprise(), fiscal_year=reading(2021, file=AUDIT, page=3))


def qualified() -> Record:
    return with_audit(enterprise(), opinion=reading("qualified", "保留意见", file=AUDIT))


def unbalanced() -> Record:
    return with_line(
        enterprise(), "cash_flow", "closing_cash", 14_000_001.0, CASH_FLOW["closing_cash"][1]
    )


EXAMPLES: dict[str, Example] = {
    "missing-field": Example(
        enterprise, lambda: with_field(enterprise(), "contact_email", None), "contact_email"
    ),
    "missing-attachment": Example(
        platform,
        lambda: platform(attachments=("audit_report", "business_license", "premises_proof")),
        "customer_evaluation",
    ),
    "missing-section": Example(enterprise, without_section, "企业简介"),
    "over-length": Example(enterprise, lambda: with_body("仪器" * 2600), ""),
    "type-mismatch": Example(
        platform, lambda: with_field(platform(), "application_type", "示范企业"), ""
    ),
    "format-deviation": Example(enterprise, wrong_size, "body_size"),
    "uscc-invalid": Example(
        platform,
        lambda: with_field(platform(), "operator_uscc", records.CODE[:-1] + "1"),
        "operator_uscc",
    ),
    "name-mismatch": Example(enterprise, renamed_audit, "audit_report"),
    "uscc-mismatch": Example(enterprise, other_licence, "business_license"),
    "contact-invalid": Example(
        enterprise, lambda: with_field(enterprise(), "contact_phone", "1390000111"), "contact_phone"
    ),
    "not-local": Example(
        enterprise,
        lambda: with_field(enterprise(), "registered_address", "江苏省苏州市上海路1号"),
        "",
    ),
    "service-ratio-below-threshold": Example(enterprise, low_service_share, "2022"),
    "operating-time-too-short": Example(
        platform, lambda: with_field(platform(), "years_in_operation", 1.5), ""
    ),
    "debt-ratio-inconsistent": Example(
        enterprise, lambda: with_field(enterprise(), "debt_ratio", 41.2, "2022"), "2022"
    ),
    "service-ratio-inconsistent": Example(
        enterprise, lambda: with_field(enterprise(), "service_revenue_ratio", 46.0, "2022"), "2022"
    ),
    "impossible-value": Example(
        district,
        lambda: with_field(district(), "industrial_profit_margin", 106.1, "2021"),
        "industrial_profit_margin@2021",
    ),
    "unusual-change": Example(
        district, lambda: with_field(district(), "gdp", 11000.0, "2022"), "gdp@2022"
    ),
    "unit-slip": Example(
        enterprise,
        lambda: with_field(enterprise(), "total_assets", 100_000_000.0, "2022"),
        "total_assets@2022",
    ),
    "audit-mismatch": Example(
        enterprise, lambda: with_field(enterprise(), "net_profit", 912.0, "2022"), "net_profit@2022"
    ),
    "audit-year-mismatch": Example(enterprise, of_other_year, ""),
    "audit-opinion-modified": Example(enterprise, qualified, ""),
    "audit-not-balanced": Example(
        enterprise, unbalanced, "closing_cash=opening_cash+net_increase_in_cash"
    ),
    "rd-intensity-inconsistent": Example(
        enterprise, lambda: with_field(enterprise(), "rd_intensity", 8.25, "2022"), "2022"
    ),
    "narrative-contradiction": Example(
        lambda: with_body("2022年，公司实现营业收入0.80亿元，净利润700万元。"),
        lambda: with_body("2022年，公司实现营业收入1.02亿元，净利润700万元。"),
        "operating_revenue@2022",
    ),
    "hidden-text": Example(enterprise, lambda: seen("hidden-text"), f"{FORM}#3"),
    "layer-mismatch": Example(enterprise, lambda: seen("layer-mismatch"), f"{FORM}#3"),
    "late-edit": Example(enterprise, lambda: seen("late-edit", None), ""),
    "font-anomaly": Example(enterprise, lambda: seen("font-anomaly"), f"{FORM}#3"),
    "pasted-region": Example(enterprise, lambda: seen("pasted-region"), f"{FORM}#3"),
    "duplicate-narrative": Example(
        lambda: with_body(PASSAGE),
        lambda: with_body(PASSAGE),
        "other",
        (other(passages=fingerprint(with_body("略。" + PASSAGE), programme()).passages),),
    ),
    "shared-contact": Example(
        enterprise, enterprise, "other", (other(phones=frozenset({"02150001111"})),)
    ),
    "reused-audit-report": Example(
        enterprise, enterprise, "other", (other(report_number="算清审字2023第0042号"),)
    ),
    "duplicate-submission": Example(
        enterprise, enterprise, "other", (other(uscc=records.CODE, name=records.COMPANY),)
    ),
}

__all__ = ["EXAMPLES", "PASSAGE", "Example", "audited", "heading", "other", "with_body"]
