"""Which options of a scanned form are chosen, by how much ink stands where their marks are.

Whatever the mark is (a tick, a dot, a filled box), a chosen option shows more ink before it, or
behind it, than the others. This decides where neither glyphs nor boxes were recognised.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from .choices import Option
from .geometry import Box
from .page_ink import PageInk
from .pages import Word

REACH = 2.0  # heights of an option's words, from them to the far end of a mark beside its box
BESIDE_LABEL = 1.05  # heights, where other print stands before the first option
MARK = 1  # characters of what may be a mark that was read as a letter
LABEL = 3  # characters before an option that are more than a mark
APART = 0.12  # heights between an option's words and a mark's room
LEAST = 0.03  # of the squared height, that a chosen option shows more than the others
TIMES = 1.18  # by which it shows more at least
SPREAD = 0.8  # of how much the others differ, that it stands above them at least


def by_ink(options: Sequence[Option], words: Sequence[Word], ink: PageInk) -> list[Option] | None:
    """Return the options with their states, None where their marks do not differ.

    `words` are the page's, which a mark does not reach into.
    """
    if len(options) < 2:  # noqa: PLR2004 - nothing to compare with
        return None
    print_ = [word.box for word in words if len(word.text) > MARK]
    chosen = _much(_amounts(options, print_, ink, after=_stand_behind(options, print_, ink)))
    return (
        [replace(o, ticked=index in chosen) for index, o in enumerate(options)] if chosen else None
    )


def _stand_behind(options: Sequence[Option], print_: Sequence[Box], ink: PageInk) -> bool:
    """Tell whether marks follow their options: nothing before the first, ink behind the last."""
    before = _amounts(options, print_, ink, after=False)
    behind = _amounts(options, print_, ink, after=True)
    first = [a for o, a in zip(options, before, strict=True) if _is_end(o, options, -1)]
    last = [a for o, a in zip(options, behind, strict=True) if _is_end(o, options, 1)]
    return max(first) < LEAST <= min(last)


def _is_end(option: Option, options: Sequence[Option], way: int) -> bool:
    """Tell whether no option stands left (`way` -1) or right (1) of one on its line."""
    words = option.words
    return not any(
        other.words.overlap_y(words) > words.height / 2
        and way * (other.words.center[0] - words.center[0]) > 0
        for other in options
    )


def _amounts(
    options: Sequence[Option], print_: Sequence[Box], ink: PageInk, *, after: bool
) -> list[float]:
    """Return the ink beside each option, in squared heights."""
    return [
        ink.amount(_room(option, options, print_, after=after)) / option.words.height**2
        for option in options
    ]


def _room(option: Option, options: Sequence[Option], print_: Sequence[Box], *, after: bool) -> Box:
    words = option.words
    height = words.height
    others = [o.words for o in options if o is not option]
    own = [box for box in print_ if not any(box.contains(*o.words.center) for o in options)]
    level = [box for box in (*others, *own) if box.overlap_y(words) > height / 2]
    if after:
        start = words.x1 + APART * height
        ends = [other.x0 - APART * height for other in level if other.x0 > words.center[0]]
        return Box(start, words.y0, max(min([start + REACH * height, *ends]), start), words.y1)
    end = words.x0 - APART * height
    starts = [other.x1 + APART * height for other in level if other.x1 < words.center[0]]
    reach = BESIDE_LABEL if not starts and option.position > LABEL else REACH
    return Box(min(max([end - reach * height, *starts]), end), words.y0, end, words.y1)


def _much(amounts: Sequence[float]) -> frozenset[int]:
    """Return which amounts stand out above the others, which differ less among themselves."""
    order = sorted(range(len(amounts)), key=lambda index: amounts[index])
    gaps = [
        (amounts[b] - amounts[a], place + 1)
        for place, (a, b) in enumerate(pairwise(order))
        if amounts[b] >= amounts[a] * TIMES
        and amounts[b] - amounts[a] >= max(LEAST, SPREAD * (amounts[a] - amounts[order[0]]))
    ]
    return frozenset(order[max(gaps)[1] :]) if gaps else frozenset()
