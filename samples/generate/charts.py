"""Charts of accounts: which lines a statement prints, in order, under 企业会计准则 and 小企业会计准则."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """`role` is group (no figures), leaf, memo (其中, 减：), subtotal, or total; `id` is empty for groups."""

    id: str
    label: str
    role: str = "leaf"


def _lines(text: str) -> list[Line]:
    """One line each: `role id label`, or `group label`."""
    out = []
    for row in text.strip().splitlines():
        role, *rest = row.split(None, 1 if row.strip().startswith("group") else 2)
        out.append(Line("", rest[0], "group") if role == "group" else Line(rest[0], rest[1], role))
    return out


ASSETS = _lines("""
group 流动资产：
leaf cash 货币资金
leaf trading_assets 交易性金融资产
leaf notes_receivable 应收票据
leaf accounts_receivable 应收账款
leaf receivables_financing 应收款项融资
leaf prepayments 预付款项
leaf other_receivables 其他应收款
leaf inventories 存货
leaf contract_assets 合同资产
leaf other_current_assets 其他流动资产
subtotal total_current_assets 流动资产合计
group 非流动资产：
leaf long_term_equity 长期股权投资
leaf fixed_assets 固定资产
leaf construction 在建工程
leaf right_of_use 使用权资产
leaf intangible_assets 无形资产
leaf long_term_prepaid 长期待摊费用
leaf deferred_tax_assets 递延所得税资产
leaf other_noncurrent_assets 其他非流动资产
subtotal total_noncurrent_assets 非流动资产合计
total total_assets 资产总计
""")
CLAIMS = _lines("""
group 流动负债：
leaf short_term_loans 短期借款
leaf notes_payable 应付票据
leaf accounts_payable 应付账款
leaf contract_liabilities 合同负债
leaf payroll_payable 应付职工薪酬
leaf taxes_payable 应交税费
leaf other_payables 其他应付款
leaf current_portion 一年内到期的非流动负债
leaf other_current_liabilities 其他流动负债
subtotal total_current_liabilities 流动负债合计
group 非流动负债：
leaf long_term_loans 长期借款
leaf lease_liabilities 租赁负债
leaf deferred_income 递延收益
leaf deferred_tax_liabilities 递延所得税负债
subtotal total_noncurrent_liabilities 非流动负债合计
subtotal total_liabilities 负债合计
group 所有者权益（或股东权益）：
leaf paid_in_capital 实收资本（或股本）
leaf capital_reserve 资本公积
leaf surplus_reserve 盈余公积
leaf retained_earnings 未分配利润
memo parent_equity 归属于母公司所有者权益合计
leaf minority_interests 少数股东权益
subtotal total_equity 所有者权益（或股东权益）合计
total total_liabilities_and_equity 负债和所有者权益（或股东权益）总计
""")
INCOME = _lines("""
total operating_revenue 一、营业收入
leaf operating_cost 减：营业成本
leaf taxes_and_surcharges 税金及附加
leaf selling_expenses 销售费用
leaf administrative_expenses 管理费用
leaf rd_expenses 研发费用
leaf finance_expenses 财务费用
memo interest_expense 其中：利息费用
memo interest_income 利息收入
leaf other_income 加：其他收益
leaf investment_income 投资收益（损失以“-”号填列）
leaf credit_impairment 信用减值损失（损失以“-”号填列）
leaf asset_impairment 资产减值损失（损失以“-”号填列）
leaf disposal_gain 资产处置收益（损失以“-”号填列）
total operating_profit 二、营业利润（亏损以“-”号填列）
leaf non_operating_income 加：营业外收入
leaf non_operating_expenses 减：营业外支出
total total_profit 三、利润总额（亏损总额以“-”号填列）
leaf income_tax 减：所得税费用
total net_profit 四、净利润（净亏损以“-”号填列）
memo continuing_profit （一）持续经营净利润（净亏损以“-”号填列）
memo discontinued_profit （二）终止经营净利润（净亏损以“-”号填列）
memo parent_profit 归属于母公司所有者的净利润
memo minority_profit 少数股东损益
leaf other_comprehensive 五、其他综合收益的税后净额
total comprehensive_income 六、综合收益总额
""")
CASH = _lines("""
group 一、经营活动产生的现金流量：
leaf sold 销售商品、提供劳务收到的现金
leaf tax_refund 收到的税费返还
leaf other_operating_in 收到其他与经营活动有关的现金
subtotal operating_in 经营活动现金流入小计
leaf bought 购买商品、接受劳务支付的现金
leaf staff_paid 支付给职工以及为职工支付的现金
leaf taxes_paid 支付的各项税费
leaf other_operating_out 支付其他与经营活动有关的现金
subtotal operating_out 经营活动现金流出小计
subtotal net_operating_cash_flow 经营活动产生的现金流量净额
group 二、投资活动产生的现金流量：
leaf recovered 收回投资收到的现金
leaf investment_return 取得投资收益收到的现金
leaf disposal 处置固定资产、无形资产和其他长期资产收回的现金净额
subtotal investing_in 投资活动现金流入小计
leaf capital_spending 购建固定资产、无形资产和其他长期资产支付的现金
leaf invested 投资支付的现金
subtotal investing_out 投资活动现金流出小计
subtotal net_investing_cash_flow 投资活动产生的现金流量净额
group 三、筹资活动产生的现金流量：
leaf contributed 吸收投资收到的现金
leaf borrowed 取得借款收到的现金
subtotal financing_in 筹资活动现金流入小计
leaf repaid 偿还债务支付的现金
leaf dividends_interest_paid 分配股利、利润或偿付利息支付的现金
subtotal financing_out 筹资活动现金流出小计
subtotal net_financing_cash_flow 筹资活动产生的现金流量净额
leaf rate_effect 四、汇率变动对现金及现金等价物的影响
total net_increase_in_cash 五、现金及现金等价物净增加额
leaf opening_cash 加：期初现金及现金等价物余额
total closing_cash 六、期末现金及现金等价物余额
""")

SMALL_ASSETS = _lines("""
group 流动资产：
leaf cash 货币资金
leaf short_investments 短期投资
leaf notes_receivable 应收票据
leaf accounts_receivable 应收账款
leaf prepayments 预付账款
leaf other_receivables 其他应收款
leaf inventories 存货
leaf other_current_assets 其他流动资产
subtotal total_current_assets 流动资产合计
group 非流动资产：
leaf long_term_equity 长期股权投资
memo fixed_assets_cost 固定资产原价
memo depreciation 减：累计折旧
leaf fixed_assets 固定资产账面价值
leaf construction 在建工程
leaf intangible_assets 无形资产
leaf long_term_prepaid 长期待摊费用
leaf other_noncurrent_assets 其他非流动资产
subtotal total_noncurrent_assets 非流动资产合计
total total_assets 资产总计
""")
SMALL_CLAIMS = _lines("""
group 流动负债：
leaf short_term_loans 短期借款
leaf notes_payable 应付票据
leaf accounts_payable 应付账款
leaf contract_liabilities 预收账款
leaf payroll_payable 应付职工薪酬
leaf taxes_payable 应交税费
leaf other_payables 其他应付款
leaf other_current_liabilities 其他流动负债
subtotal total_current_liabilities 流动负债合计
group 非流动负债：
leaf long_term_loans 长期借款
leaf deferred_income 递延收益
subtotal total_noncurrent_liabilities 非流动负债合计
subtotal total_liabilities 负债合计
group 所有者权益（或股东权益）：
leaf paid_in_capital 实收资本（或股本）
leaf capital_reserve 资本公积
leaf surplus_reserve 盈余公积
leaf retained_earnings 未分配利润
subtotal total_equity 所有者权益（或股东权益）合计
total total_liabilities_and_equity 负债和所有者权益（或股东权益）总计
""")
SMALL_INCOME = _lines("""
total operating_revenue 一、营业收入
leaf operating_cost 减：营业成本
leaf taxes_and_surcharges 税金及附加
leaf selling_expenses 销售费用
leaf administrative_expenses 管理费用
memo rd_expenses 其中：研究费用
leaf finance_expenses 财务费用
memo interest_expense 其中：利息费用（收入以“-”号填列）
leaf investment_income 加：投资收益（损失以“-”号填列）
total operating_profit 二、营业利润（亏损以“-”号填列）
leaf non_operating_income 加：营业外收入
memo government_grant 其中：政府补助
leaf non_operating_expenses 减：营业外支出
total total_profit 三、利润总额（亏损总额以“-”号填列）
leaf income_tax 减：所得税费用
total net_profit 四、净利润（净亏损以“-”号填列）
""")
SMALL_CASH = _lines("""
group 一、经营活动产生的现金流量：
leaf sold 销售产成品、商品、提供劳务收到的现金
leaf other_operating_in 收到其他与经营活动有关的现金
leaf bought 购买原材料、商品、接受劳务支付的现金
leaf staff_paid 支付的职工薪酬
leaf taxes_paid 支付的税费
leaf other_operating_out 支付其他与经营活动有关的现金
subtotal net_operating_cash_flow 经营活动产生的现金流量净额
group 二、投资活动产生的现金流量：
leaf investment_return 取得投资收益收到的现金
leaf disposal 处置固定资产、无形资产和其他非流动资产收回的现金净额
leaf invested 短期投资、长期债券投资和长期股权投资支付的现金
leaf capital_spending 购建固定资产、无形资产和其他非流动资产支付的现金
subtotal net_investing_cash_flow 投资活动产生的现金流量净额
group 三、筹资活动产生的现金流量：
leaf borrowed 取得借款收到的现金
leaf contributed 吸收投资者投资收到的现金
leaf repaid 偿还借款本金支付的现金
leaf interest_paid 偿还借款利息支付的现金
leaf profit_paid 分配利润支付的现金
subtotal net_financing_cash_flow 筹资活动产生的现金流量净额
total net_increase_in_cash 四、现金净增加额
leaf opening_cash 加：期初现金余额
total closing_cash 五、期末现金余额
""")

# the printed words of lines under wordings 3 and 4 of a style
WORDINGS: dict[int, dict[str, str]] = {
    3: {
        "accounts_receivable": "应收帐款", "accounts_payable": "应付帐款", "prepayments": "预付帐款",
        "total_current_assets": "流动资产合计", "total_assets": "资 产 总 计",
        "total_liabilities": "负 债 合 计", "paid_in_capital": "实收资本(股本)",
        "total_equity": "股东权益合计", "total_liabilities_and_equity": "负债及股东权益总计",
        "operating_revenue": "一、营业收入", "operating_cost": "减:营业成本",
        "taxes_and_surcharges": "    税金及附加", "interest_expense": "其中:利息费用",
        "operating_profit": "二、营业利润(亏损以“－”号填列)", "total_profit": "三、利润总额(亏损总额以“－”号填列)",
        "net_profit": "四、净利润(净亏损以“－”号填列)", "income_tax": "减:所得税费用",
        "non_operating_income": "加:营业外收入", "non_operating_expenses": "减:营业外支出",
        "net_increase_in_cash": "五、现金及现金等价物净增加(减少)额",
        "opening_cash": "加:年初现金及现金等价物余额", "closing_cash": "六、年末现金及现金等价物余额",
    },
    4: {
        "cash": "货  币  资  金", "inventories": "存    货", "fixed_assets": "固定资产净额",
        "total_current_assets": "流 动 资 产 合 计", "total_noncurrent_assets": "非流动资产合计",
        "total_assets": "资产合计", "total_liabilities": "负债总计", "paid_in_capital": "股本",
        "total_equity": "所有者权益合计", "total_liabilities_and_equity": "负债及所有者权益总计",
        "operating_revenue": "一、营业总收入", "operating_cost": "减：营业成本",
        "rd_expenses": "      研发费用", "investment_income": "    投资收益（亏损以“—”填列）",
        "operating_profit": "三、营业利润", "total_profit": "四、利润总额", "net_profit": "五、净利润",
        "net_operating_cash_flow": "经营活动现金流量净额", "net_investing_cash_flow": "投资活动现金流量净额",
        "net_financing_cash_flow": "筹资活动现金流量净额",
        "net_increase_in_cash": "五、现金及现金等价物净增加额（净减少以“-”号填列）",
        "opening_cash": "加：期初现金余额", "closing_cash": "六、期末现金余额",
    },
}  # fmt: skip

GROUP_ONLY = {"parent_equity", "minority_interests", "parent_profit", "minority_profit"}
TRUTH = {
    "balance_sheet": [
        "cash", "accounts_receivable", "inventories", "total_current_assets", "fixed_assets",
        "intangible_assets", "total_noncurrent_assets", "total_assets", "short_term_loans",
        "accounts_payable", "total_current_liabilities", "long_term_loans", "total_noncurrent_liabilities",
        "total_liabilities", "paid_in_capital", "retained_earnings", "total_equity",
        "total_liabilities_and_equity",
    ],
    "income_statement": [
        "operating_revenue", "operating_cost", "taxes_and_surcharges", "selling_expenses",
        "administrative_expenses", "rd_expenses", "finance_expenses", "other_income", "investment_income",
        "operating_profit", "non_operating_income", "non_operating_expenses", "total_profit", "income_tax",
        "net_profit",
    ],
    "cash_flow": [
        "net_operating_cash_flow", "net_investing_cash_flow", "net_financing_cash_flow",
        "net_increase_in_cash", "opening_cash", "closing_cash",
    ],
}  # fmt: skip


def printed(line: Line, wording: int) -> str:
    """What the line's label cell says under a style's wording."""
    own = line.label.startswith("其中：研究")  # of 小企业会计准则, and no line of its own
    return line.label if own else WORDINGS.get(wording, {}).get(line.id, line.label)


def charts(small: bool, consolidated: bool) -> dict[str, list[Line]]:
    """The printed lines: assets, claims, income, cash."""
    if small:
        return {
            "assets": SMALL_ASSETS,
            "claims": SMALL_CLAIMS,
            "income": SMALL_INCOME,
            "cash": SMALL_CASH,
        }
    all_lines = {"assets": ASSETS, "claims": CLAIMS, "income": INCOME, "cash": CASH}
    if consolidated:
        return all_lines
    return {
        name: [line for line in lines if line.id not in GROUP_ONLY]
        for name, lines in all_lines.items()
    }
