from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.ocr.figures import (
    DIGITS,
    SYMBOLS,
    FigureAlphabet,
    allowed,
    is_whole,
    looks_like_figure,
    read_figures,
    support,
)

from .traces import trace_of

FEN = st.integers(-(10**13) + 1, 10**13 - 1)


def printed(fen: int, *, grouped: bool = True, bracket: bool = False) -> str:
    text = f"{abs(fen) // 100:{',' if grouped else ''}}.{abs(fen) % 100:02}"
    if fen < 0:
        return f"({text})" if bracket else f"-{text}"
    return text


@given(FEN, st.booleans(), st.booleans())
def test_any_figure_is_accepted_step_by_step(fen: int, grouped: bool, bracket: bool) -> None:
    if abs(fen) >= 100000 and not grouped:
        grouped = True  # without separators only what has no thousands
    text = printed(fen, grouped=grouped, bracket=bracket)
    for end, character in enumerate(text):
        assert character in allowed(text[:end]), text[: end + 1]
    assert is_whole(text)


@pytest.mark.parametrize(
    ("prefix", "refused"),
    [
        ("", ",.)"),
        ("-", "-().,"),
        ("0", ","),
        ("1234", "0123456789"),
        ("1,23", ",.)"),
        ("1,234", "0123456789"),
        ("1,234.", ",.-()"),
        ("1,234.56", "0123456789,.-()"),
        ("(1.00", "0123456789,."),
        ("(1.00)", SYMBOLS),
    ],
)
def test_what_makes_no_figure_is_refused(prefix: str, refused: str) -> None:
    assert not set(refused) & set(allowed(prefix))


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("1,234.56", True),
        ("0.00", True),
        ("(1.00)", True),
        ("-1.00", True),
        ("1,234", False),
        ("1,234.5", False),
        ("(1.00", False),
        ("", False),
        ("-", False),
    ],
)
def test_whole_figures_are_told(text: str, whole: bool) -> None:
    assert is_whole(text) is whole


@given(FEN, st.booleans())
def test_a_sharp_trace_reads_back(fen: int, bracket: bool) -> None:
    text = printed(fen, bracket=bracket)
    best = read_figures(trace_of(text))[0]
    assert best.text == text
    assert best.share > 0.9


@given(FEN, st.data())
def test_a_sharp_trace_supports_only_its_own_figure(fen: int, data: st.DataObject) -> None:
    text = printed(fen)
    trace = trace_of(text)
    assert support(trace, text) > 0.9
    digits = [place for place, character in enumerate(text) if character in DIGITS]
    place = data.draw(st.sampled_from(digits))
    other = data.draw(st.sampled_from(sorted(set(DIGITS) - {text[place]})))
    assert support(trace, text[:place] + other + text[place + 1 :]) < 1e-3


@given(FEN)
def test_a_lost_or_added_digit_has_no_support(fen: int) -> None:
    text = printed(fen)
    trace = trace_of(text)
    assert support(trace, text[1:]) < 1e-3
    assert support(trace, "1" + text) < 1e-3


@given(FEN, st.floats(0.05, 0.45))
def test_doubt_is_shared_out(fen: int, doubt: float) -> None:
    text = printed(abs(fen))
    other = "3" if text[-1] == "8" else "8"
    trace = trace_of(text, others={len(text) - 1: {other: doubt}})
    best, second = read_figures(trace)[:2]
    assert (best.text, second.text) == (text, text[:-1] + other)
    assert second.share == pytest.approx(doubt, abs=0.02)
    assert support(trace, second.text) > 1e-3


@given(st.lists(st.lists(st.floats(0, 1), min_size=16, max_size=16), min_size=1, max_size=12))
def test_any_trace_gives_only_figures(rows: list[list[float]]) -> None:
    steps = np.array(rows, np.float32) + 1e-3
    trace = (steps / steps.sum(axis=1, keepdims=True)).astype(np.float32)
    found = read_figures(trace)
    assert all(is_whole(candidate.text) for candidate in found)
    assert sum(candidate.share for candidate in found) <= 1 + 1e-6
    assert all(0 <= support(trace, candidate.text) <= 1 for candidate in found)


def test_a_long_trace_does_not_vanish() -> None:
    quiet = np.repeat(trace_of("")[:1], 400, axis=0)
    trace = np.concatenate([quiet, trace_of("12,345.67"), quiet])
    assert read_figures(trace)[0].text == "12,345.67"


def test_a_bare_trace_holds_no_figure() -> None:
    assert read_figures(trace_of("")) == []


def test_ways_to_print_a_mark_are_one_symbol() -> None:
    characters = ["", "1", "，", ",", "．", "。", "－", "（", "公"]
    alphabet = FigureAlphabet(characters)
    step = np.array([[0.1, 0.2, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]], np.float32)
    (found,) = alphabet.trace(step)
    shares = dict(zip([*SYMBOLS, "blank"], found.tolist(), strict=True))
    assert shares["1"] == pytest.approx(0.2)
    assert shares[","] == pytest.approx(0.2)
    assert shares["."] == pytest.approx(0.2)
    assert shares["-"] == pytest.approx(0.1)
    assert shares["("] == pytest.approx(0.1)
    assert shares["blank"] == pytest.approx(0.2)  # blank and every other character


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1,234.56", True), ("（1，234．56）", True), ("-100", True), ("12", False),
     ("2022年12月31日", False), ("附注五、1", False), ("", False),
     ("io,072.54", True), ("io,o72.54", False)],
)  # fmt: skip
def test_figures_are_told_from_other_print(text: str, expected: bool) -> None:
    assert looks_like_figure(text) is expected


def test_a_digit_seen_in_two_steps_is_one_digit() -> None:
    trace = trace_of("1.00")
    held = np.concatenate([trace[:2], trace[1:]])
    best = read_figures(held)[0]
    assert best.text == "1.00"
    assert best.share > 0.9
    assert support(held, "11.00") < 1e-3
