"""Books of a made-up company, four year ends, in fen: every identity of its statements holds."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

CURRENT = {"cash": 22, "trading_assets": 3, "notes_receivable": 6, "accounts_receivable": 28,
           "receivables_financing": 2, "prepayments": 5, "other_receivables": 4, "inventories": 22,
           "contract_assets": 3, "other_current_assets": 3}  # fmt: skip
NONCURRENT = {"long_term_equity": 10, "fixed_assets": 50, "construction": 8, "right_of_use": 4,
              "intangible_assets": 15, "long_term_prepaid": 4, "deferred_tax_assets": 3,
              "other_noncurrent_assets": 6}  # fmt: skip
CURRENT_DEBT = {"short_term_loans": 30, "notes_payable": 8, "accounts_payable": 32,
                "contract_liabilities": 10, "payroll_payable": 6, "taxes_payable": 5,
                "other_payables": 7, "current_portion": 2, "other_current_liabilities": 2}  # fmt: skip
LONG_DEBT = {"long_term_loans": 70, "lease_liabilities": 8, "deferred_income": 15,
             "deferred_tax_liabilities": 5}  # fmt: skip
OPTIONAL = ("trading_assets", "receivables_financing", "contract_assets", "right_of_use",
            "long_term_equity", "notes_payable", "current_portion", "lease_liabilities",
            "deferred_tax_liabilities", "construction")  # fmt: skip
SMALL_SKIPS = ("trading_assets", "receivables_financing", "contract_assets", "right_of_use",
               "deferred_tax_assets", "lease_liabilities", "current_portion",
               "deferred_tax_liabilities")  # fmt: skip

Amounts = dict[str, int]


@dataclass
class Books:
    """`sheets[year]` at the year's end, `flows[year]` over it (income and cash), in fen."""

    small: bool
    consolidated: bool
    sheets: dict[int, Amounts] = field(default_factory=dict)
    flows: dict[int, Amounts] = field(default_factory=dict)


def split(rng: random.Random, total: int, weights: dict[str, float]) -> Amounts:
    """`total` over the names of `weights`, to the fen; the heaviest takes what is left over."""
    shaken = {name: w * rng.uniform(0.9, 1.1) for name, w in weights.items()}
    whole = sum(shaken.values())
    parts = {name: int(total * w / whole) for name, w in shaken.items()}
    heaviest = max(shaken, key=shaken.__getitem__)
    parts[heaviest] += total - sum(parts.values())
    return parts


def make_books(
    rng: random.Random,
    revenue: int,
    small: bool = False,
    consolidated: bool = False,
    capital: int = 0,
) -> Books:
    """Books up to 2022 for a company that earned `revenue` yuan in 2022."""
    books = Books(small, consolidated)
    skips = set(SMALL_SKIPS) if small else set(rng.sample(OPTIONAL, 4))
    weights = {
        name: {k: w for k, w in group.items() if k not in skips}
        for name, group in (("current", CURRENT), ("noncurrent", NONCURRENT),
                            ("current_debt", CURRENT_DEBT), ("long_debt", LONG_DEBT))
    }  # fmt: skip
    growth = [rng.uniform(0.04, 0.19) for _ in range(3)]
    sales = {2022: revenue * 100 + rng.randint(0, 99_999)}
    for year, rate in zip((2021, 2020, 2019), growth, strict=True):
        sales[year] = int(sales[year + 1] / (1 + rate)) + rng.randint(0, 99)
    assets = int(sales[2019] * rng.uniform(0.8, 1.35))
    leverage = rng.uniform(0.3, 0.58)
    equity = _opening_equity(rng, int(assets * (1 - leverage)), capital, consolidated)
    share = {"current": rng.uniform(0.55, 0.72), "current_debt": rng.uniform(0.75, 0.92)}
    _close(books, 2019, rng, assets, equity, weights, share)
    for year in (2020, 2021, 2022):
        flows = _income(rng, sales[year], small)
        minority = int(flows["net_profit"] * 0.05) if consolidated else 0
        dividends = int(flows["net_profit"] * rng.choice([0, 0, 0.15, 0.3]))
        flows |= {"minority_profit": minority, "parent_profit": flows["net_profit"] - minority}
        equity = _roll(equity, flows, dividends, minority, consolidated)
        assets = int(sum(equity.values()) / (1 - leverage + rng.uniform(-0.03, 0.03)))
        _close(books, year, rng, assets, equity, weights, share)
        flows |= _cash(rng, books.sheets[year - 1], books.sheets[year], flows, dividends, small)
        flows["dividends"] = dividends
        books.flows[year] = flows
    return books


def _opening_equity(rng: random.Random, total: int, capital: int, consolidated: bool) -> Amounts:
    paid_in = capital * 1_000_000 or int(total * rng.uniform(0.25, 0.5) / 10**8) * 10**8
    paid_in = min(max(paid_in, 10**8), int(total * 0.7) // 10**6 * 10**6)
    rest = total - paid_in
    minority = int(rest * 0.06) if consolidated else 0
    reserve, surplus = int(rest * rng.uniform(0.1, 0.3)), int(rest * rng.uniform(0.05, 0.12))
    return {"paid_in_capital": paid_in, "capital_reserve": reserve, "surplus_reserve": surplus,
            "retained_earnings": rest - minority - reserve - surplus, "minority_interests": minority}  # fmt: skip


def _roll(
    equity: Amounts, flows: Amounts, dividends: int, minority: int, consolidated: bool
) -> Amounts:
    earned = flows["net_profit"] - minority
    to_surplus = max(0, earned) // 10
    flows["to_surplus"] = to_surplus
    return equity | {
        "surplus_reserve": equity["surplus_reserve"] + to_surplus,
        "retained_earnings": equity["retained_earnings"] + earned - to_surplus - dividends,
        "minority_interests": equity["minority_interests"] + minority,
    }


def _close(
    books: Books, year: int, rng: random.Random, assets: int, equity: Amounts,
    weights: dict[str, dict[str, float]], share: dict[str, float],
) -> None:  # fmt: skip
    """Lay the year's balance sheet down: parts first, totals as their sums."""
    own = sum(equity.values())
    debt = assets - own
    current, current_debt = int(assets * share["current"]), int(debt * share["current_debt"])
    sheet = {
        **split(rng, current, weights["current"]),
        **split(rng, assets - current, weights["noncurrent"]),
        **split(rng, current_debt, weights["current_debt"]),
        **split(rng, debt - current_debt, weights["long_debt"]),
        **equity,
    }
    sheet |= {
        "total_current_assets": current, "total_noncurrent_assets": assets - current,
        "total_assets": assets, "total_current_liabilities": current_debt,
        "total_noncurrent_liabilities": debt - current_debt, "total_liabilities": debt,
        "parent_equity": own - equity["minority_interests"], "total_equity": own,
        "total_liabilities_and_equity": assets,
    }  # fmt: skip
    worn = int(sheet["fixed_assets"] * 0.6)
    sheet |= {"depreciation": worn, "fixed_assets_cost": sheet["fixed_assets"] + worn}
    books.sheets[year] = sheet


def _income(rng: random.Random, sales: int, small: bool) -> Amounts:
    def part(low: float, high: float) -> int:
        return int(sales * rng.uniform(low, high)) + rng.randint(0, 99)

    flows = {
        "operating_revenue": sales, "operating_cost": part(0.60, 0.68),
        "taxes_and_surcharges": part(0.004, 0.008), "selling_expenses": part(0.05, 0.08),
        "administrative_expenses": part(0.06, 0.085), "rd_expenses": part(0.042, 0.075),
        "finance_expenses": part(0.004, 0.011), "interest_expense": part(0.002, 0.003),
        "interest_income": part(0.0005, 0.001), "other_income": part(0.003, 0.008),
        "investment_income": part(0.001, 0.004), "credit_impairment": -part(0.001, 0.004),
        "asset_impairment": -part(0.0005, 0.002), "non_operating_income": part(0.0005, 0.002),
        "non_operating_expenses": part(0.0002, 0.001), "government_grant": 0,
    }  # fmt: skip
    if small:
        flows["administrative_expenses"] += flows["rd_expenses"]
        flows["non_operating_income"] += flows["other_income"]
        flows["government_grant"] = flows["other_income"]
        flows |= dict.fromkeys(("other_income", "credit_impairment", "asset_impairment"), 0)
    flows["operating_profit"] = sales + sum(
        flows[name] for name in ("other_income", "investment_income", "credit_impairment", "asset_impairment")
    ) - sum(
        flows[name] for name in ("operating_cost", "taxes_and_surcharges", "selling_expenses",
                                 "administrative_expenses", "finance_expenses")
    ) - (0 if small else flows["rd_expenses"])  # fmt: skip
    flows["total_profit"] = (
        flows["operating_profit"] + flows["non_operating_income"] - flows["non_operating_expenses"]
    )
    flows["income_tax"] = max(0, int(flows["total_profit"] * rng.uniform(0.11, 0.16)))
    flows["net_profit"] = flows["total_profit"] - flows["income_tax"]
    flows["continuing_profit"] = flows["comprehensive_income"] = flows["net_profit"]
    return flows


def _cash(
    rng: random.Random, before: Amounts, after: Amounts, flows: Amounts, dividends: int, small: bool
) -> Amounts:
    loans = sum(after[n] - before[n] for n in ("short_term_loans", "long_term_loans"))
    capital_spent = max(after["total_noncurrent_assets"] - before["total_noncurrent_assets"], 0)
    investing = -int(capital_spent * 0.8 + after["fixed_assets"] * rng.uniform(0.06, 0.1))
    financing = loans - dividends - flows["finance_expenses"]
    change = after["cash"] - before["cash"]
    rate_effect = 0 if small else rng.choice([0, 0, rng.randint(-9_000_000, 9_000_000)])
    operating = change - investing - financing - rate_effect
    sold = int(flows["operating_revenue"] * rng.uniform(1.04, 1.12))
    cash: Amounts = {"sold": sold, "tax_refund": 0 if small else int(sold * 0.004),
                     "other_operating_in": int(sold * rng.uniform(0.01, 0.03))}  # fmt: skip
    cash["operating_in"] = sum(cash.values())
    cash["operating_out"] = cash["operating_in"] - operating
    cash |= split(rng, cash["operating_out"],
                  {"bought": 62, "staff_paid": 20, "taxes_paid": 7, "other_operating_out": 11})  # fmt: skip
    cash |= {"investment_return": flows["investment_income"], "disposal": int(-investing * 0.02)}
    cash["investing_in"] = cash["investment_return"] + cash["disposal"]
    cash["investing_out"] = cash["investing_in"] - investing
    cash |= split(rng, cash["investing_out"], {"capital_spending": 85, "invested": 15})
    cash["borrowed"] = int(after["short_term_loans"] * rng.uniform(0.9, 1.1)) + max(0, financing)
    cash["financing_in"] = cash["borrowed"]
    cash["financing_out"] = cash["borrowed"] - financing
    cash["interest_paid"] = flows["finance_expenses"]
    cash["profit_paid"] = dividends
    cash["dividends_interest_paid"] = flows["finance_expenses"] + dividends
    cash["repaid"] = cash["financing_out"] - cash["dividends_interest_paid"]
    return cash | {
        "net_operating_cash_flow": operating, "net_investing_cash_flow": investing,
        "net_financing_cash_flow": financing, "rate_effect": rate_effect,
        "net_increase_in_cash": change, "opening_cash": before["cash"], "closing_cash": after["cash"],
    }  # fmt: skip
