"""A programme of a few fields, for the tests of the exports."""

from __future__ import annotations

from extract.programme import (
    AttachmentSpec,
    Conditions,
    FieldSpec,
    FormSpec,
    KindSpec,
    Mode,
    Programme,
    SummaryBlock,
    Typography,
)

MODES = (
    Mode(name="总集成总承包服务", description="", keywords=("总承包", "系统集成")),
    Mode(name="节能环保服务", description="", keywords=("节能", "合同能源管理")),
)


def _field(id: str, label: str, **more: object) -> FieldSpec:
    return FieldSpec.model_validate({"id": id, "label": label, "section": "一", **more})


def _columns(name: str, label: str, third: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return (
        ("序号", "index"),
        (label, name),
        third,
        ("联系人", "contact_person"),
        ("联系电话", "contact_phone"),
        ("电子邮箱", "contact_email"),
    )


_CONTACT = (
    _field("contact_person", "联系人"),
    _field("contact_phone", "联系电话"),
    _field("contact_email", "电子邮箱"),
)

ENTERPRISE = KindSpec(
    id="enterprise",
    label="示范企业",
    form=FormSpec(
        id="enterprise",
        title="申请表",
        fields=(
            _field("company_name", "企业名称"),
            _field("industry", "所属行业"),
            _field("main_business", "主营业务"),
            _field("employees", "员工总数", type="number", unit="人"),
            *_CONTACT,
            _field("operating_revenue", "营业收入", type="number", unit="万元", per_year=True),
        ),
    ),
    outline=(),
    word_limit=5000,
    attachments=(AttachmentSpec(type="audit_report", label="2022年度审计报告", required=True),),
    name_field="company_name",
    summary=SummaryBlock(
        title="一、示范企业",
        columns=_columns("company_name|applicant_unit", "企业名称", ("示范模式", "modes")),
    ),
)
PLATFORM = KindSpec(
    id="platform",
    label="示范平台",
    form=FormSpec(
        id="platform",
        title="申请表",
        fields=(
            _field("platform_name", "平台名称"),
            _field("investors", "主要投资方", type="rows"),
            _field("is_application_service_provider", "是否为应用服务提供商", type="choice"),
            *_CONTACT,
        ),
    ),
    outline=(),
    word_limit=5000,
    attachments=(),
    name_field="platform_name",
    summary=SummaryBlock(
        title="二、示范平台",
        columns=_columns(
            "platform_name",
            "平台名称",
            ("公共服务/应用服务提供商", "is_application_service_provider"),
        ),
    ),
)
DISTRICT = KindSpec(
    id="district",
    label="示范区",
    form=FormSpec(id="district", title="申请表", fields=(_field("district_name", "区名称"),)),
    outline=(),
    word_limit=10000,
    attachments=(),
    name_field="district_name",
    summary=SummaryBlock(
        title="三、示范区",
        columns=(
            ("序号", "index"),
            ("区名称", "district_name"),
            ("联系人", "blank"),
            ("联系电话", "blank"),
            ("电子邮箱", "blank"),
        ),
    ),
)
PROGRAMME = Programme(
    id="test",
    title="示例遴选",
    number="示例〔2023〕1号",
    years=("2020", "2021", "2022"),
    audit_year=2022,
    cover=FormSpec(
        id="cover",
        title="封面",
        fields=(_field("applicant_unit", "申报单位"), _field("recommending_unit", "推荐单位")),
    ),
    kinds=(ENTERPRISE, PLATFORM, DISTRICT),
    typography=Typography(
        paper=(595, 842),
        body_fonts=("仿宋",),
        body_size=14,
        line_spacing=(1.3, 1.7),
        heading1_fonts=("黑体",),
        heading1_size=16,
        heading2_fonts=("楷体",),
        heading2_size=15,
        size_tolerance=0.5,
    ),
    conditions=Conditions(
        region="上海市",
        region_wordings=("上海",),
        service_ratio_minimum=30,
        platform_years_minimum=2,
        application_date="2023-08-01",
        unusual_change=5,
    ),
    modes=MODES,
    summary_title="服务型制造示范遴选申报汇总表",
)
