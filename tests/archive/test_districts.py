from __future__ import annotations

import pytest

from archive.districts import district

from .examples import fields, reading, record


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("上海市浦东新区科技和经济委员会", "浦东新区"),
        ("浦东新区人民政府", "浦东新区"),
        ("上海市青浦区经济委员会", "青浦区"),
        ("徐汇区商务委", "徐汇区"),
        ("上海市经济和信息化委员会", None),
        ("", None),
    ],
)
def test_the_district_that_recommends(said: str, found: str | None) -> None:
    one = record(found=fields(recommending_unit=reading(said), registered_address=reading(None)))
    assert district(one) == found


def test_the_surest_field_that_names_one() -> None:
    named = {
        "registered_address": reading("上海市嘉定区某路1号"),
        "recommending_unit": reading("上海市经信委"),
    }
    assert district(record(found={**fields(), **named})) == "嘉定区"
    named["district_name"] = reading("静安区")
    assert district(record(found={**fields(), **named})) == "静安区"
    assert district(record(found={})) is None
