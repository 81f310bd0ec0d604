from __future__ import annotations

from extract.readings import readings_of, with_readings
from extract.records import Audit, License, Reading, Record, Statement, StatementRow

from ..evaluation.examples import programme, reading


def record() -> Record:
    figure = reading(12.5)
    row = StatementRow(label="货币资金", line="cash", current=figure, prior=None)
    statement = Statement(
        kind="balance_sheet", scope="separate", year=2022, unit="元", rows=(row,), complete=True
    )
    return Record(
        id="甲",
        kind="enterprise",
        files=(),
        pages=(),
        fields={
            "application_type": reading("示范企业"),
            "registered_capital": reading(500),
            "operating_revenue": {"2022": reading(1400)},
        },
        audit=Audit(
            firm=reading("甲所"), balance_sheet={"cash": (figure, None)}, statements=(statement,)
        ),
        license=License(name=reading("甲公司")),
    )


def test_every_reading_is_told_with_its_type() -> None:
    found = [(one.value, type) for one, type in readings_of(record(), programme())]
    assert sorted(map(str, found)) == sorted(
        map(
            str,
            [
                ("示范企业", "choice"), (500, "number"), (1400, "number"), ("甲所", "fact"),
                (12.5, "figure"), (12.5, "figure"), ("甲公司", "fact"),
            ],
        )
    )  # fmt: skip


def test_every_reading_is_changed_and_nothing_else() -> None:
    def halved(one: Reading, type: object) -> Reading:
        return one.model_copy(update={"confidence": one.confidence / 2})

    before, after = record(), with_readings(record(), programme(), halved)
    pairs = zip(readings_of(before, programme()), readings_of(after, programme()), strict=True)
    assert all(new.confidence == old.confidence / 2 for (old, _), (new, _) in pairs)

    def back(one: Reading, type: object) -> Reading:
        return one.model_copy(update={"confidence": 2 * one.confidence})

    assert with_readings(after, programme(), back) == before


def test_a_record_without_report_and_licence_is_no_trouble() -> None:
    bare = record().model_copy(update={"audit": None, "license": None, "kind": None})
    found = with_readings(bare, programme(), lambda one, type: one)
    assert found == bare
