"""A made-up submission with its truth, and records of it, for the tests of the evaluation.

Pages of 申报书.pdf are digital, those of 审计.pdf scanned.
"""

from __future__ import annotations

import json
from pathlib import Path

from evaluation.labelled import Boxes, Labelled
from evaluation.truth import (
    TrueAudit,
    TrueFile,
    TrueFinding,
    TrueHeading,
    TrueLicense,
    TruePage,
    Truth,
)
from extract.programme import (
    Conditions,
    FieldSpec,
    FieldType,
    FormSpec,
    KindSpec,
    Programme,
    SummaryBlock,
    Typography,
)
from extract.records import (
    Audit,
    Heading,
    License,
    PageRecord,
    PageType,
    Reading,
    Record,
    Value,
)

FORM = "申报书.pdf"
AUDIT = "审计.pdf"
TYPES: dict[tuple[str, int], PageType] = {
    (FORM, 1): "cover",
    (FORM, 2): "form",
    (FORM, 3): "body",
    (AUDIT, 1): "audit_opinion",
    (AUDIT, 2): "balance_sheet",
    (AUDIT, 3): "business_license",
}


def truth(name: str = "a1", clean: bool = False) -> Truth:
    return Truth(
        id=name,
        kind="enterprise",
        files=(TrueFile(path=FORM, pages=3), TrueFile(path=AUDIT, pages=3)),
        pages=tuple(
            TruePage(file=file, page=page, type=kind, digital=file == FORM, rotation=0)
            for (file, page), kind in TYPES.items()
        ),
        fields={
            "applicant_unit": "示例（上海）公司",
            "application_type": "示范企业",
            "registered_capital": 500,
            "contact_email": None,
            "design_patents": "无",
            "operating_revenue": {"2021": 1200.5, "2022": 1400},
        },
        outline=(
            TrueHeading(level=1, title="企业简介", page=3, file=FORM, reference="企业简介"),
            TrueHeading(level=2, title="特色做法", page=3, file=FORM, reference=None),
        ),
        audit=TrueAudit(
            firm="甲会计师事务所",
            report_number="甲审字(2023)1号",
            report_date="2023-04-18",
            entity="示例（上海）公司",
            fiscal_year=2022,
            opinion="unqualified",
            scope="separate",
            unit="元",
            balance_sheet={"cash": (100.25, None), "total_assets": (5000.0, 4000.0)},
        ),
        license=TrueLicense(
            name="示例（上海）公司",
            uscc="X1",
            legal_representative="张三",
            established="2013-03-18",
        ),
        attachments=("audit_report", "business_license"),
        findings=(
            ()
            if clean
            else (
                TrueFinding(code="missing-field", key="contact_email"),
                TrueFinding(code="audit-mismatch", key="net_profit@2022"),
            )
        ),
        clean=clean,
    )


def labelled(name: str = "a1", boxes: Boxes | None = None, clean: bool = False) -> Labelled:
    return Labelled("set", Path("set") / name, truth(name, clean), boxes or Boxes())


def reading(value: Value, file: str = FORM, page: int = 2, confidence: float = 0.99) -> Reading:
    return Reading(
        value=value,
        text=str(value),
        confidence=confidence,
        origin="text" if file == FORM else "ocr",
        file=file,
        page=page,
        bbox=(10, 20, 30, 40),
    )


def record(name: str = "a1") -> Record:
    """Return a record that is right in everything."""
    true = truth(name)
    assert true.audit is not None
    assert true.license is not None
    return Record(
        id=name,
        kind="enterprise",
        files=(),
        pages=tuple(
            PageRecord(file=file, page=page, type=kind, confidence=0.9, digital=file == FORM)
            for (file, page), kind in TYPES.items()
        ),
        fields={
            "applicant_unit": reading("示例（上海）公司", page=1),
            "application_type": reading("示范企业", page=1),
            "registered_capital": reading(500.0),
            "contact_email": reading(None),
            "design_patents": reading("无"),
            "operating_revenue": {"2021": reading(1200.5), "2022": reading(1400)},
        },
        outline=tuple(
            Heading(
                level=heading.level,
                title=heading.title,
                file=FORM,
                page=3,
                bbox=(0, 0, 9, 9),
                reference=heading.reference,
            )
            for heading in true.outline
        ),
        audit=Audit(
            firm=reading(true.audit.firm, AUDIT, 1),
            report_number=reading(true.audit.report_number, AUDIT, 1),
            report_date=reading(true.audit.report_date, AUDIT, 1),
            entity=reading(true.audit.entity, AUDIT, 1),
            fiscal_year=reading(true.audit.fiscal_year, AUDIT, 1),
            opinion=reading(true.audit.opinion, AUDIT, 1),
            scope=reading(true.audit.scope, AUDIT, 2),
            unit=reading(true.audit.unit, AUDIT, 2),
            balance_sheet={
                "cash": (reading(100.25, AUDIT, 2), None),
                "total_assets": (reading(5000.0, AUDIT, 2), reading(4000.0, AUDIT, 2)),
            },
        ),
        license=License(
            name=reading(true.license.name, AUDIT, 3),
            uscc=reading(true.license.uscc, AUDIT, 3),
            legal_representative=reading(true.license.legal_representative, AUDIT, 3),
            established=reading(true.license.established, AUDIT, 3),
        ),
        attachments=true.attachments,
    )


def with_fields(**fields: Reading | dict[str, Reading]) -> Record:
    """Return the right record with some of its fields replaced."""
    right = record()
    return right.model_copy(update={"fields": {**right.fields, **fields}})


def without(*fields: str) -> Record:
    right = record()
    left = {name: value for name, value in right.fields.items() if name not in fields}
    return right.model_copy(update={"fields": left})


def _field(name: str, kind: FieldType, section: str, per_year: bool = False) -> FieldSpec:
    return FieldSpec(id=name, label=name, type=kind, section=section, per_year=per_year)


def programme() -> Programme:
    form = FormSpec(
        id="enterprise",
        title="表1",
        fields=(
            _field("registered_capital", "number", "一"),
            _field("contact_email", "text", "一"),
            _field("design_patents", "number", "一"),
            _field("operating_revenue", "number", "二", per_year=True),
        ),
    )
    cover = FormSpec(
        id="cover",
        title="封面",
        fields=(
            _field("applicant_unit", "text", "封面"),
            _field("application_type", "choice", "封面"),
        ),
    )
    return Programme(
        id="example",
        title="示例",
        number="1",
        years=("2021", "2022"),
        audit_year=2022,
        cover=cover,
        kinds=(
            KindSpec(
                id="enterprise",
                label="示范企业",
                form=form,
                outline=(),
                word_limit=1,
                attachments=(),
                name_field="applicant_unit",
                summary=SummaryBlock(title="", columns=()),
            ),
        ),
        typography=Typography(
            paper=(1, 1),
            body_fonts=(),
            body_size=1,
            line_spacing=(1, 2),
            heading1_fonts=(),
            heading1_size=1,
            heading2_fonts=(),
            heading2_size=1,
            size_tolerance=1,
        ),
        conditions=Conditions(
            region="",
            region_wordings=(),
            service_ratio_minimum=30,
            platform_years_minimum=2,
            application_date="2023-08-01",
            unusual_change=1,
        ),
        modes=(),
        summary_title="",
    )


def write_submission(folder: Path, name: str, clean: bool = False) -> Path:
    """Write a labelled submission with empty files in place of its documents."""
    inside = folder / name
    inside.mkdir(parents=True)
    for file in (FORM, AUDIT):
        (inside / file).touch()
    shown = truth(name, clean).model_dump(mode="json")
    (inside / "truth.json").write_text(json.dumps(shown, ensure_ascii=False), encoding="utf-8")
    return inside
