"""The three forms as applicants lay them out anew.

Groups down the side, label and value in one cell, years as rows, a column or a line for the units,
heads over their values.
"""

from __future__ import annotations

from collections.abc import Callable

from .canvas import Sheet
from .facts import Applicant
from .flow import Flow
from .form_cells import FormCells, form_title
from .form_platform import MODES
from .forms import BASIC, INDICATORS, PATENTS
from .labels import label
from .lines import break_lines
from .tables import Cell, draw_table
from .ticks import options_cell, options_height

UNITS = {
    "registered_capital": "万元", "years_in_operation": "年", "employees": "人", "rd_staff_ratio": "%",
    "certified_staff_ratio": "%", "invention_patents": "项", "utility_patents": "项",
    "design_patents": "项", "total_assets": "万元", "net_assets": "万元", "operating_revenue": "万元",
    "service_revenue": "万元", "net_profit": "万元", "debt_ratio": "%", "service_revenue_ratio": "%",
    "rd_intensity": "%", "gdp": "亿元", "industrial_value_added": "亿元",
    "industrial_profit_margin": "%", "producer_services_value_added": "亿元", "special_funds": "亿元",
    "rd_gdp_ratio": "%", "invention_patents_per_million": "个", "specialized_sme_count": "个",
    "sm_enterprise_count": "个",
}  # fmt: skip
SINGLE = {"company_name", "registered_address", "main_business", "platform_name", "operator"}


class RetypedCells(FormCells):
    """The cells of a form in the applicant's own layout; twelve columns, one more for groups."""

    def __init__(self, applicant: Applicant) -> None:
        super().__init__(applicant, 10 if applicant.style.arrangement == "grouped" else 10.5)
        self.grouped = applicant.style.arrangement == "grouped"

    def label(self, field_id: str, span: int = 1, rows: int = 1) -> Cell:
        return self.words(self.titled(field_id), span, rows)

    def titled(self, field_id: str) -> str:
        """The label, with its unit where no line and no column says it."""
        text, unit = label(field_id, self.style.wording), UNITS.get(field_id, "")
        by_year = isinstance(self.applicant.fields.get(field_id), dict)
        if not unit or unit in text or (by_year and (self.style.unit_place == "column" or unit in ("万元", "亿元"))):  # fmt: skip
            return text
        return f"{text}（{unit}）" if self.grouped else f"{text}({unit})"

    def value(
        self, field_id: str, span: int = 1, year: str | None = None, align: str = "center"
    ) -> Cell:
        cell = super().value(field_id, span, year, align)
        cell.color = self.style.ink
        return cell

    def head(self, text: str, span: int = 1, rows: int = 1) -> Cell:
        cell = self.words(text, span, rows)
        cell.dark = self.style.dark_heads
        return cell

    def table(self, flow: Flow, rows: list[list[Cell]], columns: list[float] | None = None, repeat: int = 0) -> None:  # fmt: skip
        side = 24.0 if self.grouped and columns is None else 0
        wide = (flow.room - side) / 12
        grid = self.grid(columns or ([side] if side else []) + [wide] * 12)
        grid.breakable, grid.repeat = True, repeat
        draw_table(flow, grid, rows)

    def group(self, title: str, rows: list[list[Cell]]) -> list[list[Cell]]:
        """`rows` with their group's name down the side, one character a line."""
        if not self.grouped:
            return rows
        upright = "\n".join(title)
        rows[0].insert(0, self.head(upright, 1, len(rows)))
        return rows

    def named(self, field_id: str, span: int) -> Cell:
        """Label, colon and value in one cell."""
        text, value = self.titled(field_id) + "：", self.applicant.entry(field_id).text
        return Cell(span=span, draw=self._said(field_id, text), least=self._depth(text + value, span))  # fmt: skip

    def _depth(self, text: str, span: int) -> float:
        room = 470 * span / 12 - 8
        lines = break_lines(text, room, self.size, self.font, self.digits, hang=False)
        return len(lines) * self.size * 1.3 + 7

    def _said(
        self, field_id: str, text: str
    ) -> Callable[[Sheet, float, float, float, float], None]:
        def draw(sheet: Sheet, x0: float, y0: float, x1: float, y1: float) -> None:
            whole = text + self.applicant.entry(field_id).text
            lines = break_lines(whole, x1 - x0, self.size, self.font, self.digits, hang=False)
            y, left = (y0 + y1 - len(lines) * self.size * 1.3) / 2 + self.size, len(text)
            for line in lines:
                x = sheet.text(x0, y, line[:left], self.label_font, self.size)
                sheet.text(x, y, line[left:], self.font, self.size, self.digits, field_id, self.style.ink)  # fmt: skip
                y, left = y + self.size * 1.3, max(0, left - len(line))

        return draw

    def choices(self, labels: list[str], field_id: str, span: int, lead: str = "") -> Cell:
        value = self.applicant.entry(field_id).value
        chosen = {value} if isinstance(value, str) else set(value or [])
        chosen |= {text for text in labels if text.removesuffix("（请注明）") in chosen}
        draw = options_cell(labels, chosen, self.style, self.label_font, self.size, field_id, lead)
        room = 455 * span / 12 - 10
        return Cell(
            span=span, draw=draw, least=options_height(labels, room, self.font, self.size, lead) + 4
        )


def _pairs(cells: RetypedCells, pairs: list[tuple[str, str]]) -> list[list[Cell]]:
    rows = []
    for a, b in pairs:
        if cells.grouped:
            rows.append([cells.label(a, 3), cells.value(a, 3), cells.label(b, 3), cells.value(b, 3)])  # fmt: skip
        elif a in SINGLE:
            rows += [[cells.named(a, 12)], [cells.named(b, 12)]]
        else:
            rows.append([cells.named(a, 6), cells.named(b, 6)])
    return rows


def _patents(cells: RetypedCells) -> list[list[Cell]]:
    """The three kinds with their heads over the figures, or in one row of named cells."""
    if not cells.grouped:
        return [[cells.named(field_id, 4) for field_id in PATENTS]]
    return [
        [cells.label(PATENTS[0], 4), cells.label(PATENTS[1], 4), cells.label(PATENTS[2], 4)],
        [cells.value(field_id, 4) for field_id in PATENTS],
    ]


def _begin(applicant: Applicant, number: str, title: str) -> tuple[RetypedCells, Flow]:
    style = applicant.style
    margin = 52 if style.arrangement == "grouped" else 62
    flow = Flow("form", left=margin, right=595.3 - margin, top=64, bottom=772)
    form_title(flow, applicant, number, title)
    if style.runs_over:
        flow.skip(90)
    return RetypedCells(applicant), flow


def _headline(cells: RetypedCells, flow: Flow, title: str, unit: str = "") -> None:
    """A group's title, as a line of text over its table, with the unit at the right."""
    font, size = cells.style.font("heading1"), 11.5
    flow.need(60)
    if not cells.grouped:
        flow.skip(7)
        flow.put(title, font, size, pitch=1.7)
        flow.skip(3)
    if unit and cells.style.unit_place == "title":
        flow.flush_right(f"单位：{unit}", cells.label_font, 9, pitch=1.5)


def _years(
    cells: RetypedCells, flow: Flow, title: str, fields: tuple[str, ...], money: str
) -> None:
    _headline(cells, flow, title, money)
    if cells.style.years_down:
        first = 52.0
        columns = [first, *[(flow.room - first) / len(fields)] * len(fields)]
        rows = [[cells.head("年度"), *[cells.head(cells.titled(f)) for f in fields]]]
        rows += [[cells.words(cells.style.year(y)), *[cells.value(f, 1, y) for f in fields]]
                 for y in cells.years()]  # fmt: skip
        cells.table(flow, rows, columns, repeat=1)
        return
    align = "right" if cells.grouped else "center"
    units = [cells.head("计量单位", 2)] if cells.style.unit_place == "column" else []
    label_span, span = (4, 2) if units else (3, 3)
    rows = [[cells.head("指标名称", label_span), *units,
             *[cells.head(cells.style.year(y), span) for y in cells.years()]]]  # fmt: skip
    for field_id in fields:
        unit = [cells.words(UNITS[field_id], 2)] if units else []
        rows.append([cells.label(field_id, label_span), *unit,
                     *[cells.value(field_id, span, y, align) for y in cells.years()]])  # fmt: skip
    cells.table(
        flow, cells.group(title.split("、")[-1], rows), repeat=1 if not cells.grouped else 0
    )


def _texts(cells: RetypedCells, fields: tuple[str, ...]) -> list[list[Cell]]:
    if not cells.grouped:
        return [[cells.named(field_id, 12)] for field_id in fields]
    return [[cells.label(f, 3), cells.value(f, 9, align="left")] for f in fields]


def enterprise_form(applicant: Applicant) -> list[Sheet]:
    cells, flow = _begin(applicant, "附表1", "服务型制造示范企业申报表")
    _headline(cells, flow, "一、企业基本情况")
    cells.table(flow, cells.group("企业基本情况", [*_pairs(cells, BASIC), *_patents(cells)]))
    _years(cells, flow, "二、经营管理状况", INDICATORS, "万元")
    _headline(cells, flow, "三、主要申报内容")
    cells.table(flow, cells.group("申报内容", _texts(cells, ("awards", "standards"))))
    return flow.sheets


PLATFORM = [
    ("platform_name", "website"), ("registered_address", "registered_capital"),
    ("operator", "operator_uscc"), ("main_business", "industry"),
    ("years_in_operation", "legal_representative"), ("contact_person", "contact_position"),
    ("contact_phone", "contact_email"),
]  # fmt: skip


def _investors(cells: RetypedCells) -> list[list[Cell]]:
    investors = cells.applicant.entry("investors").value or []
    rows = [[cells.head("主要投资方", 2, len(investors) + 1), cells.head("主要投资方名称", 5),
             cells.head("性质", 2), cells.head("投资比例（%）", 3)]]  # fmt: skip
    for item in investors:
        texts = ((item["name"], 5), (item["nature"], 2), (f"{item['ratio']:.2f}", 3))
        rows.append([Cell(t, s, mark="investors", color=cells.style.ink) for t, s in texts])
    return rows


def platform_form(applicant: Applicant) -> list[Sheet]:
    cells, flow = _begin(applicant, "附表2", "服务型制造示范平台申报表")
    _headline(cells, flow, "一、平台基本情况")
    nature = ["企业", "事业单位", "社会组织", "其他（请注明）"]
    rows = _pairs(cells, PLATFORM)
    rows.append([cells.label("operator_nature", 3), cells.choices(nature, "operator_nature", 9)])
    rows += [*_investors(cells), *_texts(cells, ("awards", "standards", "service_cycle_weeks"))]
    cells.table(flow, cells.group("平台基本情况", rows))
    _headline(cells, flow, "二、申报类型")
    modes = set(applicant.entry("service_modes").value or [])
    kinds = ["从制造业企业衍生出的服务平台", "第三方专业服务平台"]
    top = ["共享制造", "其他模式（可多选）"]
    chosen = {top[0]} if "共享制造" in modes else {top[1]}
    both = options_cell(
        top, chosen, cells.style, cells.label_font, cells.size, "service_modes", gap=30
    )
    rows = [
        [cells.words("平台类型", 3), cells.choices(kinds, "platform_type", 9)],
        [cells.words("是否为应用服务提供商", 3),
         cells.choices(["是", "否"], "is_application_service_provider", 9)],
        [cells.words("服务型制造主要模式（大类二选一）", 3, 2), Cell(span=9, draw=both, least=36)],
        [cells.choices(MODES, "service_modes", 9)],
    ]  # fmt: skip
    cells.table(flow, cells.group("申报类型", rows))
    return flow.sheets


def _counts(cells: RetypedCells, title: str, parts: list[tuple[str, str]]) -> list[list[Cell]]:
    """The parts beside each other, their names over the figures."""
    return [
        [cells.words(title, 3, 2), *[cells.words(text, 3) for text, _ in parts]],
        [cells.value(field_id, 3) for _, field_id in parts],
    ]


def district_form(applicant: Applicant) -> list[Sheet]:
    cells, flow = _begin(applicant, "附表3", "服务型制造示范区申请表")
    yes = ["是", "否"]
    names = ("district_name", "policy_documents", "related_policy_documents")
    _headline(cells, flow, "一、服务型制造发展环境")
    rows = _texts(cells, names)
    rows.append([cells.label("leading_group", 6), cells.choices(yes, "leading_group", 6)])
    rows += _counts(cells, "相关政策宣贯活动累计次数（次）",
                    [("会议", "publicity_meetings"), ("培训", "publicity_trainings"),
                     ("其他类", "publicity_others")])  # fmt: skip
    cells.table(flow, cells.group("发展环境", rows))
    _years(cells, flow, "主要经济指标",
           ("gdp", "industrial_value_added", "industrial_profit_margin",
            "producer_services_value_added", "special_funds"), "亿元")  # fmt: skip
    _years(cells, flow, "二、服务型制造能力建设",
           ("rd_gdp_ratio", "invention_patents_per_million", "specialized_sme_count"), "个")  # fmt: skip
    rows = [[cells.label(f, 6), cells.choices(yes, f, 6)]
            for f in ("industrial_growth_effective", "digital_infrastructure_effective")]  # fmt: skip
    cells.table(flow, cells.group("能力建设", [*rows, *_texts(cells, ("digital_recognitions",))]))
    _headline(cells, flow, "三、服务型制造发展成效（截至2022年12月31日）")
    rows = _pairs(cells, [("sm_enterprise_count", "sm_enterprise_output")])
    for scope, name in (("municipal", "市级服务型制造示范数量（个）"), ("district", "区级服务型制造示范数量（个）")):  # fmt: skip
        parts = [("企业", "enterprises"), ("平台", "platforms"), ("项目", "projects")]
        rows += _counts(cells, name, [(text, f"{scope}_demo_{part}") for text, part in parts])
    cells.table(flow, cells.group("发展成效", rows))
    return flow.sheets
