import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.values import name


@given(st.text(), st.text())
def test_comparison_has_no_direction(one: str, other: str) -> None:
    assert name.compare(one, other) == name.compare(other, one)
    assert name.compare(one, one) == "same"


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("上海明理（中国）仪器有限公司", "上海明理(中国)仪器 有限公司", "same"),
        ("上海明理電氣有限公司（盖章）", "上海明理电氣有限公司", "same"),
        ("上海明理仪器有限公司", "上海明理仪器有限责任公司", "variant"),
        ("明理仪器有限公司", "上海明理仪器有限公司", "variant"),
        ("上海明理仪器", "上海明理仪器有限公司", "variant"),
        ("上海明理仪器股份有限公司", "上海明理仪器有限公司", "different"),
        ("上海申明理仪器有限公司", "上海明理仪器有限公司", "different"),
        ("上海", "上海明理仪器有限公司", "different"),
        ("上海龍華環保設備有限公司", "上海龙华环保设备有限公司", "same"),
        ("上海○○仪器有限公司", "上海〇〇仪器有限公司", "same"),
        ("上海明理仪器有限公司（曾用名：上海申明仪表厂）", "上海明理仪器有限公司", "same"),
        ("上海明理仪器有限公司（曾用名：上海申明仪表厂）", "上海申明仪表厂", "variant"),
        ("上海明理仪器有限公司（以下简称“公司”）", "上海明理仪器有限公司", "same"),
        ("上海明理仪器有限公司（合并）", "上海明理仪器有限公司及其子公司", "same"),
        ("上海明理仪器有限公司全体股东", "单位名称：上海明理仪器有限公司", "same"),
        ("上海明理仪器有限公司 Shanghai Mingli Co., Ltd.", "上海明理仪器有限公司", "same"),
        ("上海明理仪器有限公司、上海申明仪表有限公司", "上海明理仪器有限公司", "variant"),
        ("上海明理仪器股份公司", "上海明理仪器股份有限公司", "variant"),
        ("上海明理仪器（集团）有限公司", "上海明理仪器有限公司", "different"),
        ("上海明理仪器有限公司浦东分公司", "上海明理仪器有限公司", "different"),
        ("有限公司", "上海明理仪器有限公司", "different"),
    ],
)
def test_pairs(one: str, other: str, likeness: str) -> None:
    assert name.compare(one, other) == likeness
