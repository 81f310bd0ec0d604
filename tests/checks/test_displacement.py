import pytest

from extract.records import Reading, Record, StatementRow

from .records import (
    audited,
    enterprise,
    findings,
    reading,
    report,
    statement,
    states,
    with_audit,
    with_field,
)

INCOME = (
    ("二、营业利润", 167.0),
    ("加：营业外收入", 5.0),
    ("减：营业外支出", 2.0),
    ("三、利润总额", 170.0),
    ("减：所得税费用", 30.0),
    ("四、净利润", 140.0),
    ("（一）持续经营净利润", 140.0),
)


def scanned(amounts: list[float | None], origin: str = "ocr") -> Record:
    """Return a record with an income statement whose figures of this year are as given."""
    rows = tuple(
        StatementRow(label=label, line=None, current=_seen(now, origin), prior=_seen(one, origin))
        for (label, one), now in zip(INCOME, amounts, strict=True)
    )
    one = statement("income_statement", {}).model_copy(update={"rows": rows, "complete": True})
    return with_audit(enterprise(), statements=(one,), income_statement={}, cash_flow={})


def _seen(amount: float | None, origin: str) -> Reading | None:
    printed = audited(amount)
    return printed.model_copy(update={"origin": origin, "confidence": 0.99}) if printed else None


OWN: list[float | None] = [amount for _, amount in INCOME]
BELOW: list[float | None] = [None, *OWN[:-1]]
KEY = "net_profit=total_profit-income_tax"
OTHER_ROW = "该数可能读自上一行或下一行，或没有认全"


def test_sums_that_close_a_row_off_accuse_nobody() -> None:
    assert findings(scanned(OWN), "audit-not-balanced") == {}
    assert findings(scanned(BELOW), "audit-not-balanced") == {}
    assert states(scanned(BELOW), "audit-not-balanced")[KEY] == "unchecked"


def test_a_page_s_own_text_is_what_it_is() -> None:
    assert KEY in findings(scanned(BELOW, origin="text"), "audit-not-balanced")


def test_an_altered_figure_beside_its_copy_is_raised() -> None:
    altered = [*OWN[:5], 150.0, 140.0]
    assert KEY in findings(scanned(altered), "audit-not-balanced")


@pytest.mark.parametrize(
    ("amounts", "form"),
    [
        (OWN, 0.003),  # 30 yuan, the row above
        (BELOW, 5.0),  # the sums close a row off
    ],
)
def test_what_may_stand_in_another_row_is_said_to(amounts: list[float | None], form: float) -> None:
    assert OTHER_ROW in _told(with_field(scanned(amounts), "net_profit", form, "2022"))


def test_a_part_of_a_figure_is_said_to_be_one() -> None:
    whole = scanned(OWN)
    assert whole.audit is not None
    (one,) = whole.audit.statements
    part = reading(140.0, "140", unit="元", origin="ocr", confidence=0.99)
    rows = (*one.rows[:5], one.rows[5].model_copy(update={"current": part}), one.rows[6])
    ragged = with_audit(whole, statements=(one.model_copy(update={"rows": rows}),))
    asked = with_field(ragged, "net_profit", 5.0, "2022")
    assert OTHER_ROW in _told(asked)
    assert OTHER_ROW not in _told(with_field(whole, "net_profit", 5.0, "2022"))


def _told(record: Record) -> str:
    outcomes = report(record).outcomes
    wanted = ("audit-mismatch", "net_profit@2022", "unchecked")
    return "".join(o.message for o in outcomes if (o.code, o.key, o.state) == wanted)


def test_a_form_that_agrees_with_the_row_beside_is_left_open() -> None:
    record = with_field(scanned([*OWN[:5], 30.0, 140.0]), "net_profit", 0.014, "2022")
    assert states(record, "audit-mismatch")["net_profit@2022"] == "unchecked"


def test_a_heading_with_a_figure_shows_that_rows_are_off() -> None:
    altered = [*OWN[:5], 150.0, 140.0]
    record = scanned(altered)
    assert record.audit is not None
    (one,) = record.audit.statements
    headed = StatementRow(
        label="一、营业总收入：", line=None, current=_seen(9.0, "ocr"), prior=None
    )
    moved = one.model_copy(update={"rows": (headed, *one.rows)})
    assert findings(with_audit(record, statements=(moved,)), "audit-not-balanced") == {}


def test_a_statement_of_which_one_column_was_hardly_found_accuses_nobody() -> None:
    rows = tuple(
        StatementRow(label=f"某{n}项目", line=None, current=None, prior=_seen(1.0 + n, "ocr"))
        for n in range(12)
    )
    record = scanned([*OWN[:5], 150.0, 140.0])
    assert record.audit is not None
    (one,) = record.audit.statements
    lopsided = one.model_copy(update={"rows": (*rows, *one.rows)})
    assert findings(with_audit(record, statements=(lopsided,)), "audit-not-balanced") == {}
    short = one.model_copy(update={"rows": (*rows[:4], *one.rows)})  # too short to tell
    assert KEY in findings(with_audit(record, statements=(short,)), "audit-not-balanced")
