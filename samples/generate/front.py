"""The application's first pages (cover, 填报说明, 目录), its body and its commitment."""

from __future__ import annotations

import random
import re

from . import fonts, pictures
from .canvas import Sheet
from .facts import YEARS, Applicant
from .flow import Flow
from .tables import Cell, Grid, draw_table
from .ticks import option, options_cell

TYPES = ["示范企业", "示范平台", "示范区"]
INSTRUCTIONS = [
    "一、申报书封面：申报单位为服务型制造示范申报主体名称。推荐单位为各区经委（科经委、商务委）。",
    "二、申报书内容：申报书主要由三部分组成，包括申报表、申报书正文和附件。其中申报示范企业、示范平台和示范区分别填写表1至表3。申报书正文和附件分别参阅相应的参考提纲。",
    "三、申报单位应根据实际情况认真撰写申报书（填写申报表，编写申报书正文，提供随附有关佐证材料）。",
    "四、申报单位对所填报的相关内容真实性负责。申报材料弄虚作假的，将取消申报资格。",
    "五、服务型制造示范遴选申报书，请同时提供纸质版和电子版。纸质材料请使用A4纸双面印刷，装订平整，采用普通纸质材料作为封面。请勿以活页方式装订，防止传递和查阅过程中发生散乱。",
    "六、申报书正文字体为小四号仿宋体，单倍行距。一级标题为三号黑体，二级标题为四号楷体。",
]
CHINESE = "一二三四五六七八九十"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
FEET = {"a": "- {} -", "b": "第 {} 页", "c": "{}", "d": "第{}页", "e": "— {} —"}


def _cover_fields(applicant: Applicant) -> list[tuple[str, str, str]]:
    unit = applicant.entry("applicant_unit").text
    return [
        ("申报单位", unit, "applicant_unit"),
        ("推荐单位", applicant.entry("recommending_unit").text, "recommending_unit"),
    ]


def cover(applicant: Applicant, rng: random.Random) -> list[Sheet]:
    style, flow = applicant.style, Flow("cover")
    title, form = style.font("title"), style.font("form")
    flow.skip(70)
    flow.center("服务型制造示范遴选", title, 26, pitch=1.6)
    flow.center("申 报 书" if style.family != "c" else "申  报  书", title, 34, pitch=1.9)
    flow.skip(120)
    ticked = str(applicant.entry("application_type").value)
    (a, unit, a_id), (b, board, b_id) = _cover_fields(applicant)
    if style.cover == "table":
        grid = Grid([100, 300], form, 14, style.font("digits"), "grid", least=36)
        draw = options_cell(TYPES, {ticked}, style, form, 14, "application_type", gap=8)
        rows = [[Cell(a), Cell(unit, mark=a_id)], [Cell("申报类型"), Cell(draw=draw)],
                [Cell(b), Cell(board, mark=b_id)]]  # fmt: skip
        draw_table(flow, grid, rows, left=98)
    else:
        _underlined(flow, applicant, f"{a}：" if style.family == "c" else a, unit, a_id)
        _types(flow, applicant, ticked)
        _underlined(flow, applicant, f"{b}：" if style.family == "c" else b, board, b_id)
    flow.skip(110)
    flow.center("上海市经济和信息化委员会制", form, 16)
    flow.center("（2023 年）", form, 16)
    if rng.random() < 0.5:
        top = flow.y - rng.uniform(30, 110)
        flow.sheet.picture((310, top, 410, top + 100), pictures.seal(unit[:16], rng))
    return flow.sheets


def _underlined(flow: Flow, applicant: Applicant, label: str, value: str, mark: str) -> None:
    font, sheet = applicant.style.font("form"), flow.sheet
    x = sheet.text(110, flow.y + 16, label, font, 16) + 10
    end = sheet.text(x + 6, flow.y + 16, value, font, 15, applicant.style.font("digits"), mark)
    if applicant.style.cover == "lines":
        sheet.line(x, flow.y + 20, max(end + 6, 470), flow.y + 20)
    else:
        sheet.frame((x, flow.y - 3, max(end + 8, 480), flow.y + 23))
    flow.skip(38)


def _types(flow: Flow, applicant: Applicant, ticked: str) -> None:
    style, font = applicant.style, applicant.style.font("form")
    x = (
        flow.sheet.text(
            110, flow.y + 16, "申报类型：" if style.family == "c" else "申报类型", font, 16
        )
        + 14
    )
    for name in TYPES[:2]:
        x = (
            option(
                flow.sheet,
                x,
                flow.y + 16,
                name,
                name == ticked,
                style,
                font,
                15,
                "application_type",
            )
            + 12
        )
    x = x if style.family == "c" else 192
    flow.skip(0 if style.family == "c" else 28)
    option(
        flow.sheet,
        x,
        flow.y + 16,
        TYPES[2],
        ticked == TYPES[2],
        style,
        font,
        15,
        "application_type",
    )
    flow.skip(38)


def instructions(applicant: Applicant) -> list[Sheet]:
    flow, style = Flow("instructions"), applicant.style
    flow.center("填报说明", style.font("heading1"), 18, pitch=2.4)
    for text in INSTRUCTIONS:
        flow.paragraph(text, style.font("body"), 14, style.font("digits"), pitch=1.75)
    return flow.sheets


def numbers(applicant: Applicant) -> list[str]:
    """The printed number before each heading, in the applicant's way of numbering."""
    counts, out = [0, 0, 0], []
    for section in applicant.sections:
        level = section.level
        counts[level - 1] += 1
        counts[level:] = [0] * (3 - level)
        out.append(_number(applicant.style.numbering, level, counts))
    return out


def _number(numbering: str, level: int, counts: list[int]) -> str:
    place = counts[level - 1]
    if numbering == "decimal":
        return ".".join(str(c) for c in counts[:level]) + " "
    if numbering == "chapter":
        return (f"第{CHINESE[place - 1]}章 ", f"第{CHINESE[place - 1]}节 ", f"{place}. ")[level - 1]
    if numbering == "arabic":
        return (f"{place}、", f"({place})", f"{CIRCLED[place - 1]}")[level - 1]
    if numbering == "part":
        return (
            f"第{CHINESE[place - 1]}部分　",
            f"{CHINESE[place - 1]}、",
            f"({CHINESE[place - 1]})",
        )[level - 1]
    if numbering == "mixed":
        return (f"{CHINESE[place - 1]}、", f"{place}.", f"({place})")[level - 1]
    if numbering == "circled":
        return (f"{CHINESE[place - 1]}.", f"({CHINESE[place - 1]})", CIRCLED[place - 1])[level - 1]
    if numbering == "bold":
        return (f"{CHINESE[place - 1]}、", "", "")[level - 1]
    return (f"{CHINESE[place - 1]}、", f"（{CHINESE[place - 1]}）", f"{place}.")[level - 1]


def _dresser(applicant: Applicant):
    style = applicant.style
    text = style.running.format(name=applicant.name)

    def dress(sheet: Sheet, page: int) -> None:
        font = style.font("form")
        if text:
            x = (sheet.width - fonts.width(text, 9, font)) / 2
            sheet.text(x, 46, text, font, 9)
            if style.family == "b":
                sheet.line(85, 52, 510, 52, 0.5)
        foot = FEET[style.family].format(page)
        sheet.text(297 - 4 * len(foot), 805, foot, font, 9, style.font("digits"))

    return dress


def body(applicant: Applicant, rng: random.Random) -> list[Sheet]:
    style = applicant.style
    flow = Flow("body", top=76, bottom=775, dress=_dresser(applicant))
    roles = style.heading_roles()
    chart_at = rng.randrange(3, max(4, len(applicant.sections) - 2))
    for i, (section, number) in enumerate(zip(applicant.sections, numbers(applicant), strict=True)):
        centered = style.numbering == "chapter" and section.level == 1
        inset = (
            0 if section.level == 1 and style.numbering != "chinese" else 24 * (style.family == "a")
        )
        flow.heading(section.level, number, section.title, section.reference,
                     style.font(roles[section.level - 1]), style.heading_sizes[section.level - 1],
                     inset=inset, center=centered)  # fmt: skip
        for text in section.paragraphs:
            spoken = re.sub(r"\{([\w@]+)\}", lambda m: applicant.say(m[1]), text)
            flow.paragraph(spoken, style.font("body"), style.body_size, None, style.spacing)
        if i == chart_at and applicant.kind == "enterprise":
            _chart(flow, applicant)
    return flow.sheets


def _chart(flow: Flow, applicant: Applicant) -> None:
    series = [
        (
            f"{year}年",
            [applicant.entry(f, year).value or 0 for f in ("operating_revenue", "service_revenue")],
        )
        for year in YEARS
    ]
    flow.need(175)
    flow.sheet.picture(
        (130, flow.y + 6, 465, flow.y + 156), pictures.bars(series, ("营业收入", "服务收入"))
    )
    flow.skip(158)
    flow.center("图1 近三年营业收入与服务收入（万元）", applicant.style.font("form"), 9)


def contents(applicant: Applicant, pages: list[Sheet]) -> list[Sheet]:
    """The application's own table of contents, for the body as it was laid out."""
    flow, style = Flow("other"), applicant.style
    flow.center("目    录", style.font("heading1"), 18, pitch=2.4)
    font = style.font("form")
    listed = [(n, h) for n, page in enumerate(pages, 1) for h in page.headings]
    for (page, heading), number in zip(listed, numbers(applicant), strict=True):
        if heading.level == 3:
            continue
        x = 95 + 20 * (heading.level - 1)
        end = flow.sheet.text(x, flow.y + 12, number + heading.title, font, 12)
        dot = "…" if style.family == "d" else "·" if style.family == "e" else "."
        dots = int((490 - end) / fonts.width(dot, 12, font)) - 1
        flow.sheet.text(end + 4, flow.y + 12, dot * max(dots, 2), font, 12)
        flow.sheet.text(492, flow.y + 12, str(page), font, 12)
        flow.skip(23)
    return flow.sheets


def commitment(applicant: Applicant, rng: random.Random) -> list[Sheet]:
    flow, style = Flow("commitment"), applicant.style
    font = style.font("body")
    flow.center("申报材料真实性承诺书", style.font("title"), 20, pitch=3)
    flow.put("上海市经济和信息化委员会：", font, 14, pitch=2)
    flow.paragraph(
        f"{applicant.name}自愿申报2023年上海市服务型制造示范，承诺所提交的申报表、正文和附件内容真实有效，"
        "复印件与原件一致，近三年未发生重大安全、质量、环境污染事故。如有不实，愿承担由此产生的一切责任。",
        font, 14, pitch=2)  # fmt: skip
    flow.skip(60)
    flow.put(f"申报单位（盖章）：{applicant.name}", font, 14, x=200, pitch=2)
    end = flow.put("负责人签字：", font, 14, x=200, pitch=2)
    name = applicant.license.legal_representative if applicant.license else "申报负责人"
    flow.sheet.picture((end, flow.y - 34, end + 80, flow.y - 2), pictures.signature(name, rng))
    flow.put("2023年7月26日", font, 14, x=330, pitch=2)
    flow.sheet.picture((300, flow.y - 130, 410, flow.y - 20), pictures.seal(applicant.name, rng))
    return flow.sheets
