"""Full-width and half-width forms of the same character."""

from __future__ import annotations

import unicodedata

_WIDTHS = ("<wide>", "<narrow>")


def half_width(text: str) -> str:
    """Return text with full-width letters, digits and signs in their usual width.

    Narrower than NFKC on purpose: a circled or raised footnote mark is no digit.
    """
    return "".join(
        unicodedata.normalize("NFKC", character)
        if unicodedata.decomposition(character).startswith(_WIDTHS)
        else character
        for character in text
    )
