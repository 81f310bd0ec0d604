from __future__ import annotations

from evaluation.comparison import Comparison
from evaluation.fields import compare_fields, compare_license, value_type
from evaluation.labelled import Boxes, TrueBox
from extract.records import Record, Row

from .examples import AUDIT, FORM, labelled, programme, reading, record, with_fields, without


def fields(read: Record, boxes: Boxes | None = None) -> dict[str, Comparison]:
    found = list(compare_fields(labelled(boxes=boxes), read, programme()))
    assert len({one.what for one in found}) == len(found)
    return {one.what: one for one in found}


def test_a_right_record_is_right_in_every_cell() -> None:
    found = fields(record())
    assert {one.outcome for one in found.values()} == {"right"}
    assert {what: one.type for what, one in found.items()} == {
        "applicant_unit": "text",
        "application_type": "choice",
        "registered_capital": "number",
        "contact_email": "empty",
        "design_patents": "number",
        "operating_revenue@2021": "number",
        "operating_revenue@2022": "number",
    }


def test_outcomes() -> None:
    found = fields(
        with_fields(
            contact_email=reading("a@b.cn"),
            registered_capital=reading(5000),
            operating_revenue={"2021": reading(1200.5)},
            design_patents=reading(None),
            website=reading("www.example.cn"),
            awards=reading(None),
        )
    )
    outcomes = {what: one.outcome for what, one in found.items() if not one.right}
    assert outcomes == {
        "contact_email": "invented",
        "registered_capital": "wrong",
        "operating_revenue@2022": "missing",
        "design_patents": "missing",
        "website": "invented",
    }
    assert found["website"].type == "extra"
    assert found["registered_capital"].power_of_ten
    assert not found["operating_revenue@2022"].power_of_ten


def test_an_empty_cell_without_a_reading_is_right() -> None:
    assert fields(without("contact_email"))["contact_email"].right


def test_width_of_brackets_is_forgiven_but_not_strict() -> None:
    one = fields(with_fields(applicant_unit=reading("示例(上海)公司", page=1)))["applicant_unit"]
    assert one.right
    assert not one.strict


def test_origin_and_place_follow_the_reading() -> None:
    one = fields(with_fields(registered_capital=reading(7, AUDIT, 2)))["registered_capital"]
    assert (one.origin, one.file, one.page) == ("scanned", AUDIT, 2)
    assert one.bbox == (10.0, 20.0, 30.0, 40.0)
    assert (one.text, one.confidence) == ("7", 0.99)


def test_place_of_a_missing_value_is_the_page_it_should_stand_on() -> None:
    found = fields(without("registered_capital", "applicant_unit"))
    capital, unit = found["registered_capital"], found["applicant_unit"]
    assert (capital.origin, capital.file, capital.page, capital.bbox) == ("digital", FORM, 2, None)
    assert (unit.file, unit.page) == (FORM, 1)


def test_boxes_overlap() -> None:
    boxes = Boxes(
        fields={
            "registered_capital": TrueBox(file=FORM, page=2, bbox=(10, 20, 30, 50)),
            "applicant_unit": TrueBox(file=FORM, page=2, bbox=(10, 20, 30, 40)),
            "operating_revenue@2022": TrueBox(file=FORM, page=2, bbox=(10, 20, 30, 40)),
        }
    )
    found = fields(record(), boxes)
    assert found["registered_capital"].iou == 0.6667
    assert found["applicant_unit"].iou == 0.0  # read on page 1
    assert found["operating_revenue@2022"].iou == 1.0
    assert found["operating_revenue@2021"].iou is None
    assert fields(without("registered_capital"), boxes)["registered_capital"].iou is None


def test_type_by_looks_where_nothing_is_declared() -> None:
    assert value_type(None, "number") == "empty"
    assert value_type("无", "number") == "number"
    assert value_type(3) == "number"
    assert value_type(["甲"]) == "choices"
    investors: list[Row] = [{"name": "甲"}]
    assert value_type(investors) == "rows"
    assert value_type("甲") == "text"


def test_license_facts() -> None:
    right = {one.what: one.outcome for one in compare_license(labelled(), record())}
    assert right == dict.fromkeys(("name", "uscc", "legal_representative", "established"), "right")
    absent = record().model_copy(update={"license": None})
    missed = list(compare_license(labelled(), absent))
    assert {one.outcome for one in missed} == {"missing"}
    assert {(one.file, one.page, one.origin) for one in missed} == {(AUDIT, 3, "scanned")}
