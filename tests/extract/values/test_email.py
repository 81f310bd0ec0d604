import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.values import email


@given(st.text())
def test_any_string_gives_addresses(text: str) -> None:
    assert all(isinstance(found.possible, bool) for found in email.parse(text))


@given(st.emails())
def test_no_real_address_is_called_impossible(address: str) -> None:
    if not set(address) & set("/|;,、'") and "." in address.rpartition("@")[2]:
        found = email.parse(address)
        assert len(found) == 1
        assert found[0].possible or not address.rpartition(".")[2].isalpha()


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("ａ.b@Example.com", ["a.b@example.com"]),
        ("a@b.com；c@d.cn", ["a@b.com", "c@d.cn"]),
        ("邮箱：ab@example.\ncom", ["ab@example.com"]),
        ("", []),
    ],
)
def test_addresses_of_a_cell(text: str, keys: list[str]) -> None:
    assert [found.key for found in email.parse(text) if found.possible] == keys


@pytest.mark.parametrize("text", ["a@b", "ab.com", "a@b..com", "a@@b.com", "@b.com"])
def test_impossible_addresses(text: str) -> None:
    assert [found.possible for found in email.parse(text)] == [False]
