"""Ticked options: glyphs before or after an option's text, or boxes drawn beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from .geometry import Box
from .labels import label_key
from .lines import TextLine, lines_of, part_of
from .pages import CheckMark, Word
from .programme import OptionSpec

RING_COVER = 0.7  # of an option's wording that a ring around it is as wide as
BRACKETS = "()（）[]【】〔〕"
BLANK = re.compile(r"[(（\[【〔][)）\]】〕]")  # brackets to tick in, left empty
FREE_TICKS = "√✓✔"  # ticks that are no boxes: made beside one, or over it
BEHIND = 0.5  # line heights from an option's last character to a box behind it
HIGH = 0.45  # of its words' height that a box behind an option has at least
HALF = 0.6  # type sizes from a character's middle to where the next thing may stand
SHARE_BOXED = 0.5  # of the options, below which a square beside one is part of a character
TICK_OFF = 1.0  # line heights between the middles of a tick and its line
TICK_BEFORE = 0.4  # line heights that a tick before a box is nearer than one behind an option
TICK_GAP = 1.0  # line heights from a tick to its option
NOWHERE = Box(0, 0, 0, 0)
TICKED, EMPTY = "☑", "□"
GAP_AFTER = 1.35  # type sizes: the next character's width where a gap stands before it
APART = 0.35  # line heights from a box's middle to its option's: a square inside 是 is none
OVERLAP = 0.25  # line heights by which a box may reach into its option's character
BEFORE = 1.6  # line heights from a box to the middle of its option's first character


@dataclass(frozen=True)
class Marks:
    """Glyphs that stand for a ticked and for an empty box.

    `fonts` are symbol fonts with the letters that they draw as ticked and as empty ones.
    """

    ticked: str
    empty: str
    fonts: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def symbols(self) -> str:
        return self.ticked + self.empty


@dataclass(frozen=True)
class Option:
    """An option found on the page; `ticked` is None where no mark stands beside it."""

    value: str
    ticked: bool | None
    position: int  # of its text in the cells' text
    confidence: float
    words: Box = NOWHERE  # where its wording stands
    area: Box = NOWHERE  # and its mark
    by_hand: bool = False  # a tick of its own stands beside its box


def mark_words(marks: Iterable[CheckMark]) -> list[Word]:
    """Return a glyph for each drawn box, so that drawn and printed boxes read alike."""
    return [_glyph(mark) for mark in marks]


def _glyph(mark: CheckMark) -> Word:
    box = mark.box
    return Word(
        text=TICKED if mark.ticked else EMPTY,
        box=box,
        edges=(box.x0, box.x1),
        confidence=mark.confidence,
        size=box.height,
    )


@dataclass(frozen=True)
class PenMarks:
    """What a page shows besides print, in upright points; see `Page`."""

    boxes: tuple[CheckMark, ...] = ()
    ticks: tuple[Box, ...] = ()
    rings: tuple[Box, ...] = ()


NO_PEN = PenMarks()


def read_options(
    cells: Sequence[Sequence[Word]],
    options: Sequence[OptionSpec],
    marks: Marks,
    pen: PenMarks = NO_PEN,
) -> list[Option]:
    """Return the options printed in some cells, each with the state of its own mark.

    Marks stand before their options, unless the first option of the line comes before any
    mark and the last mark comes after the last option. Where the page's pixels show a box
    beside an option, it overrules what was recognised as a glyph. An option with a ring around it
    alone, or to which a tick stands nearest, is ticked.
    """
    lines = [line for words in cells for line in lines_of(words)]
    found = [_options_of_line(line, options, marks) for line in lines]
    ticked = {_nearest(tick, lines, found) for tick in pen.ticks}
    boxes = [m for m in pen.boxes if not any(r.contains(*m.box.center) for r in pen.rings)]
    beside = [_boxes_of(*pair, boxes) for pair in zip(lines, found, strict=True)]
    listed = [(option, of_line) for of_line in found for option in of_line]
    seen = _alike([option for option, _ in listed], [box for of_line in beside for box in of_line])
    return [
        _by_hand(option, of_line, pen.rings, box, option in ticked)
        for (option, of_line), box in zip(listed, seen, strict=True)
    ]


def _alike(options: Sequence[Option], boxes: Sequence[CheckMark | None]) -> list[CheckMark | None]:
    """Leave out squares that are parts of characters: few options would have a box at all."""
    pairs = list(zip(options, boxes, strict=True))
    boxed = sum(box is not None or option.ticked is not None for option, box in pairs)
    whole = boxed >= SHARE_BOXED * len(pairs)
    return [box if whole or option.ticked is not None else None for option, box in pairs]


def _by_hand(
    option: Option,
    of_line: Sequence[Option],
    rings: Iterable[Box],
    box: CheckMark | None,
    near_tick: bool,
) -> Option:
    """Return an option with what a pen and the pixels say of it."""
    if near_tick or any(_is_around(ring, option, of_line) for ring in rings):
        return replace(option, ticked=True)
    return option if box is None or option.by_hand else replace(option, ticked=box.ticked)


def _nearest(
    tick: Box, lines: Sequence[TextLine], options: Sequence[Sequence[Option]]
) -> Option | None:
    """Return the option that a tick stands nearest to, on it or beside it."""
    y = tick.center[1]
    level = [
        (abs(line.box.center[1] - y), index)
        for index, line in enumerate(lines)
        if options[index] and abs(line.box.center[1] - y) <= TICK_OFF * line.box.height
    ]
    if not level:
        return None
    near = [(_gap(tick, option), option) for option in options[min(level)[1]]]
    gap, option = min(near, key=lambda pair: pair[0])
    return option if gap <= TICK_GAP * option.area.height else None


def _gap(tick: Box, option: Option) -> float:
    """Return the points between a tick and an option, fewer where it stands before its box."""
    area = option.area
    before = area.x0 < option.words.x0 and tick.center[0] < area.x0
    return max(area.x0 - tick.x1, tick.x0 - area.x1) - (TICK_BEFORE * area.height if before else 0)


def _is_around(ring: Box, option: Option, options: Sequence[Option]) -> bool:
    """Tell a ring around one option's wording from one around several, or a word of it."""
    inside = [other for other in options if ring.contains(*other.words.center)]
    return inside == [option] and ring.overlap_x(option.words) >= RING_COVER * option.words.width


def _boxes_of(
    line: TextLine, options: Sequence[Option], boxes: Sequence[CheckMark]
) -> list[CheckMark | None]:
    """Return each option's box: the one before it, or behind it where marks follow their options."""
    level = [mark for mark in boxes if line.box.y0 - 2 <= mark.box.center[1] <= line.box.y1 + 2]
    before, behind = [], []
    for option in options:
        others = [other.words for other in options if other is not option]
        own = [m for m in level if not any(words.contains(*m.box.center) for words in others)]
        before.append(_box_before(line, option, own))
        behind.append(_box_behind(line, option, own))
    if len(options) < 2 or before[0] is not None or behind[-1] is None:  # noqa: PLR2004
        return before
    return behind


def _box_before(line: TextLine, option: Option, boxes: Sequence[CheckMark]) -> CheckMark | None:
    """Return the box just before an option's first character.

    The character's middle is what recognition places well; its edges lie anywhere in the gap
    that a box leaves before it.
    """
    middle = _middle_of(line, option.position)
    reach = BEFORE * line.box.height
    near = [
        mark
        for mark in boxes
        if middle - reach <= mark.box.x1 <= middle + OVERLAP * line.box.height
        and mark.box.center[0] <= middle - APART * line.box.height
    ]
    return max(near, key=lambda mark: mark.box.x1, default=None)


def _box_behind(line: TextLine, option: Option, boxes: Sequence[CheckMark]) -> CheckMark | None:
    """Return the box just behind an option's last character."""
    end, height = option.words.x1, line.box.height
    near = [
        mark
        for mark in boxes
        if end - OVERLAP * height <= mark.box.x0 <= end + BEHIND * height
        and mark.box.center[0] >= end
        and mark.box.height >= HIGH * option.words.height
    ]
    return min(near, key=lambda mark: mark.box.x0, default=None)


def _middle_of(line: TextLine, position: int) -> float:
    """Return where the middle of the character at a position of the line's text is.

    Edges lie half-way between characters, so a gap pulls the edge beside it away: the middle is
    reckoned from the side without one.
    """
    for word in line.words:
        if position < len(word.text):
            edges = word.edges
            from_left = edges[position] + word.size / 2
            if position + 2 >= len(edges):
                return max(from_left, edges[-1] - 0.7 * word.size)
            width_after = edges[position + 2] - edges[position + 1]
            if width_after > GAP_AFTER * word.size:
                return from_left
            return 1.5 * edges[position + 1] - 0.5 * edges[position + 2]
        position -= len(word.text)
    return line.box.x1


@dataclass(frozen=True)
class _Hit:
    start: int
    end: int
    value: str


def _options_of_line(line: TextLine, options: Sequence[OptionSpec], marks: Marks) -> list[Option]:
    text = line.text
    hits = _hits(text, options)
    if not hits:
        return []
    after = _marks_follow(text, hits, marks)
    confidence = line.confidence
    found = []
    for index, hit in enumerate(hits):
        start, end = hit.start, hit.end
        if after:
            stop = hits[index + 1].start if index + 1 < len(hits) else len(text)
            beside = text[hit.end : stop]
            end += _length(beside, marks)
        else:
            beside = text[hits[index - 1].end if index else 0 : hit.start]
            start -= _length(beside[::-1], marks)
        state = _state(beside, marks, last=not after)
        area = part_of(line, start, end)
        by_hand = _has(area.text, FREE_TICKS) and _has(area.text, marks.empty)
        found.append(
            Option(hit.value, state, hit.start, confidence, _place(line, hit), area.box, by_hand)
        )
    return found


def _place(line: TextLine, hit: _Hit) -> Box:
    """Return where an option's words stand, without gaps that recognised edges reach into."""
    box = part_of(line, hit.start, hit.end).box
    last = part_of(line, hit.end - 1, hit.end).box
    size = max((word.size for word in line.words), default=box.height)
    x0 = max(box.x0, _middle_of(line, hit.start) - HALF * size)
    x1 = min(box.x1, max(last.x0, x0) + 2 * HALF * size)
    return Box(x0, box.y0, max(x1, x0 + 1), box.y1)


def _has(text: str, characters: str) -> bool:
    return any(character in characters for character in text)


def _length(beside: str, marks: Marks) -> int:
    """Return how many characters from the option's words on are its mark."""
    own = marks.symbols + BRACKETS
    return next((i for i, character in enumerate(beside) if character not in own), len(beside))


def _hits(text: str, options: Sequence[OptionSpec]) -> list[_Hit]:
    """Return the options' places in a line, longer wordings first, none inside another."""
    wordings = [(w, option.value) for option in options for w in (option.value, *option.wordings)]
    hits: list[_Hit] = []
    for wording, value in sorted(wordings, key=lambda pair: -len(pair[0])):
        start = text.find(wording)
        while start >= 0:
            end = start + len(wording)
            if all(end <= hit.start or start >= hit.end for hit in hits):
                hits.append(_Hit(start, end, value))
                break
            start = text.find(wording, start + 1)
    return sorted(hits, key=lambda hit: hit.start)


def _marks_follow(text: str, hits: Sequence[_Hit], marks: Marks) -> bool:
    before_first = any(c in marks.symbols for c in text[: hits[0].start])
    after_last = any(c in marks.symbols for c in text[hits[-1].end :])
    return after_last and not before_first


def _state(beside: str, marks: Marks, *, last: bool) -> bool | None:
    """Return what the nearest mark in the text beside an option says.

    A tick typed before or behind its empty box makes one mark with it.
    """
    text = beside[::-1] if last else beside
    start = next((i for i, character in enumerate(text) if character in marks.symbols), None)
    if start is None:
        return False if BLANK.search(beside) else None
    for character in text[start:]:
        if character in marks.ticked:
            return True
        if character not in marks.empty and character not in BRACKETS:
            break
    return False


def chosen(found: Sequence[Option]) -> list[Option]:
    """Return the ticked options; one without any mark beside unmarked others is no choice."""
    return [option for option in found if option.ticked]


def unmarked(found: Sequence[Option]) -> Option | None:
    """Return the only option without a mark of its own beside empty boxes.

    A tick by hand can hide its box; that nobody else is ticked speaks for it.
    """
    without = [option for option in found if option.ticked is None]
    empty = any(option.ticked is False for option in found)
    return without[0] if empty and len(without) == 1 and not chosen(found) else None


def same_option(text: str, options: Sequence[OptionSpec]) -> str | None:
    """Return the option that a cell without marks simply names."""
    key = label_key(text)
    for option in options:
        if key in {label_key(wording) for wording in (option.value, *option.wordings)}:
            return option.value
    return None
