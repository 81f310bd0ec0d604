"""How well a page's text was read, whatever order a reader gives it in.

Readers cut a page into lines and order them each in their own way, tables above all. So characters
are counted, not aligned: what is missing and what is too many, of the characters that stand on the
page. A misread character is missing once and too many once, and counts as one error. Two errors that
undo each other on one page are not seen; that holds for every reader alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

# A whole number with separators or decimals, of four digits at least: amounts, years, codes.
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
MIN_DIGITS = 4
_ALIKE = str.maketrans({"—": "-", "–": "-", "−": "-", "─": "-", "·": ".", "。": ".", "、": ","})


@dataclass(frozen=True)
class Accuracy:
    """Errors and characters, figures read exactly and figures; may be added up over pages."""

    errors: int = 0
    characters: int = 0
    figures_read: int = 0
    figures: int = 0

    def __add__(self, other: Accuracy) -> Accuracy:
        return Accuracy(
            self.errors + other.errors,
            self.characters + other.characters,
            self.figures_read + other.figures_read,
            self.figures + other.figures,
        )

    @property
    def character_error_rate(self) -> float:
        return self.errors / self.characters if self.characters else 0.0

    @property
    def figure_match(self) -> float:
        return self.figures_read / self.figures if self.figures else 1.0


def accuracy(printed: str, read: str) -> Accuracy:
    """Compare what a page says with what was read of it."""
    true, found = _counted(printed), _counted(read)
    figures, figures_found = _figures(printed), _figures(read)
    return Accuracy(
        errors=max((true - found).total(), (found - true).total()),
        characters=true.total(),
        figures_read=(figures & figures_found).total(),
        figures=figures.total(),
    )


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_ALIKE)


def _counted(text: str) -> Counter[str]:
    return Counter(character for character in _plain(text) if character.isalnum())


def _figures(text: str) -> Counter[str]:
    found = (match.group().replace(",", "") for match in _FIGURE.finditer(_plain(text)))
    return Counter(one for one in found if sum(map(str.isdigit, one)) >= MIN_DIGITS)
