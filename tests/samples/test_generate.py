"""The generator's figures agree, its planters keep to what they say, its truth has the contract's form."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from fractions import Fraction
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.programme import load as load_programme
from extract.records import PageType
from samples.generate import codes, fonts
from samples.generate.binding import Plan
from samples.generate.canvas import Heading, Sheet
from samples.generate.charts import charts
from samples.generate.facts import Applicant, Entry
from samples.generate.ledger import Books, make_books
from samples.generate.pairs import PAIRS, handed_in_again
from samples.generate.planters import PLANTERS, interval, plant, settle
from samples.generate.sets import Order, draw_orders, make
from samples.generate.statements import as_printed
from samples.generate.style import FAMILIES, RETYPED
from samples.generate.truth import PlacedPage, boxes, statement_figures, truth

SEEDS = st.integers(0, 10_000)
KINDS = ("enterprise", "platform", "district")


def applicant(
    kind: str, family: str = "a", seed: int = 1, small: bool = False, group: bool = False
) -> Applicant:
    order = Order("s1", kind, family, Plan("digital", "merged"), small=small, group=group)
    made: Applicant = make(order, random.Random(seed), seed)
    return made


def add(amounts: dict[str, int], *names: str) -> int:
    return sum(amounts.get(name, 0) for name in names)


def leaves(lines: list, amounts: dict[str, int], until: str) -> int:  # type: ignore[type-arg]
    """The lines above the subtotal `until`, back to the heading of their group."""
    total = 0
    for line in lines:
        if line.role == "group":
            total = 0
        elif line.id == until:
            return total
        elif line.role == "leaf":
            total += amounts.get(line.id, 0)
    raise AssertionError(until)


@given(SEEDS, st.booleans(), st.booleans())
@settings(max_examples=60, deadline=None)
def test_every_identity_of_the_books_holds(seed: int, small: bool, consolidated: bool) -> None:
    books = make_books(random.Random(seed), 90_000_000, small, consolidated and not small)
    printed = charts(small, books.consolidated)
    for sheet in books.sheets.values():
        assert sheet["total_assets"] == sheet["total_liabilities"] + sheet["total_equity"]
        assert sheet["total_assets"] == sheet["total_liabilities_and_equity"]
        assert sheet["total_assets"] == add(
            sheet, "total_current_assets", "total_noncurrent_assets"
        )
        for side, subtotal in (
            ("assets", "total_current_assets"),
            ("assets", "total_noncurrent_assets"),
            ("claims", "total_current_liabilities"),
            ("claims", "total_noncurrent_liabilities"),
            ("claims", "total_equity"),
        ):
            assert leaves(printed[side], sheet, subtotal) == sheet[subtotal], subtotal
        assert all(sheet[n] > 0 for n in ("cash", "fixed_assets", "retained_earnings"))


@given(SEEDS, st.booleans())
@settings(max_examples=60, deadline=None)
def test_profit_and_cash_follow_from_their_lines(seed: int, small: bool) -> None:
    books = make_books(random.Random(seed), 90_000_000, small)
    for year, flows in books.flows.items():
        costs = add(flows, "operating_cost", "taxes_and_surcharges", "selling_expenses",
                    "administrative_expenses", "finance_expenses")  # fmt: skip
        costs += 0 if small else flows["rd_expenses"]
        gains = add(
            flows, "other_income", "investment_income", "credit_impairment", "asset_impairment"
        )
        assert flows["operating_profit"] == flows["operating_revenue"] - costs + gains
        assert flows["net_profit"] == flows["total_profit"] - flows["income_tax"]
        assert flows["closing_cash"] == books.sheets[year]["cash"]
        assert flows["opening_cash"] == books.sheets[year - 1]["cash"]
        net = add(flows, "net_operating_cash_flow", "net_investing_cash_flow",
                  "net_financing_cash_flow", "rate_effect")  # fmt: skip
        assert flows["closing_cash"] - flows["opening_cash"] == net == flows["net_increase_in_cash"]
        check_cash_lines(books, flows)


def check_cash_lines(books: Books, flows: dict[str, int]) -> None:
    incoming = {"operating": ["sold", "tax_refund", "other_operating_in"],
                "investing": ["investment_return", "disposal"], "financing": ["borrowed"]}  # fmt: skip
    outgoing = {"operating": ["bought", "staff_paid", "taxes_paid", "other_operating_out"],
                "investing": ["capital_spending", "invested"],
                "financing": ["repaid", "interest_paid", "profit_paid"]}  # fmt: skip
    for part, names in incoming.items():
        assert add(flows, *names) == flows[f"{part}_in"]
        assert add(flows, *outgoing[part]) == flows[f"{part}_out"]
        assert flows[f"net_{part}_cash_flow"] == flows[f"{part}_in"] - flows[f"{part}_out"]
        assert all(flows[name] >= 0 for name in (*names, *outgoing[part]))


@given(SEEDS, st.sampled_from(FAMILIES), st.booleans())
@settings(max_examples=40, deadline=None)
def test_a_clean_form_agrees_with_itself(seed: int, family: str, group: bool) -> None:
    made = applicant("enterprise", family, seed, group=group)
    settle(made)
    assert not made.findings
    for year in ("2020", "2021", "2022"):
        for field_id, cell in made.fields.items():
            if isinstance(cell, dict):
                low, high = interval(cell[year].text)
                assert low <= Fraction(str(cell[year].value)) < high, field_id


@given(SEEDS)
def test_credit_codes_pass_their_checks_and_spoilt_ones_do_not(seed: int) -> None:
    rng = random.Random(seed)
    code = codes.credit_code(rng, "310112")
    assert len(code) == 18
    assert code[-1] == codes.check_character(code)
    assert code[16] == codes.inner_check(code[8:16])
    spoilt = codes.spoil(code, rng)
    assert spoilt[-1] != codes.check_character(spoilt)


# What each planter may change, besides the findings: the applicant's attributes and form fields.
ALLOWED = {
    "audit-mismatch": {"fields"}, "debt-ratio-inconsistent": {"fields.debt_ratio"},
    "service-ratio-inconsistent": {"fields.service_revenue_ratio"},
    "service-ratio-below-threshold": {"fields.service_revenue", "fields.service_revenue_ratio"},
    "missing-field": {"fields"}, "missing-attachment": {"attachments"}, "missing-section": {"sections"},
    "uscc-invalid": {"fields.uscc", "fields.operator_uscc"},
    "uscc-mismatch": {"fields.uscc", "fields.operator_uscc"},
    "name-mismatch": {"fields.applicant_unit", "license.name", "audit.entity"},
    "unit-slip": {"fields.net_profit"}, "audit-not-balanced": {"audit.main"},
    "audit-opinion-modified": {"audit.opinion", "audit.emphasis"},
    "audit-year-mismatch": {"audit.fiscal_year", "audit.report_date", "audit.report_number"},
    "operating-time-too-short": {"fields.years_in_operation", "sections", "vocabulary"},
    "not-local": {"fields.registered_address", "license.address"},
    "rd-intensity-inconsistent": {"fields.rd_intensity"}, "impossible-value": {"fields"},
    "contact-invalid": {"fields.contact_phone", "fields.contact_email"},
    "type-mismatch": {"fields.application_type"}, "narrative-contradiction": {"stated"},
    "hidden-text": {"fields.net_profit", "tricks"}, "late-edit": {"fields.net_profit", "tricks", "stated"},
    "font-anomaly": {"tricks"}, "layer-mismatch": {"fields.net_profit", "tricks"},
    "pasted-region": {"fields.net_profit", "tricks"},
}  # fmt: skip
BY_PAGE = {"hidden-text", "late-edit", "font-anomaly", "layer-mismatch", "pasted-region"}


def changes(before: Applicant, after: Applicant) -> Iterator[str]:
    """Dotted names of what differs; one level into dataclasses and into the form's fields."""
    for item in fields(before):
        old, new = getattr(before, item.name), getattr(after, item.name)
        if item.name in ("findings", "clean") or old == new:
            continue
        if item.name == "fields":
            yield from (f"fields.{k}" for k in old if old[k] != new[k])
        elif is_dataclass(old):
            yield from (
                f"{item.name}.{f.name}"
                for f in fields(old)
                if getattr(old, f.name) != getattr(new, f.name)
            )
        else:
            yield item.name


@pytest.mark.parametrize(
    ("code", "kind"), [(c, k) for c in sorted(PLANTERS) for k in sorted(PLANTERS[c][1])]
)
@pytest.mark.parametrize("seed", range(5))
def test_a_planter_changes_what_it_says_and_nothing_else(code: str, kind: str, seed: int) -> None:
    before = applicant(kind, "abc"[seed % 3], seed)
    after = copy.deepcopy(before)
    plant(code, after, random.Random(seed))
    changed = set(changes(before, after))
    assert changed
    for name in changed:
        assert name in ALLOWED[code] or name.partition(".")[0] in ALLOWED[code], name
    assert not after.clean
    if code not in BY_PAGE:
        assert code in {found for found, _ in after.findings}


@pytest.mark.parametrize("seed", range(12))
def test_a_raised_part_makes_its_ratio_disagree(seed: int) -> None:
    made = applicant("enterprise", "a", seed)
    plant("audit-mismatch", made, random.Random(seed))
    keys = dict(made.findings)
    field_id, _, year = keys["audit-mismatch"].partition("@")
    follows = {"total_assets": "debt-ratio-inconsistent", "net_assets": "debt-ratio-inconsistent",
               "operating_revenue": "service-ratio-inconsistent"}.get(field_id)  # fmt: skip
    assert keys.get(follows or "none") == (year if follows else None)


def test_a_low_share_with_its_revenue_raised_is_still_consistent() -> None:
    for seed in range(8):
        made = applicant("enterprise", "a", seed)
        plant("audit-mismatch", made, random.Random(seed))
        plant("service-ratio-below-threshold", made, random.Random(seed))
        found = {code for code, key in made.findings if key == "2022"}
        assert "service-ratio-below-threshold" in found
        assert "service-ratio-inconsistent" not in found


@pytest.mark.parametrize("code", sorted(PAIRS))
def test_a_defect_of_two_names_the_other_on_both(code: str) -> None:
    one, other = applicant("enterprise", "a", 1), applicant("enterprise", "b", 2)
    one.id, other.id = "one", "other"
    PAIRS[code](one, other)
    assert (code, "other") in one.findings
    assert (code, "one") in other.findings
    assert not one.clean
    assert not other.clean


def test_an_application_handed_in_again_says_the_same() -> None:
    one = applicant("platform", "c", 3, small=True)
    other = handed_in_again(one, "s9")
    assert other.fields == one.fields
    assert one.findings == {("duplicate-submission", "s9")}
    assert other.findings == {("duplicate-submission", "s1")}


def test_orders_of_a_seed_are_the_same_every_time_and_half_are_clean() -> None:
    for family in "abc":
        orders = draw_orders(family, 4, 10, None)
        assert orders == draw_orders(family, 4, 10, None)
        assert sum(not order.defects for order in orders) == 5
        assert {order.kind for order in orders} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_truth_has_the_fields_of_the_programme_and_known_types(kind: str) -> None:
    made = applicant(kind, "b", 3)
    sheet = Sheet("body", headings=[Heading(1, "其他", "其他", (0, 0, 1, 1))])
    told = truth(made, [PlacedPage("a.pdf", 1, sheet, True, 0, {})])
    programme = load_programme(Path("programs/shanghai-service-manufacturing-2023"))
    expected = {f.id for f in programme.kind(kind).form.fields} | {
        f.id for f in programme.cover.fields
    }
    assert set(told["fields"]) == expected
    assert {p["type"] for p in told["pages"]} <= set(get_args(PageType))
    assert told["outline"][0] == {
        "level": 1, "title": "其他", "page": 1, "file": "a.pdf", "reference": "其他",
    }  # fmt: skip
    assert told["clean"] is True
    assert (told["audit"] is None) == (kind == "district")


def test_research_expenses_inside_administration_are_not_told() -> None:
    made = applicant("platform", "a", 2, small=True)
    assert made.audit is not None
    told = statement_figures(made.audit)
    assert "rd_expenses" not in told["income_statement"]
    assert told["cash_flow"]["closing_cash"][0] == told["balance_sheet"]["cash"][0]


def test_a_blank_cell_is_null_and_a_no_is_an_answer() -> None:
    made = applicant("enterprise", "a", 5)
    made.fields["design_patents"] = Entry("无", "无")
    made.fields["industry"] = Entry("", None)
    told = truth(made, [])["fields"]
    assert told["design_patents"] == "无"
    assert told["industry"] is None


def test_boxes_are_told_by_what_they_hold() -> None:
    marks = {
        "net_profit@2022": (0.0, 0.0, 9.0, 9.0),
        "balance_sheet.cash@1": (1.0, 1.0, 9.0, 9.0),
        "balance_sheet.depreciation@0": (2.0, 2.0, 9.0, 9.0),
        "audit.firm": (3.0, 3.0, 9.04, 9.0),
    }
    told = boxes([PlacedPage("a.pdf", 2, Sheet("form"), True, 0, dict(marks))])
    assert told["fields"]["net_profit@2022"] == {
        "file": "a.pdf",
        "page": 2,
        "bbox": [0.0, 0.0, 9.0, 9.0],
    }
    assert list(told["lines"]) == ["balance_sheet.cash@prior"]
    assert told["audit"]["firm"]["bbox"] == [3.0, 3.0, 9.0, 9.0]


def fonts_are_lacking() -> str:
    try:
        import fontTools  # noqa: F401
    except ImportError:
        return "fonttools is not installed: it is only needed to make samples"
    return "、".join(fonts.missing())


def test_a_printed_page_gives_its_text_back() -> None:
    lacking = fonts_are_lacking()
    if lacking:
        pytest.skip(f"cannot print pages here: {lacking}")
    from samples.generate.forms import enterprise_form
    from samples.generate.press import print_sheets

    made = applicant("enterprise", "b", 4)
    sheets = enterprise_form(made)
    page = print_sheets(sheets)[0]
    for name in ("company_name", "net_profit@2022"):
        field_id, _, year = name.partition("@")
        read = "".join(page.get_textbox(sheets[0].marks[name]).split())
        assert read == made.entry(field_id, year or None).text


@pytest.mark.parametrize("family", sorted(RETYPED))
@pytest.mark.parametrize("kind", KINDS)
def test_a_retyped_form_still_shows_every_value(kind: str, family: str) -> None:
    lacking = fonts_are_lacking()
    if lacking:
        pytest.skip(f"cannot print pages here: {lacking}")
    from samples.generate.parts import RETYPED_FORMS

    made = applicant(kind, family, 3)
    marks = {name for sheet in RETYPED_FORMS[kind](made) for name in sheet.marks}
    wanted = set()
    for field_id, cell in made.fields.items():
        years = cell if isinstance(cell, dict) else {"": cell}
        wanted |= {f"{field_id}@{y}" if y else field_id for y, e in years.items() if e.text}
    assert wanted - marks <= {"applicant_unit", "recommending_unit"}


def test_statements_in_ten_thousands_are_told_to_what_they_show() -> None:
    assert as_printed(123_456_789, 1) == 1_234_567.89
    assert as_printed(123_456_789, 10_000) == 1_234_600.0
    assert as_printed(-123_456_789, 1000) == -1_234_570.0


def test_a_spoilt_map_hides_the_text_and_leaves_the_picture() -> None:
    lacking = fonts_are_lacking()
    if lacking:
        pytest.skip(f"cannot print pages here: {lacking}")
    from samples.generate.press import print_sheets

    sheet = Sheet("body")
    sheet.text(80, 80, "长期资金", ("fandol-song", "SimSun"), 12)
    sound, radicals, none = (
        print_sheets([sheet], encoding=e)[0] for e in ("", "radicals", "no-map")
    )
    assert sound.get_text().strip() == "长期资金"
    assert radicals.get_text().strip() == "⻓期资⾦"
    assert none.get_text().strip() != "长期资金"
    assert sound.get_pixmap().samples == radicals.get_pixmap().samples == none.get_pixmap().samples


def test_a_clean_set_has_no_defect_and_no_second_copy() -> None:
    orders = draw_orders("a", 4, 12, "digital", clean=True)
    assert not any(order.defects or order.pairs or order.copy_of for order in orders)
    assert any(order.defects for order in draw_orders("a", 4, 12, "digital"))
