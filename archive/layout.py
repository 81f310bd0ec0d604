"""Where a stretch of a page's text stands on the page."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from extract.records import Bbox, Run

_RUN = struct.Struct("<H4f")  # characters; x0, y0, x1, y1 in points
_LONGEST = 0xFFFF


def pack(runs: Sequence[Run]) -> bytes:
    """Return runs as bytes, 18 each; a longer one than any line of print is cut."""
    return b"".join(_RUN.pack(min(run.characters, _LONGEST), *run.bbox) for run in runs)


def unpack(content: bytes) -> tuple[Run, ...]:
    return tuple(Run(*values) for values in _RUN.iter_unpack(content))


def boxes(text: str, runs: Sequence[Run], start: int, end: int) -> tuple[Bbox, ...]:
    """Return the boxes of characters [start, end) of a page's text, one for each run they are in.

    Inside a run characters count as equally wide. Empty where the places are not known.
    """
    first = start - text.count("\n", 0, start)
    last = end - text.count("\n", 0, end)
    return tuple(_cut(run, first - at, last - at) for at, run in _placed(runs, first, last))


def _placed(runs: Sequence[Run], first: int, last: int) -> Iterator[tuple[int, Run]]:
    """Yield the runs that hold any of some characters, each with where it begins."""
    at = 0
    for run in runs:
        if at < last and first < at + run.characters:
            yield at, run
        at += run.characters


def _cut(run: Run, start: int, end: int) -> Bbox:
    """Return the box of some characters of a run, which goes along its longer side."""
    low, high = max(start, 0) / run.characters, min(end / run.characters, 1.0)
    width, height = run.x1 - run.x0, run.y1 - run.y0
    if run.characters > 1 and height > width:
        top, bottom = run.y0 + low * height, run.y0 + high * height
        return (round(run.x0, 1), round(top, 1), round(run.x1, 1), round(bottom, 1))
    left, right = run.x0 + low * width, run.x0 + high * width
    return (round(left, 1), round(run.y0, 1), round(right, 1), round(run.y1, 1))
