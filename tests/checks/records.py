"""A made-up company, platform and district whose papers agree, and ways to change them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from checks.engine import run
from checks.findings import Finding, Report
from checks.fingerprint import Fingerprint, Neighbours
from checks.reference import Reference, parse_reference
from extract.programme import Programme, load
from extract.records import (
    Audit,
    Evidence,
    Heading,
    License,
    PageRecord,
    PageType,
    Reading,
    Record,
    SourceFile,
    Statement,
    StatementKind,
    StatementRow,
    Style,
)
from extract.vocabulary import load_vocabulary

PROGRAMS = Path(__file__).parents[2] / "programs"
BOX = (72.0, 100.0, 180.0, 116.0)
FORM, AUDIT = "申报书.pdf", "审计报告.pdf"
COMPANY, CODE = "上海明理精密仪器有限公司", "913101151234567880"


@cache
def programme() -> Programme:
    return load(PROGRAMS / "shanghai-service-manufacturing-2023")


@cache
def reference() -> Reference:
    vocabulary = load_vocabulary(PROGRAMS / "common")
    text = (PROGRAMS / "common" / "checks.yaml").read_text(encoding="utf-8")
    return parse_reference(text).with_statements(vocabulary.identities, vocabulary.statements.specs)


def reading(value: Any, text: str | None = None, **other: Any) -> Reading:
    printed = text if text is not None else "" if value is None else str(value)
    base: dict[str, Any] = {
        "confidence": 1.0,
        "origin": "text",
        "file": FORM,
        "page": 3,
        "bbox": BOX,
    }
    return Reading(value=value, text=printed, **{**base, **other})


def audited(amount: float | None, **other: Any) -> Reading | None:
    if amount is None:
        return None
    return reading(amount, f"{amount:,.2f}", file=AUDIT, page=4, unit="元", **other)


YEARS = ("2020", "2021", "2022")
PER_YEAR: dict[str, tuple[float, float, float]] = {
    "total_assets": (8000.0, 9000.0, 10000.0),
    "debt_ratio": (50.0, 44.44, 40.0),
    "net_assets": (4000.0, 5000.0, 6000.0),
    "operating_revenue": (7000.0, 7500.0, 8000.0),
    "service_revenue": (2800.0, 3000.0, 3600.0),
    "service_revenue_ratio": (40.0, 40.0, 45.0),
    "net_profit": (500.0, 600.0, 700.0),
    "rd_intensity": (5.0, 6.0, 6.25),
}
ENTERPRISE: dict[str, Any] = {
    "applicant_unit": COMPANY,
    "application_type": "示范企业",
    "recommending_unit": "上海市浦东新区科技和经济委员会",
    "company_name": COMPANY,
    "uscc": CODE,
    "registered_address": "上海市浦东新区明理路1号",
    "registration_type": "其他有限责任公司",
    "registered_capital": 3000,
    "years_in_operation": 12,
    "main_business": "精密仪器制造与维护",
    "industry": "仪器仪表制造业",
    "legal_representative": "王明",
    "contact_person": "李理",
    "contact_position": "主管",
    "contact_phone": "021-50001111",
    "contact_email": "lili@mingli-example.cn",
    "employees": 200,
    "rd_staff_ratio": 20.5,
    "certified_staff_ratio": 30.0,
    "invention_patents": 5,
    "utility_patents": 20,
    "design_patents": "无",
    "awards": "上海市专精特新企业",
    "standards": "无",
}
PLATFORM: dict[str, Any] = {
    **{k: ENTERPRISE[k] for k in ("applicant_unit", "recommending_unit", "registered_address")},
    **{k: v for k, v in ENTERPRISE.items() if k.startswith(("contact", "legal", "main_business"))},
    "application_type": "示范平台",
    "platform_name": "明理云检测平台",
    "website": "www.mingli-example.cn",
    "years_in_operation": 3,
    "operator": COMPANY,
    "operator_uscc": CODE,
    "industry": "设备检测服务",
    "operator_nature": "企业",
    "registered_capital": 3000,
    "investors": [
        {"name": "明理控股有限公司", "nature": "企业法人", "ratio": 60.0},
        {"name": "王明", "nature": "自然人", "ratio": 40.0},
    ],
    "awards": "无",
    "standards": "无",
    "service_cycle_weeks": 2,
    "platform_type": "第三方专业服务平台",
    "is_application_service_provider": "是",
    "service_modes": ["共享制造"],
}
BALANCE_SHEET: dict[str, tuple[float | None, float | None]] = {
    "total_current_assets": (60_000_000.0, 55_000_000.0),
    "total_noncurrent_assets": (40_000_000.0, 35_000_000.0),
    "total_assets": (100_000_000.0, 90_000_000.0),
    "total_current_liabilities": (30_000_000.0, 31_000_000.0),
    "total_noncurrent_liabilities": (10_000_000.0, 9_000_000.0),
    "total_liabilities": (40_000_000.0, 40_000_000.0),
    "total_equity": (60_000_000.0, 50_000_000.0),
    "total_liabilities_and_equity": (100_000_000.0, 90_000_000.0),
}
INCOME_STATEMENT: dict[str, tuple[float | None, float | None]] = {
    "operating_revenue": (80_000_000.0, 75_000_000.0),
    "rd_expenses": (5_000_000.0, 4_500_000.0),
    "operating_profit": (8_000_000.0, 7_000_000.0),
    "non_operating_income": (300_000.0, 200_000.0),
    "non_operating_expenses": (100_000.0, 100_000.0),
    "total_profit": (8_200_000.0, 7_100_000.0),
    "income_tax": (1_200_000.0, 1_100_000.0),
    "net_profit": (7_000_000.0, 6_000_000.0),
}
CASH_FLOW: dict[str, tuple[float | None, float | None]] = {
    "net_operating_cash_flow": (9_000_000.0, 8_000_000.0),
    "net_investing_cash_flow": (-4_000_000.0, -3_000_000.0),
    "net_financing_cash_flow": (-1_000_000.0, 500_000.0),
    "net_increase_in_cash": (4_000_000.0, 5_500_000.0),
    "opening_cash": (10_000_000.0, 4_500_000.0),
    "closing_cash": (14_000_000.0, 10_000_000.0),
}


def _pages(types: Mapping[str, tuple[PageType, ...]]) -> tuple[PageRecord, ...]:
    return tuple(
        PageRecord(
            file=file,
            page=number,
            type=kind,
            confidence=1.0,
            digital=True,
            width=595.3,
            height=841.9,
        )
        for file, kinds in types.items()
        for number, kind in enumerate(kinds, start=1)
    )


def heading(title: str, text: str = "", level: int = 1, **other: Any) -> Heading:
    base = {"file": FORM, "page": 5, "bbox": BOX, "reference": title}
    return Heading(level=level, title=title, text=text, **{**base, **other})


def styles() -> tuple[Style, ...]:
    place = Evidence(file=FORM, page=5)
    return (
        Style(role="body", font="ABCDEF+FangSong_GB2312", size=12.0, line_spacing=1.15,
              characters=3000, evidence=place),
        Style(role="heading1", font="SimHei", size=16.0, line_spacing=None,
              characters=60, evidence=place),
        Style(role="heading2", font="KaiTi_GB2312", size=14.0, line_spacing=None,
              characters=80, evidence=place),
    )  # fmt: skip


def audit(**changes: Any) -> Audit:
    def lines(table: Mapping[str, tuple[float | None, float | None]]) -> Any:
        return {line: (audited(now), audited(then)) for line, (now, then) in table.items()}

    known: dict[str, Any] = {
        "firm": reading("上海算清会计师事务所（普通合伙）", file=AUDIT, page=1),
        "report_number": reading("算清审字（2023）第0042号", file=AUDIT, page=1),
        "report_date": reading("2023-03-20", file=AUDIT, page=2),
        "entity": reading(COMPANY, file=AUDIT, page=1),
        "fiscal_year": reading(2022, file=AUDIT, page=3),
        "opinion": reading("unqualified", "我们认为……公允反映", file=AUDIT, page=1),
        "scope": reading("separate", file=AUDIT, page=3),
        "unit": reading("元", file=AUDIT, page=3),
        "balance_sheet": lines(BALANCE_SHEET),
        "income_statement": lines(INCOME_STATEMENT),
        "cash_flow": lines(CASH_FLOW),
    }
    return Audit(**{**known, **changes})


def statement(
    kind: StatementKind,
    rows: Mapping[str, tuple[float | None, float | None]],
    *,
    complete: bool = True,
    **other: Any,
) -> Statement:
    """Make a statement out of printed labels and figures; ids are given by `labels`."""
    labels: Mapping[str, str | None] = other.pop("labels", {})
    printed = tuple(
        StatementRow(label=label, line=labels.get(label), current=audited(now), prior=audited(then))
        for label, (now, then) in rows.items()
    )
    base = {"scope": "separate", "year": 2022, "unit": "元"}
    return Statement(kind=kind, rows=printed, complete=complete, **{**base, **other})


def _record(kind: str, fields: dict[str, Any], titles: tuple[str, ...], **other: Any) -> Record:
    base: dict[str, Any] = {
        "id": "own",
        "kind": kind,
        "files": (
            SourceFile(path=FORM, pages=5, sha256="form-of-own"),
            SourceFile(path=AUDIT, pages=6, sha256="audit-of-own"),
        ),
        "pages": _pages(
            {
                FORM: ("cover", "instructions", "form", "business_license", "body"),
                AUDIT: ("audit_opinion", "audit_notes", "balance_sheet", "income_statement",
                        "cash_flow", "equity_changes"),
            }
        ),
        "fields": fields,
        "outline": tuple(heading(title) for title in titles),
        "styles": styles(),
    }  # fmt: skip
    return Record(**{**base, **other})


def enterprise(**changes: Any) -> Record:
    fields: dict[str, Any] = {name: reading(value) for name, value in ENTERPRISE.items()}
    for name, values in PER_YEAR.items():
        fields[name] = {
            year: reading(value, f"{value:.2f}") for year, value in zip(YEARS, values, strict=True)
        }
    titles = tuple(e.title for e in programme().kind("enterprise").outline if e.level == 1)
    papers: dict[str, Any] = {
        "audit": audit(),
        "license": license_of(),
        "attachments": ("audit_report", "business_license"),
    }
    return _record("enterprise", fields, titles, **{**papers, **changes})


def platform(**changes: Any) -> Record:
    fields = {name: reading(value) for name, value in PLATFORM.items()}
    titles = tuple(e.title for e in programme().kind("platform").outline if e.level == 1)
    papers: dict[str, Any] = {
        "audit": audit(),
        "license": license_of(),
        "attachments": (
            "audit_report",
            "business_license",
            "customer_evaluation",
            "premises_proof",
        ),
    }
    return _record("platform", fields, titles, **{**papers, **changes})


def license_of(**changes: Any) -> License:
    known = {
        "name": reading(COMPANY, page=4),
        "uscc": reading(CODE, page=4),
        "legal_representative": reading("王明", page=4),
        "established": reading("2011-05-06", page=4),
        "address": reading("上海市浦东新区明理路1号", page=4),
    }
    return License(**{**known, **changes})


def district(**changes: Any) -> Record:
    numbers = {"gdp": (1000.0, 1100.0, 1200.0), "industrial_value_added": (300.0, 310.0, 320.0),
               "industrial_profit_margin": (6.0, 6.1, 6.2)}  # fmt: skip
    fields: dict[str, Any] = {
        name: {y: reading(v, f"{v:.2f}") for y, v in zip(YEARS, values, strict=True)}
        for name, values in numbers.items()
    }
    fields |= {
        "applicant_unit": reading("浦东新区"),
        "application_type": reading("示范区"),
        "district_name": reading("浦东新区"),
    }
    titles = tuple(e.title for e in programme().kind("district").outline if e.level == 1)
    return _record("district", fields, titles, **{"attachments": ("policy_document",), **changes})


def with_field(
    record: Record, name: str, value: Any, year: str | None = None, **other: Any
) -> Record:
    """Return the record with one field (in one year) read otherwise."""
    new = value if isinstance(value, Reading) else reading(value, **other)
    old = record.fields.get(name)
    changed = {**old, year: new} if year is not None and isinstance(old, dict) else new
    return record.model_copy(update={"fields": {**record.fields, name: changed}})


def with_audit(record: Record, **changes: Any) -> Record:
    assert record.audit is not None
    return record.model_copy(update={"audit": record.audit.model_copy(update=changes)})


def with_line(
    record: Record, kind: str, line: str, now: float | None, then: float | None
) -> Record:
    """Return the record with one audited line printed otherwise."""
    assert record.audit is not None
    lines = {**getattr(record.audit, kind), line: (audited(now), audited(then))}
    return with_audit(record, **{kind: lines})


def report(record: Record, others: Neighbours | tuple[Fingerprint, ...] = ()) -> Report:
    return run(record, programme(), reference(), others)


def findings(
    record: Record, code: str, others: Neighbours | tuple[Fingerprint, ...] = ()
) -> dict[str, Finding]:
    """Return the findings of one code by their keys."""
    return {f.key: f for f in report(record, others).findings if f.code == code}


def states(
    record: Record, code: str, others: Neighbours | tuple[Fingerprint, ...] = ()
) -> dict[str, str]:
    """Return how each comparison of one code ended."""
    return {o.key: o.state for o in report(record, others).outcomes if o.code == code}


def map_origin(record: Record, origin: str, confidence: float) -> Record:
    """Return the record with the form's readings of another origin."""
    update = {"origin": origin, "confidence": confidence}
    fields = {
        name: {year: one.model_copy(update=update) for year, one in found.items()}
        if isinstance(found, dict)
        else found.model_copy(update=update)
        for name, found in record.fields.items()
    }
    return record.model_copy(update={"fields": fields})
