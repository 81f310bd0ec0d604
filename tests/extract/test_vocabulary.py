"""The words that all programmes share, and what their loader says about mistakes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from extract.errors import ProgrammeError
from extract.programme import load
from extract.records import PageType, StatementKind
from extract.vocabulary import Vocabulary, load_vocabulary
from extract.wordings import squeezed

PROGRAMS = Path(__file__).parents[2] / "programs"
FOLDER = PROGRAMS / "common"

# The published statement lines: id, label and aliases.
LINES: dict[StatementKind, str] = {
    "balance_sheet": """
cash 货币资金
accounts_receivable 应收账款
inventories 存货
total_current_assets 流动资产合计
fixed_assets 固定资产|固定资产净值|固定资产净额|固定资产账面价值
intangible_assets 无形资产
total_noncurrent_assets 非流动资产合计
total_assets 资产总计|资产合计|资产总额
short_term_loans 短期借款
accounts_payable 应付账款
total_current_liabilities 流动负债合计
long_term_loans 长期借款
total_noncurrent_liabilities 非流动负债合计
total_liabilities 负债合计|负债总计
paid_in_capital 实收资本（或股本）|实收资本|股本
retained_earnings 未分配利润
total_equity 所有者权益合计|所有者权益（或股东权益）合计|股东权益合计|净资产合计
total_liabilities_and_equity 负债和所有者权益总计|负债和所有者权益（或股东权益）总计|负债及所有者权益总计|负债和股东权益总计
""",
    "income_statement": """
operating_revenue 营业收入|营业总收入
operating_cost 营业成本
taxes_and_surcharges 税金及附加
selling_expenses 销售费用
administrative_expenses 管理费用
rd_expenses 研发费用
finance_expenses 财务费用
other_income 其他收益
investment_income 投资收益
operating_profit 营业利润
non_operating_income 营业外收入
non_operating_expenses 营业外支出
total_profit 利润总额
income_tax 所得税费用
net_profit 净利润
""",
    "cash_flow": """
net_operating_cash_flow 经营活动产生的现金流量净额
net_investing_cash_flow 投资活动产生的现金流量净额
net_financing_cash_flow 筹资活动产生的现金流量净额
net_increase_in_cash 现金及现金等价物净增加额
opening_cash 期初现金及现金等价物余额
closing_cash 期末现金及现金等价物余额
""",
}
IDENTITIES = """
total_assets=total_current_assets+total_noncurrent_assets
total_liabilities=total_current_liabilities+total_noncurrent_liabilities
total_assets=total_liabilities+total_equity
total_assets=total_liabilities_and_equity
total_profit=operating_profit+non_operating_income-non_operating_expenses
net_profit=total_profit-income_tax
net_increase_in_cash=net_operating_cash_flow+net_investing_cash_flow+net_financing_cash_flow
closing_cash=opening_cash+net_increase_in_cash
"""
# 会小企01表 to 会小企03表, by printed line number
SMALL_BALANCE_SHEET = """
货币资金 短期投资 应收票据 应收账款 预付账款 应收股利 应收利息 其他应收款 存货 原材料 在产品 库存商品 周转材料
其他流动资产 流动资产合计 长期债券投资 长期股权投资 固定资产原价 累计折旧 固定资产账面价值 在建工程 工程物资 固定资产清理
生产性生物资产 无形资产 开发支出 长期待摊费用 其他非流动资产 非流动资产合计 资产总计 短期借款 应付票据 应付账款 预收账款
应付职工薪酬 应交税费 应付利息 应付利润 其他应付款 其他流动负债 流动负债合计 长期借款 长期应付款 递延收益
其他非流动负债 非流动负债合计 负债合计 实收资本 资本公积 盈余公积 未分配利润 所有者权益合计 负债和所有者权益总计
"""
SMALL_CASH_FLOW = """
销售产成品、商品、提供劳务收到的现金 收到其他与经营活动有关的现金 购买原材料、商品、接受劳务支付的现金 支付的职工薪酬 支付的税费
支付其他与经营活动有关的现金 经营活动产生的现金流量净额 收回短期投资、长期债券投资和长期股权投资收到的现金 取得投资收益收到的现金
处置固定资产、无形资产和其他非流动资产收回的现金净额 短期投资、长期债券投资和长期股权投资支付的现金
购建固定资产、无形资产和其他非流动资产支付的现金 投资活动产生的现金流量净额 取得借款收到的现金 吸收投资者投资收到的现金
偿还借款本金支付的现金 偿还借款利息支付的现金 分配利润支付的现金 筹资活动产生的现金流量净额 现金净增加额 期初现金余额 期末现金余额
"""


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary(FOLDER)


@pytest.mark.parametrize("kind", LINES)
def test_published_lines_are_found_by_label_and_alias(
    vocabulary: Vocabulary, kind: StatementKind
) -> None:
    known = vocabulary.statements.lines(kind)
    for row in LINES[kind].strip().splitlines():
        line, names = row.split(" ")
        for name in names.split("|"):
            assert known[squeezed(name)] == line


@pytest.mark.parametrize("kind", LINES)
def test_no_other_line_has_a_published_id(vocabulary: Vocabulary, kind: StatementKind) -> None:
    ids = [row.split(" ")[0] for row in LINES[kind].strip().splitlines()]
    assert {line for line in vocabulary.statements.lines(kind).values() if line} == set(ids)


def test_costs_of_research_are_no_line_of_their_own(vocabulary: Vocabulary) -> None:
    spec = vocabulary.statements.spec("income_statement").line("research_costs")
    assert spec is not None
    assert (spec.label, spec.id, spec.detail) == ("研究费用", None, True)


@pytest.mark.parametrize(
    ("kind", "labels"),
    [("balance_sheet", SMALL_BALANCE_SHEET), ("cash_flow", SMALL_CASH_FLOW)],
)
def test_lines_of_small_enterprises_are_known(
    vocabulary: Vocabulary, kind: StatementKind, labels: str
) -> None:
    known = vocabulary.statements.lines(kind)
    assert [label for label in labels.split() if squeezed(label) not in known] == []


def test_an_own_line_comes_before_a_detail(vocabulary: Vocabulary) -> None:
    assert vocabulary.statements.named("balance_sheet")["应收利息"].key == "interest_receivable"


def test_the_statement_comes_before_its_supplement(vocabulary: Vocabulary) -> None:
    lines = vocabulary.statements.lines("cash_flow")
    assert lines["经营活动产生的现金流量净额"] == "net_operating_cash_flow"
    assert lines["存货的减少"] is None


def test_published_identities_are_there(vocabulary: Vocabulary) -> None:
    hard = [identity.key for identity in vocabulary.identities if identity.certainty == "hard"]
    assert set(IDENTITIES.split()) <= set(hard)


def test_each_identity_has_its_own_key(vocabulary: Vocabulary) -> None:
    keys = [(identity.statement, identity.key) for identity in vocabulary.identities]
    assert len(keys) == len(set(keys))


def test_an_exchange_rate_line_is_optional(vocabulary: Vocabulary) -> None:
    (identity,) = [
        identity
        for identity in vocabulary.identities
        if identity.total == "net_increase_in_cash" and identity.certainty == "hard"
    ]
    assert [term.line for term in identity.terms if term.optional] == ["exchange_rate_effect"]


# One small enterprise's year, in yuan, with every rule of signs in it
BOOKS = {
    "operating_profit": {
        "operating_revenue": 1000,
        "operating_cost": 600,
        "taxes_and_surcharges": 10,
        "selling_expenses": 50,
        "administrative_expenses": 70,
        "rd_expenses": 60,
        "finance_expenses": -5,
        "investment_income": 12,
        "credit_impairment": -7,
        "operating_profit": 220,
    },
    "net_operating_cash_flow": {
        "sales_receipts": 900,
        "tax_refunds": 20,
        "purchase_payments": 500,
        "staff_payments": 150,
        "tax_payments": 80,
        "net_operating_cash_flow": 190,
    },
    "operating_outflow_total": {
        "purchase_payments": 500,
        "staff_payments": 150,
        "operating_outflow_total": 650,
    },
    "total_equity": {
        "paid_in_capital": 500,
        "treasury_shares": 40,
        "retained_earnings": -60,
        "minority_interests": 15,
        "total_equity": 415,
    },
    "fixed_assets": {
        "fixed_assets_cost": 800,
        "accumulated_depreciation": 300,
        "fixed_assets": 500,
    },
    "total_current_assets": {
        "cash": 30,
        "other_receivables": 20,
        "interest_receivable_detail": 5,
        "inventories": 40,
        "raw_materials": 25,
        "total_current_assets": 90,
    },
}


@pytest.mark.parametrize("total", BOOKS)
def test_sections_add_up_with_their_signs(vocabulary: Vocabulary, total: str) -> None:
    printed = BOOKS[total]
    (identity,) = [
        identity
        for identity in vocabulary.identities
        if identity.total == total and identity.certainty == "complete"
    ]
    parts = sum(term.sign * printed.get(term.line, 0) for term in identity.terms)
    assert parts == printed[total]


def test_every_page_type_has_cues(vocabulary: Vocabulary) -> None:
    assert {spec.type for spec in vocabulary.page_types} == set(get_args(PageType))
    assert all(spec.phrases for spec in vocabulary.page_types)


def test_a_programme_adds_its_own_titles(vocabulary: Vocabulary) -> None:
    programme = load(PROGRAMS / "shanghai-service-manufacturing-2023")
    titles = {
        spec.type: {cue.text for cue in spec.titles}
        for spec in vocabulary.with_programme(programme).page_types
    }
    assert "服务型制造示范区申请表" in titles["form"]
    assert "服务型制造发展现状" in titles["body"]
    assert "其他" not in titles["body"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("信会师报字[2023]第ZA12345号", "信会师报字[2023]第ZA12345号"),
        ("报告文号：沪诚审字（2023）第 0188 号", "沪诚审字（2023）第 0188 号"),
        ("报告文号天健审〔2023〕1234号", "天健审〔2023〕1234号"),
        ("（2022年度）沪会审字(2023)第1号", "沪会审字(2023)第1号"),
        ("审计报告沪会审字(2023)第1号", "沪会审字(2023)第1号"),
        ("财会〔2023〕15号", None),
        ("沪诚审字[2023]第 号", None),
    ],
)
def test_report_numbers(vocabulary: Vocabulary, text: str, number: str | None) -> None:
    match = vocabulary.audit.number_pattern.search(text)
    assert (match.group() if match else None) == number


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("firm", "审计单位上海某某联合会计师事务所", "上海某某联合会计师事务所"),
        ("firm", "某某会计师事务所（特殊普通合伙）", "某某会计师事务所（特殊普通合伙）"),
        ("firm", "某某会计师事务所有限公司", "某某会计师事务所有限公司"),
        ("firm", "会计师事务所", None),
        ("addressee", "上海甲（集团）有限公司全体股东：", "上海甲（集团）有限公司"),
        ("addressee", "上海甲有限公司董事会：", "上海甲有限公司"),
        ("addressee", "上海甲有限公司：", "上海甲有限公司"),
        ("addressee", "这一事项已经提交本公司董事会", None),
        ("preparer", "编制单位：上海甲有限公司2022年12月31日单位：元", "上海甲有限公司"),
        ("preparer", "编制单位:上海甲有限公司会企01表", "上海甲有限公司"),
        ("audited", "我们审计了上海甲有限公司（以下简称“甲”）财务", "上海甲有限公司"),
        ("audited", "被审计单位：上海甲有限公司", "上海甲有限公司"),
        ("barcode", "防伪编码：310387654321098", "310387654321098"),
    ],
)
def test_names_in_reports(
    vocabulary: Vocabulary, pattern: str, text: str, found: str | None
) -> None:
    match = getattr(vocabulary.audit, f"{pattern}_pattern").search(text)
    assert (match.group(1) if match else None) == found


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("二〇二三年四月十八日", "二〇二三年四月十八日"),
        ("二○二三年 十二月三十一日", "二○二三年 十二月三十一日"),
        ("中国·上海2023年4月18日", "2023年4月18日"),
        ("2023年4月", None),
    ],
)
def test_dates_of_signature(vocabulary: Vocabulary, text: str, date: str | None) -> None:
    match = vocabulary.audit.date_pattern.search(text)
    assert (match.group() if match else None) == date


@pytest.mark.parametrize(
    ("text", "opinion"),
    [
        ("后附的财务报表在所有重大方面按照企业会计准则的规定编制,公允反映了", "unqualified"),
        ("除“形成保留意见的基础”部分所述事项产生的影响外,在所有重大方面公允反映了", "qualified"),
        ("后附的财务报表没有在所有重大方面按照准则的规定编制,未能公允反映", "adverse"),
        ("我们不对后附的甲公司财务报表发表审计意见", "disclaimer"),
        ("我们接受委托", None),
    ],
)
def test_opinions_in_order(vocabulary: Vocabulary, text: str, opinion: str | None) -> None:
    found = next(
        (
            kind
            for kind, patterns in vocabulary.audit.opinion_patterns
            if any(pattern.search(text) for pattern in patterns)
        ),
        None,
    )
    assert found == opinion


@pytest.mark.parametrize(
    ("code", "valid"),
    [("京25CLW5B6TX", True), ("沪23ANP3CE01", True), ("沪23ANP3", False), ("A沪23", False)],
)
def test_regulatory_codes(vocabulary: Vocabulary, code: str, valid: bool) -> None:
    assert bool(vocabulary.audit.code_pattern.search(f"报告编码：{code}")) is valid


def test_no_glyph_is_ticked_and_empty(vocabulary: Vocabulary) -> None:
    words = vocabulary.words
    assert not set(words.ticked) & set(words.empty)
    assert {"☑", "☒", "√", "■", "\uf0fe"} <= set(words.ticked)
    assert {"□", "☐", "○", "\uf0a8"} <= set(words.empty)
    for font in words.symbol_fonts.values():
        assert not set(font.ticked) & set(font.empty)


def test_units_convert_to_their_base(vocabulary: Vocabulary) -> None:
    units = {unit.text: (unit.base, unit.factor) for unit in vocabulary.words.units}
    assert units["万元"] == ("元", 1e4)
    assert units["亿元"] == ("元", 1e8)
    assert units["家"][0] == units["个"][0]


def test_header_words_name_one_period(vocabulary: Vocabulary) -> None:
    header = vocabulary.statements.header
    assert not set(header.current) & set(header.prior)
    assert "上年年末余额" in header.prior


Change = Callable[[Any], object]


def _lines(data: Any, table: int) -> dict[str, Any]:
    return {line["key"]: line for line in data[table]["lines"]}


MISTAKES: list[tuple[str, Change, str, str]] = [
    ("page_types.yaml", lambda d: d[0].update(type="title"), "[0](title).type", "cover"),
    ("page_types.yaml", lambda d: d[1].update(type="cover"), "[1](cover).type", "两次"),
    ("page_types.yaml", lambda d: d[0]["titles"][0].pop(), "[0](cover).titles[0]", "不够"),
    (
        "page_types.yaml",
        lambda d: d[1]["titles"].append(["填 报说明", 1]),
        "[1](instructions).titles",
        "填报说明",
    ),
    ("audit.yaml", lambda d: d.update(date_pattern="(20"), "date_pattern", "正则"),
    ("audit.yaml", lambda d: d["opinion_patterns"][0].__setitem__(0, "none"), "[0]", "adverse"),
    ("audit.yaml", lambda d: d.pop("firm_pattern"), "firm_pattern", "缺少"),
    ("license.yaml", lambda d: d.update(labels=["名称"]), "labels", "对照"),
    ("marks.yaml", lambda d: d["units"][0].__setitem__(2, "一"), "units[0][2]", "数字"),
    ("marks.yaml", lambda d: d.update(empty=0), "empty", "文字"),
    ("statement_pages.yaml", lambda d: d["header"].pop("prior"), "header.prior", "缺少"),
    ("statements.yaml", lambda d: d[1].update(kind="balance_sheet"), "[1]", "两次"),
    ("statements.yaml", lambda d: _lines(d, 0)["cash"].update(sign=2), "cash).sign", "-1"),
    ("statements.yaml", lambda d: _lines(d, 0)["goodwill"].update(key="cash"), "(cash)", "重名"),
    (
        "statements.yaml",
        lambda d: _lines(d, 0)["raw_materials"].update(detail_of="stock"),
        "(raw_materials).detail_of",
        "stock",
    ),
    (
        "statements.yaml",
        lambda d: _lines(d, 1)["total_operating_revenue"].update(stands_for="sales"),
        "(total_operating_revenue).stands_for",
        "sales",
    ),
    (
        "statements.yaml",
        lambda d: _lines(d, 2)["operating_inflow_total"].update(total_of=["inflows"]),
        "(operating_inflow_total).total_of",
        "inflows",
    ),
    (
        "statements.yaml",
        lambda d: _lines(d, 0)["goodwill"].update(wordings=["商 誉", "存货"]),
        "(goodwill).wordings",
        "inventories",
    ),
    ("identities.yaml", lambda d: d[0].update(total="assets"), "[0]", "assets"),
    ("identities.yaml", lambda d: d[0].update(statement="cash_flow"), "[0]", "cash_flow"),
]


@pytest.mark.parametrize(
    ("name", "change", "key", "advice"),
    MISTAKES,
    ids=[f"{name}-{key}-{advice}" for name, _, key, advice in MISTAKES],
)
def test_a_mistake_is_told_with_its_file_and_key(
    tmp_path: Path, name: str, change: Change, key: str, advice: str
) -> None:
    folder = tmp_path / "common"
    shutil.copytree(FOLDER, folder)
    data = yaml.safe_load((folder / name).read_text(encoding="utf-8"))
    change(data)
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(ProgrammeError) as caught:
        load_vocabulary(folder)
    message = str(caught.value)
    assert str(folder / name) in message
    assert key in message
    assert advice in message
