"""The reading of a scanned page laid over its picture as invisible text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import pymupdf

from extract.characters import is_han
from extract.records import Bbox, PageRecord

from .columns import flat
from .invisible_font import InvisibleFont
from .timeline import Correction

DROP = 0.12  # of a line's height below its baseline
NAME = "ShenheText"
MOSTLY = 0.5  # of a stretch's area inside a corrected box that makes it a part of it


@dataclass(frozen=True)
class Stretch:
    """Text to lay into a box of the page as displayed."""

    text: str
    bbox: Bbox


def stretches(page: PageRecord, corrections: Iterable[Correction] = ()) -> list[Stretch]:
    """Return a page's text with its places, reviewers' corrections in the place of the reading."""
    found = list(_read(page))
    for one in corrections:
        place = one.new or one.old
        if place and (place.file, place.page) == (page.file, page.page):
            found = _corrected(found, one)
    return found


def lay(
    page: pymupdf.Page, record: PageRecord, found: Sequence[Stretch], font: InvisibleFont
) -> None:
    """Add stretches to a page's contents; the font is embedded and named by `attach`."""
    content = ["q BT 3 Tr", f"/{NAME} 1 Tf"]
    matrix = page.derotation_matrix * ~page.transformation_matrix
    for one in found:
        if one.text:
            values = " ".join(f"{value:.4f}" for value in _matrix(one, record.rotation, matrix))
            content.append(f"{values} Tm <{font.encoded(one.text)}> Tj")
    content.append("ET Q")
    document = page.parent
    if not page.is_wrapped:
        page.wrap_contents()
    xref = document.get_new_xref()
    document.update_object(xref, "<<>>")
    document.update_stream(xref, "\n".join(content).encode("ascii"), new=True)
    parts = " ".join(f"{one} 0 R" for one in (*page.get_contents(), xref))
    document.xref_set_key(page.xref, "Contents", f"[{parts}]")


def attach(page: pymupdf.Page, font: int) -> None:
    """Name the embedded font among a page's resources."""
    document, holder = page.parent, page.xref
    for key in ("Resources", "Font"):
        kind, value = document.xref_get_key(holder, key)
        if kind != "xref":
            made = document.get_new_xref()
            document.update_object(made, value if kind == "dict" else "<<>>")
            document.xref_set_key(holder, key, f"{made} 0 R")
            holder = made
        else:
            holder = int(value.split()[0])
    document.xref_set_key(holder, NAME, f"{font} 0 R")


def _read(page: PageRecord) -> Iterator[Stretch]:
    text, at = page.text.replace("\n", ""), 0
    for run in page.runs:
        part = text[at : at + run.characters]
        at += run.characters
        yield Stretch(_closed(part), run.bbox)


def _closed(text: str) -> str:
    """Return a text without the spaces that stand between Chinese characters."""
    return "".join(
        one
        for index, one in enumerate(text)
        if not (one.isspace() and _between_chinese(text, index))
    )


def _between_chinese(text: str, index: int) -> bool:
    before, after = text[:index].rstrip()[-1:], text[index:].lstrip()[:1]
    return bool(before and after) and is_han(before) and is_han(after)


def _corrected(found: list[Stretch], correction: Correction) -> list[Stretch]:
    """Put what a reviewer read in the place of what the machine read."""
    printed = _printed(correction)
    old = correction.old
    box = (correction.new or old).bbox if (correction.new or old) else None  # type: ignore[union-attr]
    if box is None:
        return found
    inside = [one for one in found if _share_inside(one.bbox, box) > MOSTLY]
    if not inside and old is not None and old.text:
        for index, one in enumerate(found):
            if old.text in one.text and _share_inside(box, one.bbox) > MOSTLY:
                mended = replace(one, text=one.text.replace(old.text, printed, 1))
                return [*found[:index], mended, *found[index + 1 :]]
    return [*(one for one in found if one not in inside), Stretch(printed, box)]


def _printed(correction: Correction) -> str:
    new = correction.new
    if new is None:
        return ""
    return _closed("".join((new.text or str(flat(new.value) or "")).splitlines()))


def _share_inside(inner: Bbox, outer: Bbox) -> float:
    """Return the share of a box's area that lies inside another."""
    width = min(inner[2], outer[2]) - max(inner[0], outer[0])
    height = min(inner[3], outer[3]) - max(inner[1], outer[1])
    area = (inner[2] - inner[0]) * (inner[3] - inner[1])
    return width * height / area if width > 0 and height > 0 and area > 0 else 0.0


def _matrix(one: Stretch, rotation: int, matrix: pymupdf.Matrix) -> tuple[float, ...]:
    """Return the text matrix that fills a box with a line of em-wide characters.

    `rotation` is by how many degrees clockwise the line is turned as displayed, `matrix` leads
    from the displayed page to the coordinates of its contents.
    """
    x0, y0, x1, y1 = one.bbox
    width, height = x1 - x0, y1 - y0
    along, across = (width, height) if rotation in (0, 180) else (height, width)
    drop = DROP * across
    start, forward, upward = {
        0: ((x0, y1 - drop), (1, 0), (0, -1)),
        90: ((x0 + drop, y0), (0, 1), (1, 0)),
        180: ((x1, y0 + drop), (-1, 0), (0, 1)),
        270: ((x1 - drop, y1), (0, -1), (-1, 0)),
    }[rotation]
    origin = pymupdf.Point(start) * matrix
    step = along / len(one.text)
    ahead = pymupdf.Point(start[0] + forward[0] * step, start[1] + forward[1] * step) * matrix
    above = pymupdf.Point(start[0] + upward[0] * across, start[1] + upward[1] * across) * matrix
    return (
        ahead.x - origin.x,
        ahead.y - origin.y,
        above.x - origin.x,
        above.y - origin.y,
        origin.x,
        origin.y,
    )
