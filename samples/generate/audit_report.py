"""The audit report around the statements: cover, opinion, changes in equity, notes, the firm's licence."""

from __future__ import annotations

import random
from datetime import date

from . import pictures
from .canvas import A4, Sheet
from .codes import credit_code
from .facts import Applicant, Audit
from .flow import Flow
from .prose import words
from .statements import Statements, money
from .style import Style
from .tables import Cell, Grid, draw_table

DIGITS = "〇一二三四五六七八九"
BASIS = {"qualified": "保留", "adverse": "否定", "disclaimer": "无法表示"}


def chinese_date(iso: str) -> str:
    """2023-04-18 as 二〇二三年四月十八日."""
    day = date.fromisoformat(iso)

    def small(n: int) -> str:
        tens, ones = divmod(n, 10)
        head = "" if tens == 0 else ("" if tens == 1 else DIGITS[tens]) + "十"
        return head + (DIGITS[ones] if ones else "")

    year = "".join(DIGITS[int(c)] for c in str(day.year))
    return f"{year}年{small(day.month)}月{small(day.day)}日"


def printed_date(iso: str, style: Style) -> str:
    day = date.fromisoformat(iso)
    return chinese_date(iso) if style.family != "b" else f"{day.year}年{day.month}月{day.day}日"


def cover(audit: Audit, style: Style, rng: random.Random) -> list[Sheet]:
    flow, title, font = Flow("audit_opinion"), style.font("audit-bold"), style.font("audit")
    flow.skip(110)
    if style.family == "b":
        flow.center("审 计 报 告", title, 34, pitch=2.2)
        flow.center(audit.report_number, font, 14, mark="audit.report_number", pitch=6)
        for label, text, mark in (("被审计单位：", audit.entity, "audit.entity"),
                                  ("报表年度：", f"{audit.fiscal_year}年度", "audit.fiscal_year"),
                                  ("审计机构：", audit.firm, "audit.firm")):  # fmt: skip
            end = flow.sheet.text(120, flow.y + 14, label, font, 14)
            flow.sheet.text(end, flow.y + 14, text, font, 14, None, mark)
            flow.skip(34)
    else:
        flow.center(audit.entity, title, 22, mark="audit.entity", pitch=2.4)
        flow.center("审计报告", title, 32, pitch=2)
        flow.center(audit.report_number, font, 14, mark="audit.report_number", pitch=2)
        flow.center(f"（{audit.fiscal_year}年度）", font, 14, mark="audit.fiscal_year", pitch=2)
        flow.y = 650
        flow.center(audit.firm, font, 16, mark="audit.firm")
        flow.center(printed_date(audit.report_date, style), font, 13)
    flow.sheet.picture((430, 60, 500, 130), pictures.code_square(rng))
    return flow.sheets


def _sections(audit: Audit) -> list[tuple[str, str]]:
    """Headings and text of 审计报告正文 for the report's opinion."""
    said = words("opinions")
    kind = audit.opinion if audit.opinion in BASIS else "unqualified"
    word = BASIS.get(kind, "")
    slots = {
        "who": audit.entity, "y": audit.fiscal_year, "names": "合并及母公司" if audit.parent else "",
        "rules": "小企业会计准则" if audit.main.small else "企业会计准则",
    }  # fmt: skip
    opening = said["engaged" if kind == "disclaimer" else "audited"] + "\n" + said["verdicts"][kind]
    reason = said["reasons"].get(kind, "")
    parts = [
        (f"{word}意见" if word else "审计意见", opening),
        (
            f"形成{word or '审计'}意见的基础",
            reason if kind == "disclaimer" else reason + said["basis"],
        ),
    ]
    if audit.emphasis:
        emphasis = said["emphases"][audit.emphasis]
        parts.append((emphasis["head"], emphasis["text"]))
    parts += said["duties"].items()
    return [
        (f"{'一二三四五'[n]}、{head}", text.format(**slots)) for n, (head, text) in enumerate(parts)
    ]


def opinion(audit: Audit, style: Style, rng: random.Random) -> list[Sheet]:
    flow = Flow("audit_opinion", left=80, right=515, top=70, bottom=790)
    bold, font = style.font("audit-bold"), style.font("audit")
    size, pitch = (11, 1.6) if style.family != "b" else (10.5, 1.75)
    flow.center("审 计 报 告", bold, 22, pitch=2)
    flow.flush_right(audit.report_number, font, 11, mark="audit.report_number")
    flow.put(f"{audit.entity}全体股东：", bold, 12, mark="audit.entity", pitch=2)
    for head, texts in _sections(audit):
        flow.put(head, bold, 12, pitch=1.8)
        for text in texts.split("\n"):
            flow.paragraph(text, font, size, style.font("digits"), pitch)
    flow.need(150)
    flow.skip(24)
    y = flow.y
    flow.sheet.text(80, y + 12, audit.firm, font, 11.5, None, "audit.firm")
    for i, name in enumerate(audit.accountants):
        end = flow.sheet.text(330, y + 12 + 46 * i, "中国注册会计师：", font, 11)
        flow.sheet.picture(
            (end, y - 8 + 46 * i, end + 62, y + 22 + 46 * i), pictures.signature(name, rng)
        )
        flow.sheet.picture(
            (end + 58, y - 10 + 46 * i, end + 90, y + 22 + 46 * i), pictures.chop(name, rng)
        )
    flow.sheet.text(80, y + 78, "中国·上海", font, 11)
    text = printed_date(audit.report_date, style)
    flow.sheet.text(330, y + 116, text, font, 11, None, "audit.report_date")
    flow.sheet.picture((120, y - 40, 225, y + 65), pictures.seal(audit.firm.split("（")[0], rng))
    return flow.sheets


def equity_changes(audit: Audit, style: Style) -> list[Sheet]:
    """所有者权益变动表 of the report's year, landscape."""
    sheet = Sheet("equity_changes", A4[1], A4[0])
    flow = Flow(
        "equity_changes",
        left=45,
        right=A4[1] - 45,
        top=55,
        bottom=540,
        size=(A4[1], A4[0]),
        sheets=[sheet],
    )
    flow.y = 50
    bold, font, books, year = (
        style.font("audit-bold"),
        style.font("audit"),
        audit.main,
        audit.fiscal_year,
    )
    flow.center(("合并" if books.consolidated else "") + "所有者权益变动表", bold, 16, pitch=2)
    sheet.text(45, flow.y + 8, f"编制单位：{audit.entity}", font, 9)
    sheet.text(390, flow.y + 8, f"{year}年度", font, 9)
    sheet.text(740, flow.y + 8, "单位：元", font, 9)
    flow.skip(14)
    before, after, flows = books.sheets[year - 1], books.sheets[year], books.flows[year]
    columns = [
        "paid_in_capital",
        "capital_reserve",
        "surplus_reserve",
        "retained_earnings",
        "minority_interests",
    ]
    names = ["实收资本（或股本）", "资本公积", "盈余公积", "未分配利润", "少数股东权益"]
    if not books.consolidated:
        columns, names = columns[:4], names[:4]
    profit, surplus, paid = flows["parent_profit"], flows["to_surplus"], flows["dividends"]
    rows = [
        ("一、上年年末余额", [before[c] for c in columns]), ("二、本年年初余额", [before[c] for c in columns]),
        ("三、本年增减变动金额", [after[c] - before[c] for c in columns]),
        ("（一）综合收益总额", [0, 0, 0, profit, flows["minority_profit"]]),
        ("（二）利润分配", [0, 0, surplus, -surplus - paid, 0]), ("1.提取盈余公积", [0, 0, surplus, -surplus, 0]),
        ("2.对所有者（或股东）的分配", [0, 0, 0, -paid, 0]), ("四、本年年末余额", [after[c] for c in columns]),
    ]  # fmt: skip
    cells = [[Cell("项　　目"), *[Cell(n) for n in [*names, "所有者权益合计"]]]]
    for name, values in rows:
        values = values[: len(columns)]
        figures = [Cell(money(v, style, style.zero), align="right") for v in [*values, sum(values)]]
        cells.append([Cell(name, align="left"), *figures])
    width = (flow.room - 170) / (len(columns) + 1)
    digits = style.font("digits") if style.family != "a" else None
    borders = "grid" if style.rules == "full" else "horizontal"
    draw_table(
        flow,
        Grid([170, *[width] * (len(columns) + 1)], font, 8.5, digits, borders, least=26),
        cells,
    )
    return [sheet]


def notes(applicant: Applicant, audit: Audit) -> list[Sheet]:
    style, books, year = applicant.style, audit.main, audit.fiscal_year
    flow = Flow("audit_notes", left=80, right=515, top=70, bottom=785)
    bold, font, digits = style.font("audit-bold"), style.font("audit"), style.font("digits")
    flow.center("财务报表附注", bold, 18, pitch=1.8)
    flow.center(f"（{year}年度，除特别说明外，金额单位为人民币元）", font, 10.5)
    license = applicant.license
    flow.put("一、公司基本情况", bold, 12)
    if license:
        flow.paragraph(
            f"{audit.entity}成立于{license.established[:4]}年，统一社会信用代码{license.uscc}，注册资本{license.capital}，"
            f"法定代表人{license.legal_representative}，住所为{license.address}。主要经营{license.business}。",
            font, 10.5, digits, 1.6)  # fmt: skip
    flow.put("二、财务报表的编制基础", bold, 12)
    rules = "小企业会计准则" if books.small else "企业会计准则"
    flow.paragraph(
        f"本财务报表以持续经营为基础，按照{rules}及其应用指南编制。会计年度自公历1月1日起至12月31日止。",
        font,
        10.5,
        digits,
        1.6,
    )
    flow.put("三、财务报表主要项目注释", bold, 12)
    after, before = books.sheets[year], books.sheets[year - 1]
    flow.put("1.货币资金", font, 10.5)
    _note_table(flow, style, ["项目", "期末余额", "期初余额"], [
        ("库存现金", after["cash"] // 900, before["cash"] // 900),
        ("银行存款", after["cash"] - after["cash"] // 900, before["cash"] - before["cash"] // 900),
        ("合计", after["cash"], before["cash"])])  # fmt: skip
    flow.put("2.营业收入和营业成本", font, 10.5)
    now, past = books.flows[year], books.flows[year - 1]
    rows = []
    for name, key in (("收入", "operating_revenue"), ("成本", "operating_cost")):
        other = (now[key] // 50, past[key] // 50)
        rows += [
            (f"主营业务{name}", now[key] - other[0], past[key] - other[1]),
            (f"其他业务{name}", *other),
        ]
    _note_table(flow, style, ["项目", "本期金额", "上期金额"], rows)
    flow.put("四、资产负债表日后事项", bold, 12)
    flow.paragraph(
        "截至本报告日，本公司无需要披露的重大资产负债表日后事项。", font, 10.5, digits, 1.6
    )
    return flow.sheets


def _note_table(
    flow: Flow, style: Style, head: list[str], rows: list[tuple[str, int, int]]
) -> None:
    cells = [[Cell(h) for h in head]]
    for name, now, past in rows:
        cells.append(
            [
                Cell(name),
                Cell(money(now, style, "-"), align="right"),
                Cell(money(past, style, "-"), align="right"),
            ]
        )
    borders = "grid" if style.rules == "full" else "horizontal"
    digits = style.font("digits") if style.family != "a" else None
    draw_table(
        flow, Grid([135, 150, 150], style.font("audit"), 10, digits, borders, least=20), cells
    )
    flow.skip(10)


def firm_licence(audit: Audit, style: Style, rng: random.Random) -> list[Sheet]:
    """The auditing firm's own business licence, as copied to the end of its report."""
    flow, bold, font = Flow("other", left=110, right=485), style.font("title"), style.font("audit")
    flow.sheet.frame((70, 90, 525, 560), 3, (0.7, 0.55, 0.2))
    flow.y = 120
    flow.center("营 业 执 照", bold, 28, pitch=2)
    for label, text in (("统一社会信用代码", credit_code(rng, "310101")), ("名称", audit.firm), ("类型", "普通合伙企业"),
                        ("执行事务合伙人", "秦振华"), ("经营范围", "审查企业会计报表，出具审计报告；验证企业资本，出具验资报告。")):  # fmt: skip
        flow.paragraph(f"{label}    {text}", font, 12, style.font("digits"), 1.9, indent=0)
    flow.sheet.picture((380, 440, 480, 540), pictures.seal("上海市黄浦区市场监督管理局", rng))
    return flow.sheets


def report(applicant: Applicant, audit: Audit, rng: random.Random, full: bool) -> list[Sheet]:
    """The whole report in its physical order; `full` adds the equity statement and the firm's licence."""
    style = applicant.style
    out = cover(audit, style, rng) if full or style.family == "b" else []
    out += opinion(audit, style, rng)
    out += Statements(audit, style, rng).sheets()
    if full and not audit.main.small:
        out += equity_changes(audit, style)
    out += notes(applicant, audit)
    if full:
        out += firm_licence(audit, style, rng)
    return out
