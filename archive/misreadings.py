"""Phrases as recognition may have spoilt them: one character read as another."""

from __future__ import annotations

import re

SHORTEST = 4  # characters; a shorter phrase with one character open is found everywhere


def one_misread(phrase: str) -> str:
    """Return the pattern of a phrase in which at most one character is another."""
    exact = re.escape(phrase)
    if len(phrase) < SHORTEST:
        return exact
    spoilt = (
        f"{re.escape(phrase[:index])}.{re.escape(phrase[index + 1 :])}"
        for index in range(len(phrase))
    )
    return "|".join([exact, *spoilt])


def pieces(phrase: str) -> list[tuple[str, str]]:
    """Return what is left and right of each character that may be misread."""
    return [(phrase[:index], phrase[index + 1 :]) for index in range(len(phrase))]
