"""The Shanghai programme as data, and what its loader says about mistakes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from extract.errors import ProgrammeError
from extract.programme import FieldSpec, Programme, load

FOLDER = Path(__file__).parents[2] / "programs" / "shanghai-service-manufacturing-2023"

# The published ids, in the order of the forms: (id, type, unit, per year).
COVER = "applicant_unit text|application_type choice|recommending_unit text"
ENTERPRISE = """
company_name text|uscc code|registered_address text|registration_type text
registered_capital number 万元|years_in_operation number 年|main_business text|industry text
legal_representative text|contact_person text|contact_position text|contact_phone text
contact_email text|employees number 人|rd_staff_ratio number %|certified_staff_ratio number %
invention_patents number 项|utility_patents number 项|design_patents number 项
total_assets number 万元 yearly|debt_ratio number % yearly|net_assets number 万元 yearly
operating_revenue number 万元 yearly|service_revenue number 万元 yearly
service_revenue_ratio number % yearly|net_profit number 万元 yearly
rd_intensity number % yearly|awards text|standards text
"""
PLATFORM = """
platform_name text|website text|registered_address text|main_business text
years_in_operation number 年|operator text|operator_uscc code|industry text
legal_representative text|contact_person text|contact_position text|contact_phone text
contact_email text|operator_nature choice|registered_capital number 万元|investors rows
awards text|standards text|service_cycle_weeks number 周|platform_type choice
is_application_service_provider choice|service_modes choices
"""
DISTRICT = """
district_name text|policy_documents text|related_policy_documents text|leading_group choice
gdp number 亿元 yearly|industrial_value_added number 亿元 yearly
industrial_profit_margin number % yearly|producer_services_value_added number 亿元 yearly
special_funds number 亿元 yearly|publicity_meetings number 次|publicity_trainings number 次
publicity_others number 次|rd_gdp_ratio number % yearly
invention_patents_per_million number 个 yearly|specialized_sme_count number 个 yearly
industrial_growth_effective choice|digital_infrastructure_effective choice
digital_recognitions text|sm_enterprise_count number 个|sm_enterprise_output number 万元
municipal_demo_enterprises number 个|municipal_demo_platforms number 个
municipal_demo_projects number 个|district_demo_enterprises number 个
district_demo_platforms number 个|district_demo_projects number 个
"""
PUBLISHED = {"enterprise": ENTERPRISE, "platform": PLATFORM, "district": DISTRICT}
REFERENCES = {
    "enterprise": "企业简介 服务型制造发展现状 服务型制造发展能力建设 服务型制造发展成效"
    " 进一步发展思路和规划 其他",
    "platform": "平台概况 平台建设 平台能力 平台服务成效 进一步发展思路和规划 其他",
    "district": "工作举措 取得成效 示范意义 下一步工作安排",
}


@pytest.fixture(scope="module")
def programme() -> Programme:
    return load(FOLDER)


def described(field: FieldSpec) -> str:
    words = (field.id, field.type, field.unit or "", "yearly" if field.per_year else "")
    return " ".join(word for word in words if word)


def published(text: str) -> list[str]:
    return [part for line in text.strip().splitlines() for part in line.split("|")]


def test_cover_has_the_published_fields(programme: Programme) -> None:
    assert [described(field) for field in programme.cover.fields] == published(COVER)


@pytest.mark.parametrize("kind", PUBLISHED)
def test_forms_have_the_published_fields(programme: Programme, kind: str) -> None:
    form = programme.kind(kind).form
    assert [described(field) for field in form.fields] == published(PUBLISHED[kind])


def test_labels_bear_no_unit(programme: Programme) -> None:
    for kind in programme.kinds:
        for field in kind.form.fields:
            if field.unit is not None:
                assert not field.label.endswith((f"（{field.unit}）", f"({field.unit})"))


@pytest.mark.parametrize("kind", REFERENCES)
def test_required_sections_are_the_level_1_titles(programme: Programme, kind: str) -> None:
    outline = programme.kind(kind).outline
    assert [entry.title for entry in outline if entry.required] == REFERENCES[kind].split()
    assert all(entry.required == (entry.level == 1) for entry in outline)


def test_limits_and_years_are_the_notice_s(programme: Programme) -> None:
    assert programme.number == "沪经信生〔2023〕556号"
    assert programme.years == ("2020", "2021", "2022")
    assert [(k.id, k.word_limit) for k in programme.kinds] == [
        ("enterprise", 5000),
        ("platform", 5000),
        ("district", 10000),
    ]
    assert programme.conditions.service_ratio_minimum == 30
    assert programme.conditions.platform_years_minimum == 2
    assert programme.conditions.application_date == "2023-08-10"
    assert len(programme.modes) == 11


@pytest.mark.parametrize(
    ("kind", "types"),
    [
        ("enterprise", {"business_license", "audit_report"}),
        (
            "platform",
            {"business_license", "audit_report", "premises_proof", "customer_evaluation"},
        ),
        ("district", {"policy_document"}),
    ],
)
def test_required_attachments(programme: Programme, kind: str, types: set[str]) -> None:
    attachments = programme.kind(kind).attachments
    assert {attachment.type for attachment in attachments if attachment.required} == types


def test_typography_is_that_of_the_filling_instructions(programme: Programme) -> None:
    typography = programme.typography
    sizes = (typography.body_size, typography.heading1_size, typography.heading2_size)
    assert sizes == (12.0, 16.0, 14.0)
    assert "FangSong_GB2312" in typography.body_fonts
    assert "SimHei" in typography.heading1_fonts
    assert "STKaiti" in typography.heading2_fonts


@pytest.mark.parametrize(
    ("kind", "field", "wording"),
    [
        ("enterprise", "company_name", "单位名称"),
        ("enterprise", "legal_representative", "法定代表人"),
        ("enterprise", "contact_phone", "手机/电话"),
        ("enterprise", "registered_capital", "注册资金"),
        ("enterprise", "service_revenue", "其中：服务收入"),
        ("enterprise", "employees", "从业人数"),
        ("platform", "operator_uscc", "统一社会信用代码"),
        ("district", "gdp", "地区生产总值"),
    ],
)
def test_other_wordings_are_known(
    programme: Programme, kind: str, field: str, wording: str
) -> None:
    spec = programme.kind(kind).form.field(field)
    assert spec is not None
    assert wording in spec.wordings


def test_nested_rows_share_their_group(programme: Programme) -> None:
    form = programme.kind("district").form
    groups: dict[str, list[str]] = {}
    for field in form.fields:
        if field.group is not None:
            groups.setdefault(field.group, []).append(field.label)
    assert list(groups.values()) == [
        ["会议", "培训", "其他类"],
        ["企业", "平台", "项目"],
        ["企业", "平台", "项目"],
    ]


@pytest.mark.parametrize(
    ("kind", "field", "maximum", "non_negative"),
    [
        ("enterprise", "rd_staff_ratio", 100, True),
        ("enterprise", "service_revenue_ratio", 100, True),
        ("enterprise", "debt_ratio", None, True),
        ("enterprise", "net_profit", None, False),
        ("enterprise", "net_assets", None, False),
        ("district", "industrial_profit_margin", 100, False),
    ],
)
def test_domains_of_figures(
    programme: Programme, kind: str, field: str, maximum: float | None, non_negative: bool
) -> None:
    spec = programme.kind(kind).form.field(field)
    assert spec is not None
    assert (spec.maximum, spec.non_negative) == (maximum, non_negative)


def test_other_modes_are_the_parent_of_the_single_ones(programme: Programme) -> None:
    spec = programme.kind("platform").form.field("service_modes")
    assert spec is not None
    assert [option.value for option in spec.options if option.parent is None] == [
        "共享制造",
        "其他模式",
    ]
    assert {option.parent for option in spec.options} == {None, "其他模式"}


Change = Callable[[Any], object]


def _fields(data: Any) -> dict[str, Any]:
    return {field["id"]: field for field in data["fields"]}


def _swap(data: Any, first: int, second: int) -> None:
    data[first], data[second] = data[second], data[first]


MISTAKES: list[tuple[str, Change, str, str]] = [
    ("programme.yaml", lambda d: d.pop("number"), "number", "缺少"),
    ("programme.yaml", lambda d: d.update(years=[2020, 2021]), "years[0]", "加引号"),
    ("programme.yaml", lambda d: d.update(years=["2022", "2021"]), "years", "由早到晚"),
    ("programme.yaml", lambda d: d.update(years=["22年"]), "years", "四位数字"),
    ("programme.yaml", lambda d: d.update(audit_year=2019), "audit_year", "years"),
    ("programme.yaml", lambda d: d.update(audit_year="去年"), "audit_year", "整数"),
    ("conditions.yaml", lambda d: d.update(treshold=3), "treshold", "没有这个键"),
    ("conditions.yaml", lambda d: d.update(service_ratio_minimum="三成"), "ratio", "数字"),
    ("conditions.yaml", lambda d: d.update(application_date="8月10日"), "application_date", "日期"),
    ("typography.yaml", lambda d: d.update(body_fonts="仿宋"), "body_fonts", "列表"),
    ("typography.yaml", lambda d: d["paper"].pop(), "paper[1]", "项数不够"),
    ("modes.yaml", lambda d: d[2].pop("description"), "[2](供应链管理服务).description", "缺少"),
    ("kinds.yaml", lambda d: d[0].update(id="firm"), "[0](firm).id", "platform"),
    ("kinds.yaml", lambda d: d[1].update(id="enterprise"), "[1](enterprise)", "重名"),
    ("kinds.yaml", lambda d: d[0].update(label="示范公司"), "[0](enterprise).label", "示范公司"),
    ("kinds.yaml", lambda d: d[0].update(name_field="nmae"), "name_field", "nmae"),
    ("kinds.yaml", lambda d: d[0].update(code_field="code"), "code_field", "code"),
    (
        "kinds.yaml",
        lambda d: d[2]["summary"]["columns"][1].__setitem__(1, "district_name|town"),
        "[2](district).summary.columns[1]",
        "town",
    ),
    (
        "kinds.yaml",
        lambda d: d[0]["attachments"][3].update(required="必须"),
        "[0](enterprise).attachments[3](audit_report).required",
        "true 或 false",
    ),
    (
        "forms/enterprise.yaml",
        lambda d: _fields(d)["employees"].update(type="integer"),
        "fields[13](employees).type",
        "number",
    ),
    (
        "forms/enterprise.yaml",
        lambda d: d["fields"][3].update(id="uscc"),
        "fields[3](uscc)",
        "重名",
    ),
    (
        "forms/enterprise.yaml",
        lambda d: _fields(d)["contact_phone"]["wordings"].append("邮 箱："),
        "fields(contact_email).wordings",
        "邮箱",
    ),
    (
        "forms/platform.yaml",
        lambda d: _fields(d)["platform_type"].pop("options"),
        "fields[19](platform_type).options",
        "选项",
    ),
    (
        "forms/platform.yaml",
        lambda d: _fields(d)["website"].update(options=[{"value": "是"}]),
        "fields[1](website).options",
        "选项",
    ),
    (
        "forms/platform.yaml",
        lambda d: _fields(d)["service_modes"]["options"][4].update(parent="别的"),
        "fields[21](service_modes).options[4].parent",
        "别的",
    ),
    (
        "forms/platform.yaml",
        lambda d: _fields(d)["operator_nature"]["options"][1].update(value="企业"),
        "fields[13](operator_nature).options[1](企业)",
        "重名",
    ),
    (
        "forms/platform.yaml",
        lambda d: _fields(d)["investors"]["column_labels"].pop(),
        "fields[15](investors).column_labels",
        "一一对应",
    ),
    (
        "forms/platform.yaml",
        lambda d: _fields(d)["awards"].update(columns=["name"], column_labels=["名称"]),
        "fields[16](awards).columns",
        "rows",
    ),
    (
        "forms/district.yaml",
        lambda d: _fields(d)["gdp"].update(group_wordings=["宣贯"]),
        "fields[4](gdp).group_wordings",
        "group",
    ),
    (
        "forms/district.yaml",
        lambda d: _fields(d)["leading_group"].update(maximum=1),
        "fields[3](leading_group).maximum",
        "number",
    ),
    (
        "forms/district.yaml",
        lambda d: _fields(d)["district_demo_projects"].update(label="平台"),
        "fields(district_demo_projects).wordings",
        "district_demo_platforms",
    ),
    (
        "outlines/platform.yaml",
        lambda d: d[2].update(parent="平台建没"),
        "[2](战略制定).parent",
        "上级标题",
    ),
    ("outlines/platform.yaml", lambda d: d[2].update(level=3), "[2](战略制定).parent", "恰高一级"),
    ("outlines/platform.yaml", lambda d: _swap(d, 1, 2), "[1](战略制定).parent", "写在前面"),
    ("outlines/district.yaml", lambda d: d.append(d[0]), "[8](工作举措)", "重名"),
    (
        "outlines/district.yaml",
        lambda d: d[6]["wordings"].append("工作成效"),
        "(示范意义).wordings",
        "取得成效",
    ),
]


def broken(folder: Path, name: str, change: Change) -> Path:
    """Return a copy of the programme with a change made in one of its files."""
    copy = folder / "programme"
    shutil.copytree(FOLDER, copy)
    data = yaml.safe_load((copy / name).read_text(encoding="utf-8"))
    change(data)
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    (copy / name).write_text(text, encoding="utf-8")
    return copy


@pytest.mark.parametrize(
    ("name", "change", "key", "advice"),
    MISTAKES,
    ids=[f"{name}-{key}-{advice}" for name, _, key, advice in MISTAKES],
)
def test_a_mistake_is_told_with_its_file_and_key(
    tmp_path: Path, name: str, change: Change, key: str, advice: str
) -> None:
    folder = broken(tmp_path, name, change)
    with pytest.raises(ProgrammeError) as caught:
        load(folder)
    message = str(caught.value)
    assert str(folder / name) in message
    assert key in message
    assert advice in message


def test_copied_data_without_a_mistake_loads_alike(tmp_path: Path) -> None:
    folder = broken(tmp_path, "forms/enterprise.yaml", lambda data: None)
    assert load(folder) == load(FOLDER)
