"""What is attached besides the audit report: licences, certificates, contracts, evaluations, policies."""

from __future__ import annotations

import random
from datetime import date

from . import fonts, pictures
from .canvas import A4, Sheet, Stroke
from .facts import Applicant
from .flow import Flow
from .lines import break_lines
from .tables import Cell, Grid, draw_table

GOLD, MAROON = (0.72, 0.56, 0.2), (0.62, 0.1, 0.12)


def _frame(sheet: Sheet, color: tuple[float, float, float], inset: float = 26) -> None:
    sheet.frame((inset, inset, sheet.width - inset, sheet.height - inset), 4, color)
    sheet.frame((inset + 7, inset + 7, sheet.width - inset - 7, sheet.height - inset - 7), 1, color)


def business_license(a: Applicant, rng: random.Random) -> list[Sheet]:
    license, style = a.license, a.style
    assert license is not None
    sheet = Sheet("business_license", A4[1], A4[0])
    _frame(sheet, GOLD)
    label, font, digits = style.font("audit"), style.font("audit-bold"), style.font("digits")
    sheet.picture((386, 44, 456, 114), pictures.emblem())
    sheet.text(300, 168, "营  业  执  照", style.font("title"), 38)
    sheet.text(385, 192, rng.choice(["（副本）", "（正本）", "（副  本）"]), label, 14)
    sheet.text(62, 76, "统一社会信用代码", font, 12)
    sheet.text(62, 96, license.uscc, font, 14, digits, "license.uscc")
    sheet.picture((700, 50, 780, 130), pictures.code_square(rng))
    day = date.fromisoformat(license.established)
    on = f"{day.year}年{day.month:02d}月{day.day:02d}日"
    left = [("名    称", license.name, "license.name"), ("类    型", license.registration_type, None),
            ("法定代表人", license.legal_representative, "license.legal_representative"),
            ("经营范围", f"{license.business}；货物进出口，技术服务。【依法须经批准的项目，经相关部门批准后方可开展经营活动】", None)]  # fmt: skip
    right = [("注册资本", license.capital, None), ("成立日期", on, "license.established"),
             ("住    所", license.address, None), ("营业期限", f"{on}至不约定期限", None)]  # fmt: skip
    for x, rows in ((66, left), (450, right)):
        flow = Flow(
            "business_license",
            left=x + 92,
            right=x + (350 if x < 100 else 330),
            sheets=[sheet],
            bottom=560,
        )
        flow.y = 222
        for name, text, mark in rows:
            sheet.text(x, flow.y + 13, name, label, 13)
            _lines(flow, text, font, 13, digits, mark)
            flow.skip(14)
    sheet.text(560, 500, "登记机关", label, 15)
    sheet.text(
        600,
        540,
        f"{rng.randint(2018, 2022)}年{rng.randint(1, 12):02d}月{rng.randint(1, 28):02d}日",
        label,
        13,
    )
    sheet.picture(
        (620, 440, 730, 550), pictures.seal(f"上海市{a.district['name']}市场监督管理局", rng)
    )
    return [sheet]


def _lines(flow: Flow, text: str, font: tuple[str, str], size: float, latin: tuple[str, str] | None,
           mark: str | None) -> None:  # fmt: skip

    for line in break_lines(text, flow.room, size, font, latin):
        flow.sheet.text(flow.left, flow.y + size, line, font, size, latin, mark)
        flow.skip(size * 1.45)


def hightech_certificate(a: Applicant, rng: random.Random) -> list[Sheet]:
    sheet, style = Sheet("hightech_certificate", A4[1], A4[0]), a.style
    _frame(sheet, MAROON, 34)
    year = rng.randint(2020, 2022)
    font = style.font("audit")
    sheet.text(290, 150, "高新技术企业证书", style.font("title"), 34)
    rows = [f"企业名称：{a.name}", f"证书编号：GR{year}310{rng.randint(10000, 99999):05d}",
            f"发证时间：{year}年{rng.randint(10, 12)}月{rng.randint(10, 28)}日", "有 效 期：三年"]  # fmt: skip
    for i, text in enumerate(rows):
        sheet.text(130, 240 + 42 * i, text, font, 18, style.font("digits"))
    sheet.text(130, 440, "批准机关：", font, 16)
    for i, name in enumerate(("上海市科学技术委员会", "上海市财政局", "国家税务总局上海市税务局")):
        sheet.picture((240 + 160 * i, 390, 345 + 160 * i, 495), pictures.seal(name, rng))
    return [sheet]


def appraisal(a: Applicant, rng: random.Random) -> list[Sheet]:
    flow, style = Flow("other"), a.style
    font = style.font("audit")
    flow.flush_right(f"沪机鉴字〔{rng.randint(2019, 2022)}〕第{rng.randint(10, 99)}号", font, 12)
    flow.center("科学技术成果鉴定证书", style.font("title"), 24, pitch=3)
    for text in (f"成果名称：{a.vocabulary['product']}关键技术及应用", f"完成单位：{a.name}",
                 f"鉴定意见：项目研制的{a.vocabulary['part']}结构新颖，主要技术指标达到国内领先水平，已批量应用。专家组同意通过鉴定。"):  # fmt: skip
        flow.paragraph(text, font, 15, style.font("digits"), 2.1, indent=0)
    flow.y = 560
    flow.flush_right("上海市机械行业协会", font, 15)
    flow.flush_right(
        f"{rng.randint(2019, 2022)}年{rng.randint(1, 12)}月{rng.randint(1, 28)}日", font, 14
    )
    flow.sheet.picture((390, 530, 500, 640), pictures.seal("上海市机械行业协会", rng))
    return flow.sheets


def premises_proof(a: Applicant, rng: random.Random) -> list[Sheet]:
    flow, style = Flow("premises_proof", left=95, right=500), a.style
    _frame(flow.sheet, MAROON, 40)
    flow.center("中华人民共和国", style.font("title"), 18)
    flow.center("不动产权证书", style.font("title"), 28, pitch=2)
    flow.flush_right(
        f"沪（{rng.randint(2014, 2020)}）{a.district['name'][0]}字不动产权第{rng.randint(1000, 99999):06d}号",
        style.font("audit"),
        11,
    )
    rows = [("权利人", a.name), ("共有情况", "单独所有"), ("坐落", a.entry("registered_address").text),
            ("权利类型", "国有建设用地使用权/房屋所有权"), ("权利性质", "出让"), ("用途", "工业用地/厂房"),
            ("面积", f"建筑面积{rng.randint(900, 26000)}.{rng.randint(10, 99)}平方米"),
            ("使用期限", f"{rng.randint(2003, 2012)}年起50年")]  # fmt: skip
    grid = Grid([95, 310], style.font("audit"), 12, style.font("digits"), "grid", least=38)
    draw_table(flow, grid, [[Cell(n), Cell(v, align="left")] for n, v in rows])
    flow.sheet.picture((340, 560, 450, 670), pictures.seal("上海市不动产登记专用章", rng))
    return flow.sheets


def contract(a: Applicant, rng: random.Random) -> list[Sheet]:
    flow, style = Flow("other"), a.style
    font = style.font("audit")
    flow.center("平台技术服务合同（摘录）", style.font("title"), 20, pitch=2.6)
    for text in (
        f"甲方：上海{rng.choice('佳恒永立')}{rng.choice('成源盛昌')}精密制造有限公司",
        f"乙方：{a.name}",
    ):
        flow.paragraph(text, font, 13, None, 1.9, indent=0)
    for text in (f"一、甲方委托乙方通过{a.vocabulary['platform']}提供{a.vocabulary['service']}，服务期限自2022年3月1日起十二个月。",
                 "二、乙方按平台规则完成匹配、交付和对账，服务费按季结算，甲方收到发票后十个工作日内支付。",
                 "三、双方对履行中知悉的技术资料和经营信息负有保密义务，期限三年。"):  # fmt: skip
        flow.paragraph(text, font, 13, style.font("digits"), 1.9)
    flow.skip(40)
    flow.put("甲方（盖章）：", font, 13)
    flow.put(f"乙方（盖章）：{a.name}", font, 13)
    flow.sheet.picture((180, flow.y - 60, 285, flow.y + 45), pictures.seal(a.name, rng))
    return flow.sheets


def customer_evaluation(a: Applicant, rng: random.Random) -> list[Sheet]:
    flow, style = Flow("customer_evaluation"), a.style
    font = style.font("audit")
    flow.center(
        rng.choice(["客户满意度调查表", "客户评价表", "用户满意度评价表"]),
        style.font("title"),
        20,
        pitch=2.4,
    )
    flow.put(f"服务平台：{a.vocabulary['platform']}", font, 12)
    rows = [[Cell(t) for t in ("评价内容", "非常满意", "满意", "一般", "不满意")]]
    for name in ("响应速度", "服务质量", "价格合理性", "在线功能", "投诉处理"):
        place = rng.choice([0, 0, 1])
        rows.append([Cell(name), *[Cell("√" if i == place else "") for i in range(4)]])
    draw_table(flow, Grid([130, 75, 75, 75, 70], font, 12, None, "grid", least=30), rows)
    flow.skip(16)
    flow.paragraph(
        "意见与建议：平台反应快，处理及时，希望继续增加服务品类。", font, 12, None, 1.8, indent=0
    )
    flow.skip(30)
    flow.flush_right(
        f"评价单位（盖章）：{rng.choice(['昆山', '常熟', '平湖'])}某精密零件有限公司", font, 12
    )
    flow.sheet.picture((380, flow.y - 60, 480, flow.y + 40), pictures.seal("精密零件有限公司", rng))
    return flow.sheets


def policy_document(a: Applicant, rng: random.Random) -> list[Sheet]:
    flow, style = Flow("policy_document"), a.style
    place, font = a.district["name"], style.font("body")
    flow.skip(20)
    red = (0.82, 0.1, 0.1)
    title = f"上海市{place}人民政府办公室文件"

    size = 28
    wide = fonts.width(title, size, style.font("title"))
    flow.sheet.text(297.6 - wide / 2, flow.y + size, title, style.font("title"), size, color=red)
    flow.skip(60)
    flow.center(f"{place[0]}府办发〔{rng.randint(2020, 2022)}〕{rng.randint(5, 60)}号", font, 14)
    flow.sheet.ops.append(_red_line(flow.y + 6))
    flow.skip(30)
    flow.center(f"关于印发{a.vocabulary['policy']}的通知", style.font("title"), 18, pitch=2)
    flow.put("各镇人民政府、街道办事处，区政府各委、办、局：", font, 14, pitch=2)
    for text in (f"经区政府同意，现将{a.vocabulary['policy']}印发给你们，请认真组织实施。",
                 f"一、总体要求。立足{a.vocabulary['focus']}等产业基础，推动制造业企业由提供产品向提供“产品+服务”转变。",
                 f"二、主要任务。培育示范企业、示范平台，建设生产性服务业功能区{rng.randint(2, 8)}个，完善标准和统计监测。",
                 f"三、保障措施。对首次获评市级示范的单位给予不超过{rng.choice([30, 50, 80])}万元的一次性奖励。"):  # fmt: skip
        flow.paragraph(text, font, 14, style.font("digits"), 1.9)
    flow.skip(40)
    flow.flush_right(f"上海市{place}人民政府办公室", font, 14)
    flow.flush_right(
        f"{rng.randint(2020, 2022)}年{rng.randint(1, 12)}月{rng.randint(1, 28)}日", font, 14
    )
    flow.sheet.picture(
        (380, flow.y - 80, 490, flow.y + 30), pictures.seal(f"上海市{place}人民政府办公室", rng)
    )
    return flow.sheets


def _red_line(y: float):

    return Stroke([(85, y), (510, y)], 2, (0.82, 0.1, 0.1))


def cases(a: Applicant, rng: random.Random) -> list[Sheet]:
    flow, style = Flow("other"), a.style
    flow.center(
        f"{a.district['name']}服务型制造案例选编（节选）", style.font("title"), 18, pitch=2.4
    )
    font = style.font("body")
    for i, theme in enumerate(("总集成总承包", "全生命周期管理", "共享制造")):
        flow.put(f"案例{'一二三'[i]}：{theme}", style.font("heading2"), 13, pitch=1.9)
        flow.paragraph(f"某企业以{theme}方式服务{rng.randint(12, 160)}家用户，合同额较上年增长{rng.randint(8, 46)}%，"
                       f"交付周期缩短{rng.randint(10, 40)}天，相关做法在园区内推广。", font, 12, style.font("digits"), 1.8)  # fmt: skip
    return flow.sheets
