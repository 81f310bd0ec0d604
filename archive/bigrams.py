"""Chinese full text as overlapping pairs of characters.

Page and query go through the same `normalise`; a query then matches a page exactly when its
normalised text is a substring of the page's. One stream of tokens serves any engine that knows
phrases and prefixes.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from extract.characters import RADICALS

# Stands for a space inside a token. A control character, so `normalise` never leaves it in a text.
BLANK = "\x80"

_DROPPED = ("Cc", "Cf", "Cs", "Zs")  # the space that NFKC puts under a lone accent, too
_WIDE_BLOCKS = (
    (0x2E80, 0x9FFF),  # radicals, CJK punctuation, kana, ideographs
    (0xAC00, 0xD7AF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)


@dataclass(frozen=True)
class Normalised:
    """A normalised text and, for each of its characters, the index in the original."""

    text: str
    offsets: tuple[int, ...]


def normalise(text: str) -> str:
    """Return text for comparing.

    Width and compatibility forms folded (NFKC), lower case, control characters dropped; white
    space beside a Chinese character dropped, also at line ends, any other made one space.
    """
    kept: list[str] = []
    pending = False
    for character in text:
        folded = _FOLDED[character]
        if folded == " ":
            pending = bool(kept)
        elif folded:
            if pending and not (_WIDE[kept[-1][-1]] or _WIDE[folded[0]]):
                kept.append(" ")
            pending = False
            kept.append(folded)
    return "".join(kept)


def normalise_with_offsets(text: str) -> Normalised:
    """Do as `normalise`, and keep where each character came from."""
    kept: list[str] = []
    offsets: list[int] = []
    space: int | None = None  # where the pending white space began
    for index, character in enumerate(text):
        folded = _FOLDED[character]
        if folded == " ":
            space = index if space is None and kept else space
        elif folded:
            if space is not None and not (_WIDE[kept[-1]] or _WIDE[folded[0]]):
                kept.append(" ")
                offsets.append(space)
            space = None
            kept.extend(folded)
            offsets.extend([index] * len(folded))
    return Normalised("".join(kept), tuple(offsets))


def tokens(normalised: str) -> str:
    """Return a normalised text as tokens with spaces between: its pairs, and the last character.

    The last character stands alone so that a prefix query for one character finds it too.
    """
    text = normalised.replace(" ", BLANK)
    pairs = [text[index : index + 2] for index in range(len(text) - 1)]
    return " ".join([*pairs, text[-1:]])


def phrase(normalised: str) -> str:
    """Return the full-text query for a normalised text of at least one character."""
    cut = tokens(normalised).replace('"', '""')
    if len(normalised) == 1:
        return f'"{cut}" *'
    pairs, _, _ = cut.rpartition(" ")
    return f'"{pairs}"'


class _Folded(dict[str, str]):
    """What each character is compared as: nothing, one space, or its folded form."""

    def __missing__(self, character: str) -> str:
        found = self[character] = _folded(character)
        return found


class _Wide(dict[str, bool]):
    """Which characters have no meaningful space beside them."""

    def __missing__(self, character: str) -> bool:
        code = ord(character)
        found = self[character] = any(first <= code <= last for first, last in _WIDE_BLOCKS)
        return found


def _folded(character: str) -> str:
    if character.isspace():
        return " "
    if character in RADICALS:
        return RADICALS[character]
    folded = unicodedata.normalize("NFKC", character).lower()
    return "".join(one for one in folded if unicodedata.category(one) not in _DROPPED)


# Every character of a text goes through these, so they are tables, filled as characters come.
_FOLDED = _Folded()
_WIDE = _Wide()
