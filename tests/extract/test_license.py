from __future__ import annotations

from functools import cache
from pathlib import Path

from extract.license import read_license
from extract.page_types import TypedPage
from extract.pages import Word
from extract.records import License, Reading
from extract.values import credit_code
from extract.vocabulary import LicenseVocabulary, load_vocabulary

from .builders import page, word

COMMON = Path(__file__).parents[2] / "programs" / "common"
WRONG = "91310000MA1K000001"
DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
VALID = next(
    code
    for check in DIGITS
    for last in DIGITS
    if credit_code.is_valid(code := f"91310000MA1K0000{check}{last}")
)


@cache
def words() -> LicenseVocabulary:
    return load_vocabulary(COMMON).license


def read(*printed: Word) -> License:
    found = read_license([TypedPage(page(printed), "business_license", 1.0, "")], words())
    assert found is not None
    return found


def value(found: Reading | None) -> object:
    return found.value if found is not None else None


def test_values_stand_right_of_their_labels() -> None:
    found = read(
        word("名称", 60, 100), word("甲制造有限公司", 120, 100),
        word("注册资本", 330, 100), word("壹仟万元整", 400, 100),
        word("法定代表人", 60, 130), word("王一", 120, 130),
        word("成立日期", 330, 130), word("2010年03月05日", 400, 130),
        word("住所", 60, 160), word("上海市某路1号", 120, 160),
    )  # fmt: skip
    assert value(found.name) == "甲制造有限公司"
    assert value(found.registered_capital) == "壹仟万元整"
    assert value(found.legal_representative) == "王一"
    assert value(found.established) == "2010-03-05"
    assert value(found.address) == "上海市某路1号"
    assert found.name is not None
    assert found.name.bbox == (120, 100, 190, 110)


def test_a_date_that_is_none_is_left_out() -> None:
    found = read(word("成立日期", 330, 130), word("见副本", 400, 130))
    assert found.established is None


def test_the_code_stands_anywhere() -> None:
    found = read(word(f"统一社会信用代码{VALID}", 60, 60))
    assert value(found.uscc) == VALID


def test_a_valid_code_comes_before_an_invalid_one() -> None:
    assert not credit_code.is_valid(WRONG)
    found = read(word(WRONG, 60, 40), word(VALID, 60, 60))
    assert value(found.uscc) == VALID


def test_the_next_label_ends_a_value() -> None:
    found = read(
        word("法定代表人", 60, 130), word("王一", 120, 130),
        word("经营范围", 150, 130), word("制造", 200, 130),
    )  # fmt: skip
    assert value(found.legal_representative) == "王一"


def test_a_label_inside_a_word_is_none() -> None:
    found = read(word("本公司名称甲公司", 60, 100))
    assert found.name is None


def test_without_a_licence_there_is_none() -> None:
    assert read_license([], words()) is None
    assert read_license([TypedPage(page(), "form", 1.0, "")], words()) is None


def test_the_fuller_of_two_copies_counts() -> None:
    full = page([word("名称", 60, 100), word("甲公司", 120, 100), word(VALID, 60, 60)])
    bare = page([word("名称", 60, 100), word("乙公司", 120, 100)], number=2)
    typed = [TypedPage(p, "business_license", 1.0, "") for p in (bare, full)]
    found = read_license(typed, words())
    assert found is not None
    assert value(found.name) == "甲公司"
