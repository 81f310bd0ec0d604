from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from archive.misreadings import SHORTEST, one_misread, pieces

PHRASE = st.text(st.sampled_from("集成电路a(.*"), min_size=SHORTEST, max_size=8)


@given(PHRASE, st.data())
def test_a_phrase_with_one_other_character_is_found(phrase: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(phrase) - 1))
    spoilt = phrase[:place] + "误" + phrase[place + 1 :]
    assert re.search(one_misread(phrase), f"前{spoilt}后")
    assert re.search(one_misread(phrase), phrase)


@given(PHRASE)
def test_two_others_are_too_many(phrase: str) -> None:
    assert not re.search(one_misread(phrase), "误" + phrase[1:-1] + "误")
    assert not re.search(one_misread(phrase), phrase[:-1])


def test_a_short_phrase_is_taken_as_it_is() -> None:
    assert one_misread("a.c") == re.escape("a.c")


def test_pieces_around_each_character() -> None:
    assert pieces("集成电") == [("", "成电"), ("集", "电"), ("集成", "")]
