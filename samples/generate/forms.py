"""表1 and 表3 as an applicant fills them in; 表2 is in form_platform.py."""

from __future__ import annotations

from .canvas import Sheet
from .facts import Applicant
from .form_cells import FormCells, form_flow, form_title
from .tables import Cell, draw_table
from .ticks import options_cell

BASIC = [
    ("company_name", "uscc"), ("registered_address", "registration_type"),
    ("registered_capital", "years_in_operation"), ("main_business", "industry"),
    ("legal_representative", "contact_person"), ("contact_position", "contact_phone"),
    ("contact_email", "employees"), ("rd_staff_ratio", "certified_staff_ratio"),
]  # fmt: skip
PATENTS = ("invention_patents", "utility_patents", "design_patents")
INDICATORS = ("total_assets", "debt_ratio", "net_assets", "operating_revenue", "service_revenue",
              "service_revenue_ratio", "net_profit", "rd_intensity")  # fmt: skip


def _basic_rows(cells: FormCells) -> list[list[Cell]]:
    kind = cells.style.arrangement
    if kind == "single":
        rows = []
        for pair in BASIC[:4]:
            rows += [[cells.label(f, 4), cells.value(f, 8, align="left")] for f in pair]
        pairs = BASIC[4:]
    else:
        rows, pairs = [], BASIC
    rows += [
        [cells.label(a, 3), cells.value(a, 3), cells.label(b, 3), cells.value(b, 3)]
        for a, b in pairs
    ]
    if kind == "notice":
        row = []
        for patent in PATENTS:
            row += [cells.label(patent, 2), cells.value(patent, 2)]
        return [*rows, row]
    first, second, third = PATENTS
    return [
        *rows,
        [
            cells.label(first, 3),
            cells.value(first, 3),
            cells.label(second, 3),
            cells.value(second, 3),
        ],
        [cells.label(third, 3), cells.value(third, 9)],
    ]


def enterprise_form(applicant: Applicant) -> list[Sheet]:
    cells = FormCells(applicant, {"a": 10.5, "b": 9.5, "c": 10}[applicant.style.family])
    flow = form_flow(applicant, 62 if applicant.style.family == "a" else 54)
    form_title(
        flow,
        applicant,
        "表1" if applicant.style.family == "b" else "表 1",
        "服务型制造示范企业申报表",
    )
    rows = [[cells.section("一、企业基本情况", 12)], *_basic_rows(cells)]
    rows.append([cells.section("二、经营管理状况", 12)])
    rows.append(cells.year_header("经营指标", 3))
    rows += [cells.year_row(field_id, 3) for field_id in INDICATORS]
    rows.append([cells.section("三、主要申报内容", 12)])
    for field_id in ("awards", "standards"):
        rows.append([cells.label(field_id, 3), cells.value(field_id, 9, align="left")])
    draw_table(flow, cells.grid([flow.room / 12] * 12), rows)
    return flow.sheets


def _yes_no(cells: FormCells, field_id: str, span: int) -> Cell:
    ticked = {str(cells.applicant.entry(field_id).value)}
    draw = options_cell(["是", "否"], ticked, cells.style, cells.font, cells.size, field_id)
    return Cell(span=span, draw=draw)


def _counts(cells: FormCells, title: str, parts: list[tuple[str, str]]) -> list[list[Cell]]:
    """One label over several rows, each with its own second label."""
    rows = [[cells.words(text, 2), cells.value(field_id, 2)] for text, field_id in parts]
    rows[0].insert(0, cells.words(title, 2, rows=len(parts)))
    return rows


def district_form(applicant: Applicant) -> list[Sheet]:
    cells = FormCells(applicant, 10.5)
    flow = form_flow(applicant, 60)
    form_title(flow, applicant, "表 3", "服务型制造示范区申请表")
    rows: list[list[Cell]] = [[cells.label("district_name", 2), cells.value("district_name", 4)]]
    rows.append([cells.section("一、服务型制造发展环境", 6)])
    for field_id in ("policy_documents", "related_policy_documents"):
        rows.append([cells.label(field_id, 2), cells.value(field_id, 4, align="left")])
    rows.append([cells.label("leading_group", 2), _yes_no(cells, "leading_group", 4)])
    rows += _by_year(cells, ("gdp", "industrial_value_added", "industrial_profit_margin",
                             "producer_services_value_added", "special_funds"))  # fmt: skip
    rows += _counts(cells, "服务型制造工作开展以来，相关政策宣贯活动累计次数（次）",
                    [("会议", "publicity_meetings"), ("培训", "publicity_trainings"),
                     ("其他类", "publicity_others")])  # fmt: skip
    rows.append([cells.section("二、服务型制造能力建设", 6)])
    rows += _by_year(
        cells, ("rd_gdp_ratio", "invention_patents_per_million", "specialized_sme_count")
    )
    for field_id in ("industrial_growth_effective", "digital_infrastructure_effective"):
        rows.append([cells.label(field_id, 2), _yes_no(cells, field_id, 4)])
    rows.append(
        [
            cells.label("digital_recognitions", 2),
            cells.value("digital_recognitions", 4, align="left"),
        ]
    )
    rows.append([cells.section("三、服务型制造发展成效（截至2022年12月31日）", 6)])
    for field_id in ("sm_enterprise_count", "sm_enterprise_output"):
        rows.append([cells.label(field_id, 2), cells.value(field_id, 4)])
    for scope, name in (
        ("municipal", "市级服务型制造示范数量（个）"),
        ("district", "区级服务型制造示范数量（个）"),
    ):
        parts = [("企业", "enterprises"), ("平台", "platforms"), ("项目", "projects")]
        rows += _counts(cells, name, [(text, f"{scope}_demo_{part}") for text, part in parts])
    rows.append(
        [
            _opinion(
                cells,
                "填报单位意见及真实性承诺：",
                "本申报表所有材料，均真实、完整，如有不实，愿承担相应的责任。",
                "申报单位（章）",
            )
        ]
    )
    rows.append([_opinion(cells, "推荐单位意见：", "同意推荐。", "单 位（章）")])
    wide = flow.room / 6
    draw_table(flow, cells.grid([wide * 1.15, wide * 1.15, *[wide * 0.925] * 4]), rows)
    return flow.sheets


def _by_year(cells: FormCells, field_ids: tuple[str, ...]) -> list[list[Cell]]:
    """Year rows of 表3: the label over two columns, the years over the other four."""
    years = cells.years()
    spans = [2, 1, 1]
    head = [cells.words(cells.style.year(y), s) for y, s in zip(years, spans, strict=True)]
    rows = [[cells.words("", 2), *head]]
    for field_id in field_ids:
        values = [cells.value(field_id, s, y) for y, s in zip(years, spans, strict=True)]
        rows.append([cells.label(field_id, 2), *values])
    return rows


def _opinion(cells: FormCells, head: str, text: str, sign: str) -> Cell:
    def draw(sheet: Sheet, x0: float, y0: float, x1: float, y1: float) -> None:
        size = cells.size
        sheet.text(x0, y0 + 16, head, cells.label_font, size)
        sheet.text(x0 + 2 * size, y0 + 33, text, cells.font, size)
        sheet.text(x1 - 200, y1 - 26, sign, cells.font, size)
        sheet.text(x1 - 200, y1 - 10, "负责人（签章）      2023年7月28日", cells.font, size)

    return Cell("\n" * 6, 6, draw=draw)
