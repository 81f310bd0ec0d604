"""A few words of a page's own text compared with how they look, where something raises doubt.

A font's map from glyphs to characters may be wrong in part or on purpose: the page shows one
figure, its text says another. The signs looked for cost next to nothing on a sound page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pymupdf
from rapidfuzz import fuzz

from .characters import is_han, rare_share, standard
from .ocr import Engine, Image
from .pages import Word
from .raster import bgr
from .text_layer import TextLayer
from .wordings import squeezed


class Drawn(NamedTuple):
    """A digit of the text layer and the glyph that its font draws for it."""

    font: str
    digit: str
    glyph: int


DIGITS = 3  # different ones of a font, for their order to tell anything
RARE = 0.06  # share of a page's Chinese characters that are rare ones
# The characters that every third one of a report or an application is, roughly.

USUAL = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种"
    "面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去"
    "把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但"
    "质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式"
    "活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回"
    "则任取据处府司企服务营财审报币元万收入资产负债净利润项目金额研发费用市上海申请单位名称联系电话"
)
HAN = 40  # characters, below which their frequency tells nothing
LEAST_USUAL = 0.08
WORDS = 6  # compared at most
SHORTEST, LONGEST = 3, 24  # characters
SCALE = pymupdf.Matrix(200 / 72, 200 / 72)
MARGIN = 0.15  # of a word's height around it
SURE = 0.9  # of a reading that may contradict the layer
ALIKE = 60.0  # of 100: likeness of a word and its picture
WRONG = 0.5  # share of the words compared, from which on the layer is not believed


@dataclass
class SpotChecks:
    """Checks pages of one file after the other; a digit once seen to be itself is not looked at."""

    file: str = ""
    proven: set[Drawn] = field(default_factory=set)

    def believes(self, page: pymupdf.Page, layer: TextLayer, file: str, engine: Engine) -> bool:
        """Tell whether a page's text may be used; costs OCR only where a sign raises doubt."""
        if file != self.file:
            self.file, self.proven = file, set()
        digits = _digits_out_of_order(page) - self.proven
        text = "".join(word.text for word in layer.words)
        odd = rare_share(text) > RARE or _is_unusual(text)
        if not digits and not odd:
            return True
        compared = _figures(layer.words, digits) + (_texts(layer.words) if odd else [])
        if not shows_its_text(page, layer, compared, engine):
            return False
        self.proven |= {
            drawn
            for drawn in digits
            if any(word.font == drawn.font and drawn.digit in word.text for word in compared)
        }
        return True


def _is_unusual(text: str) -> bool:
    """Tell Chinese print in which the characters that are everywhere are missing."""
    chinese = [character for character in text if is_han(standard(character)[:1])]
    usual = sum(standard(character) in USUAL for character in chinese)
    return len(chinese) >= HAN and usual < LEAST_USUAL * len(chinese)


def _digits_out_of_order(page: pymupdf.Page) -> set[Drawn]:
    """Return the digits of fonts in which they do not follow each other as their glyphs do.

    In nearly every font they do; where a subset was numbered anew, looking costs little.
    """
    fonts: defaultdict[str, set[Drawn]] = defaultdict(set)
    for span in page.get_texttrace():
        for code, glyph, *_ in span["chars"]:
            if 0x30 <= code <= 0x39 and glyph > 0:  # noqa: PLR2004
                fonts[span["font"]].add(Drawn(span["font"], chr(code), glyph))
    return {
        drawn
        for digits in fonts.values()
        if len({drawn.digit for drawn in digits}) >= DIGITS
        and len({drawn.glyph - int(drawn.digit) for drawn in digits}) > 1
        for drawn in digits
    }


def shows_its_text(
    page: pymupdf.Page, layer: TextLayer, words: Sequence[Word], engine: Engine
) -> bool:
    """Tell whether words of the layer look like what it says."""
    if not words:
        return True
    drawn = page.get_displaylist()
    lines = engine.recognise([_picture(drawn, layer, word) for word in words])
    told = [
        _is_alike(word.text, line.text)
        for word, line in zip(words, lines, strict=True)
        if line.text.strip() and min(line.confidences) >= SURE
    ]
    return told.count(False) < max(WRONG * len(told), 1)


def _figures(words: Iterable[Word], digits: set[Drawn]) -> list[Word]:
    """Return a few figures that show as many of the digits as can be, the most telling first."""
    left = {(drawn.font, drawn.digit) for drawn in digits}
    usable = [w for w in words if w.visible and len(w.text) <= LONGEST and _is_figure(w.text)]
    chosen: list[Word] = []
    while usable and left and len(chosen) < WORDS:
        best = max(usable, key=lambda word: len(left & _digits_of(word)))
        if not left & _digits_of(best):
            break
        chosen.append(best)
        left -= _digits_of(best)
    return chosen


def _digits_of(word: Word) -> set[tuple[str, str]]:
    return {(word.font, character) for character in word.text if character.isdigit()}


def _is_figure(text: str) -> bool:
    digits = sum(character.isdigit() for character in text)
    return digits >= 2 and digits > len(text) / 2  # noqa: PLR2004


def _texts(words: Iterable[Word]) -> list[Word]:
    """Return the words of most different Chinese characters, of every font one before a second."""
    usable = [
        word
        for word in words
        if word.visible
        and SHORTEST <= len(word.text) <= LONGEST
        and sum(is_han(standard(character)[:1]) for character in word.text) >= SHORTEST
    ]
    seen: defaultdict[str, int] = defaultdict(int)
    turns: list[tuple[int, int, Word]] = []
    for word in sorted(usable, key=lambda word: -len(set(word.text))):
        turns.append((seen[word.font], len(turns), word))
        seen[word.font] += 1
    return [word for _, _, word in sorted(turns, key=lambda turn: turn[:2])][:WORDS]


def _picture(drawn: pymupdf.DisplayList, layer: TextLayer, word: Word) -> Image:
    clip = pymupdf.Rect(layer.frame.locate(word.box.grown(MARGIN * word.box.height)))
    shown = bgr(drawn.get_pixmap(matrix=SCALE, colorspace=pymupdf.csRGB, clip=clip))
    return np.ascontiguousarray(np.rot90(shown, layer.rotation // 90))


def _is_alike(layer: str, picture: str) -> bool:
    """Compare a word with its reading: a figure by all its digits, other text by and large."""
    one, other = squeezed(standard(layer)), squeezed(picture)
    digits, seen = (
        "".join(character for character in text if character.isdigit()) for text in (one, other)
    )
    if len(digits) > len(one) / 2:
        return digits in seen  # what stands close beside it may be seen with it
    return fuzz.ratio(one, other) >= ALIKE
