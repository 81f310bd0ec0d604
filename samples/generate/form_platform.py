"""表2 as a platform fills it in: investors in rows of their own, many check boxes."""

from __future__ import annotations

from .canvas import Sheet
from .facts import Applicant
from .form_cells import FormCells, form_flow, form_title
from .tables import Cell, draw_table
from .ticks import options_cell, options_height

MODES = ["定制化服务", "供应链管理", "检验检测认证", "全生命周期管理", "总集成总承包",
         "节能环保服务", "生产性金融服务", "其他（请注明）"]  # fmt: skip
PAIRS = [("platform_name", "website"), ("registered_address", "main_business"),
         ("years_in_operation", "operator")]  # fmt: skip
CONTACTS = [("industry", "legal_representative"), ("contact_person", "contact_position"),
            ("contact_phone", "contact_email")]  # fmt: skip


def _pair(cells: FormCells, left: str, right: str) -> list[Cell]:
    return [
        cells.label(left, 3),
        cells.value(left, 3),
        cells.label(right, 3),
        cells.value(right, 3),
    ]


def _options(cells: FormCells, labels: list[str], field_id: str, span: int, lead: str = "",
             ticked: set[str] | None = None) -> Cell:  # fmt: skip
    value = cells.applicant.entry(field_id).value
    chosen = (
        ticked if ticked is not None else {value} if isinstance(value, str) else set(value or [])
    )
    chosen |= {label for label in labels if label.removesuffix("（请注明）") in chosen}
    draw = options_cell(labels, chosen, cells.style, cells.font, cells.size, field_id, lead)
    room = 470 * span / 12 - 8
    return Cell(
        span=span, draw=draw, least=options_height(labels, room, cells.font, cells.size, lead)
    )


def _investor_rows(cells: FormCells) -> list[list[Cell]]:
    investors = cells.applicant.entry("investors").value or []
    capital = cells.applicant.entry("registered_capital")
    rows = [[Cell(span=3, rows=len(investors) + 1, draw=_capital(cells, capital.text), shade=cells.style.shade),
             cells.words("主要投资方名称", 4), cells.words("性质", 2), cells.words("投资比例（%）", 3)]]  # fmt: skip
    for item in investors:
        rows.append([Cell(item["name"], 4, mark="investors"), Cell(item["nature"], 2, mark="investors"),
                     Cell(f"{item['ratio']:.1f}", 3, mark="investors")])  # fmt: skip
    return rows


def _capital(cells: FormCells, text: str):
    """注册资本 has its value inside the label's cell."""

    def draw(sheet: Sheet, x0: float, y0: float, x1: float, y1: float) -> None:
        size, middle = cells.size, (y0 + y1) / 2
        sheet.text(x0 + 6, middle - 5, "注册资本", cells.label_font, size)
        end = sheet.text(x0 + 6, middle + 13, text.removesuffix("万元"), cells.font, size, cells.digits,
                         "registered_capital")  # fmt: skip
        sheet.text(end + 2, middle + 13, "万元", cells.label_font, size)

    return draw


def platform_form(applicant: Applicant) -> list[Sheet]:
    cells = FormCells(applicant, 10 if applicant.style.family != "b" else 9.5)
    flow = form_flow(applicant, 58)
    form_title(flow, applicant, "表 2", "服务型制造示范平台申报表")
    rows: list[list[Cell]] = [[cells.section("一、平台基本情况", 12)]]
    rows += [_pair(cells, a, b) for a, b in PAIRS]
    rows.append([cells.label("operator_uscc", 5), cells.value("operator_uscc", 7)])
    rows += [_pair(cells, a, b) for a, b in CONTACTS]
    rows.append([cells.label("operator_nature", 3),
                 _options(cells, ["企业", "事业单位", "社会组织", "其他（请注明）"], "operator_nature", 9)])  # fmt: skip
    rows += _investor_rows(cells)
    for field_id in ("awards", "standards"):
        rows.append([cells.label(field_id, 3), cells.value(field_id, 9, align="left")])
    rows.append([cells.label("service_cycle_weeks", 5), cells.value("service_cycle_weeks", 7)])
    rows.append([cells.section("二、申报类型", 12)])
    rows += _type_rows(cells)
    draw_table(flow, cells.grid([flow.room / 12] * 12), rows)
    return flow.sheets


def _type_rows(cells: FormCells) -> list[list[Cell]]:
    modes = set(cells.applicant.entry("service_modes").value or [])
    group = {"共享制造"} if "共享制造" in modes else {"其他模式（可多选）"}
    kinds = ("从制造业企业衍生出的服务平台", "第三方专业服务平台")
    return [
        [cells.words("平台类型", 3, rows=3), _options(cells, [kinds[0]], "platform_type", 9)],
        [_options(cells, [kinds[1]], "platform_type", 9)],
        [_options(cells, ["是", "否"], "is_application_service_provider", 9, "是否为应用服务提供商：")],
        [cells.words("服务型制造主要模式（大类二选一）", 3, rows=3),
         _options(cells, ["共享制造"], "service_modes", 9, ticked=group)],
        [_options(cells, ["其他模式（可多选）"], "service_modes", 9, ticked=group)],
        [_options(cells, MODES, "service_modes", 9, ticked=modes - {"共享制造", "其他模式"})],
    ]  # fmt: skip
