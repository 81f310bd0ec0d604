"""Small records and filings, made up, for the tests of the archive."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from archive import Filing
from archive.keys import content_key, work_key
from checks.findings import Finding, Outcome, Report
from extract.records import (
    Audit,
    Evidence,
    FieldReading,
    Heading,
    Kind,
    License,
    PageRecord,
    Reading,
    Record,
    SourceFile,
    Statement,
    StatementRow,
    Value,
)

FORM = "申报书.pdf"


def reading(value: Value, text: str | None = None, page: int = 2) -> Reading:
    return Reading(
        value=value,
        text=str(value) if text is None else text,
        confidence=0.99,
        origin="text",
        file=FORM,
        page=page,
        bbox=(10, 20, 110, 40),
    )


def fields(name: str = "上海示例装备有限公司", **more: FieldReading) -> dict[str, FieldReading]:
    return {
        "applicant_unit": reading(name, page=1),
        "recommending_unit": reading("示例区经委", page=1),
        "company_name": reading(name),
        "industry": reading("集成电路装备制造"),
        "main_business": reading("系统集成与工程总承包"),
        "employees": reading(120),
        "contact_person": reading("张三"),
        "contact_phone": reading("021-50000000"),
        "contact_email": reading("a@example.com"),
        "operating_revenue": {
            "2020": reading(9000.0),
            "2021": reading(9500.5),
            "2022": reading(12000.0, "12,000"),
        },
        **more,
    }


def audit() -> Audit:
    revenue = (reading(119_000_000.0, page=4), reading(95_005_000.0, page=4))
    return Audit(
        firm=reading("示例会计师事务所"),
        fiscal_year=reading(2022),
        income_statement={"operating_revenue": revenue},
        statements=(
            Statement(
                kind="income_statement",
                scope="separate",
                year=2022,
                unit="元",
                rows=(
                    StatementRow(
                        label="一、营业收入",
                        line="operating_revenue",
                        current=revenue[0],
                        prior=revenue[1],
                    ),
                ),
                complete=True,
            ),
        ),
    )


def record(
    id: str = "甲公司",
    kind: Kind | None = "enterprise",
    texts: tuple[str, ...] = ("申报书封面", "面向集成电\n路行业的总承包服务"),
    found: dict[str, FieldReading] | None = None,
    outline: tuple[Heading, ...] = (),
    sha256: str = "0" * 64,
) -> Record:
    return Record(
        id=id,
        kind=kind,
        files=(SourceFile(path=FORM, pages=len(texts), sha256=sha256),),
        pages=tuple(
            PageRecord(file=FORM, page=number, type="form", confidence=1, digital=True, text=text)
            for number, text in enumerate(texts, start=1)
        ),
        fields=fields() if found is None else found,
        outline=outline,
        audit=audit(),
        license=License(uscc=reading("91310000MA1FL00000")),
    )


def finding(
    code: str = "audit-mismatch",
    severity: Literal["high", "medium", "low"] = "high",
    message: str = "营业收入待核实",
) -> Finding:
    return Finding(
        code=code,
        key="operating_revenue@2022",
        severity=severity,
        message=message,
        confidence=0.9,
        evidence=(reading(12000.0), Evidence(file=FORM, page=4, text="119,000,000.00")),
    )


def report(*findings: Finding) -> Report:
    outcome = Outcome(code="debt-ratio-inconsistent", key="2022", state="unchecked", message="缺数")
    return Report(findings=findings, outcomes=(outcome,))


def filing(
    source: Path,
    one: Record | None = None,
    content: str = "1",
    about: Report | None = None,
    version: str = "v1",
) -> Filing:
    key = content_key([(FORM, content)])
    return Filing(
        record=one or record(source.name),
        report=about or report(finding()),
        content_key=key,
        work_key=work_key(key, version, ""),
        source=source,
        batch="第一批",
        version=version,
        fingerprint=f'{{"content": "{content}"}}',
    )
