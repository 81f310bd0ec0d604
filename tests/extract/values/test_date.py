import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.values import date

DIGITS = "〇一二三四五六七八九"


def small(number: int) -> str:
    tens, ones = divmod(number, 10)
    return (
        ("" if tens < 2 else DIGITS[tens]) + ("十" if tens else "") + (DIGITS[ones] if ones else "")
    )


@given(st.dates(datetime.date(1950, 1, 1), datetime.date(2099, 12, 31)), st.sampled_from("〇○零O0"))
def test_every_style_of_every_day(day: datetime.date, zero: str) -> None:
    year = "".join(DIGITS[int(digit)] for digit in str(day.year)).replace("〇", zero)
    year = year if year[0] in "一二" else str(day.year)
    styles = [
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year} 年 {day.month:02d} 月 {day.day:02d} 日",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month:02d}.{day.day:02d}",
        day.strftime("%Y%m%d"),
        f"{day.year}·{day.month}·{day.day}",
        f"{day.year}—{day.month}—{day.day}",
        f"成立日期：{day.year}-{day.month}-{day.day}至长期",
    ]
    if not year.isdecimal():
        styles.append(f"{year}年{small(day.month)}月{small(day.day)}日")
        capital = str.maketrans("一二三四五六七八九十", "壹贰叁肆伍陆柒捌玖拾")
        styles.append(styles[-1].translate(capital))
    for text in styles:
        assert date.parse(text) == day.isoformat(), text


@given(st.text())
def test_any_string_gives_a_date_or_none(text: str) -> None:
    found = date.parse(text)
    assert found is None or found[:4].isdecimal()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023年", "2023"),
        ("2022年度审计报告", "2022"),
        ("2017-04", "2017-04"),
        ("二〇二三年四月", "2023-04"),
        ("二〇二三年一月廿五日", "2023-01-25"),
        ("贰零贰叁年零壹月壹拾捌日", "2023-01-18"),
        ("2020—2023", None),
        ("2023年2月30日", None),
        ("2023年13月", None),
        ("12023年", None),
        ("长期", None),
    ],
)
def test_partial_and_impossible_dates(text: str, expected: str | None) -> None:
    assert date.parse(text) == expected


def test_all_dates_in_order() -> None:
    text = "自2013年3月18日至二〇三三年三月十七日"
    assert list(date.dates(text)) == ["2013-03-18", "2033-03-17"]
