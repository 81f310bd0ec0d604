from checks.rows import keyed_rows
from extract.records import StatementRow

from .records import reference


def keys(*labels: str) -> list[str | None]:
    spec = next(spec for spec in reference().statements if spec.kind == "balance_sheet")
    rows = [StatementRow(label=label, line=None, current=None, prior=None) for label in labels]
    return [key for key, _ in keyed_rows(rows, spec)]


def test_numbers_sign_words_and_spaces_do_not_matter() -> None:
    assert keys("货 币 资 金", "减：库存股", "资产总计") == [
        "cash",
        "treasury_shares",
        "total_assets",
    ]


def test_a_shared_wording_is_the_detail_behind_its_parent() -> None:
    assert keys("应收利息", "其他应收款", "其中：应收利息") == [
        "interest_receivable",
        "other_receivables",
        "interest_receivable_detail",
    ]


def test_an_unknown_label_has_no_key_and_a_known_id_stays() -> None:
    row = StatementRow(label="某项目", line="cash", current=None, prior=None)
    assert [key for key, _ in keyed_rows([row], None)] == ["cash"]
    assert keys("某个别处没有的项目") == [None]
