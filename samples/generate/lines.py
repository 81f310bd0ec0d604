"""Breaking Chinese text into lines as an office program does."""

from __future__ import annotations

import re

from . import fonts
from .fonts import Font

NOT_FIRST = set("，。；：、）》”！？％%〕】…")
NOT_LAST = set("（《“〔【")
_PIECES = re.compile(r"[A-Za-z0-9.,:%@_+/-]+|\s|.", re.DOTALL)


def pieces(text: str, room: float, size: float, font: Font, latin: Font | None) -> list[str]:
    """Words and single characters; a word wider than the line falls into its characters."""
    out: list[str] = []
    for piece in _PIECES.findall(text):
        if len(piece) > 1 and fonts.width(piece, size, font, latin) > room:
            out.extend(piece)
        else:
            out.append(piece)
    return out


def break_lines(
    text: str, room: float, size: float, font: Font, latin: Font | None = None, indent: float = 0,
    hang: bool = True,
) -> list[str]:  # fmt: skip
    """Lines no wider than `room` points; the first leaves `indent` free.

    Closing punctuation hangs over the edge, or takes a character with it to the next line.
    """
    result: list[str] = []
    for paragraph in text.split("\n"):
        line, left = "", room - indent
        for piece in pieces(paragraph, room, size, font, latin):
            wide = fonts.width(piece, size, font, latin)
            closing = piece in NOT_FIRST
            if line and wide > left + 0.01 and not (closing and (hang or len(line) < 2)):
                keep = len(line) - (closing or line[-1] in NOT_LAST)
                while keep > 1 and line[keep - 1] in NOT_LAST:
                    keep -= 1
                result.append(line[:keep])
                line = line[keep:]
                left = room - fonts.width(line, size, font, latin)
            line += piece
            left -= wide
        result.append(line)
        indent = 0
    return result
