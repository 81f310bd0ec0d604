import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.values import phone


@given(st.text())
def test_any_string_gives_numbers(text: str) -> None:
    assert all(isinstance(found.key, str) for found in phone.parse(text))


@given(st.text(alphabet="0123456789", min_size=8, max_size=8))
def test_a_mobile_is_one_number_in_every_style(digits: str) -> None:
    number = "139" + digits
    styles = (
        number,
        f"+86 {number}",
        f"{number[:3]}-{number[3:7]}-{number[7:]}",
        f"手机：{number}",
    )
    assert {found.key for text in styles for found in phone.parse(text)} == {number}


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("021-58887772", ["02158887772"]),
        ("（021）58887772", ["02158887772"]),
        ("86-21-58887772", ["02158887772"]),
        ("021-58887772转801", ["02158887772-801"]),
        ("021-58887772-801", ["02158887772-801"]),
        ("58887772", ["58887772"]),
        ("4008-123-456", ["4008123456"]),
        ("+852 2345 6789", ["+85223456789"]),
        ("13900001111/021-58887772", ["13900001111", "02158887772"]),
        ("021-5888777213900001111", ["02158887772", "13900001111"]),
        ("张三13900001111（同微信）", ["13900001111"]),
        ("", []),
    ],
)
def test_numbers_of_a_cell(text: str, keys: list[str]) -> None:
    found = phone.parse(text)
    assert [number.key for number in found] == keys
    assert all(number.kind for number in found)


@pytest.mark.parametrize("text", ["1390000111", "12345678901", "021-5626", "139000011112", "abc"])
def test_impossible_numbers_have_no_kind(text: str) -> None:
    assert [number.kind for number in phone.parse(text)] == [None]
