"""Text that a later drawn patch or picture hides: nobody sees it, so it is not read either.

What hides is known from the drawing order, and then looked at in the rendered page: a highlight
that multiplies, a transparent seal or a clipped fill lets the text show and hides nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import pymupdf
from numpy.typing import NDArray

from .geometry import Box
from .glyphs import Glyph, glyphs_of

COVER = 0.7  # share of a character's core under a patch that hides it
LIGHT = 0.7  # every part of a colour that passes for paper or a shaded cell
OPAQUE = 0.98
SMALLEST = 3.0  # points, short side of a patch; thinner ones are rulings
WHOLE_PAGE = 0.7  # share of the page: such a picture is a scan over its own text layer
CHUNK = 512  # fills compared with all text at a time
SCALE = 2.0  # pixels a point of the look at a patch
ALIKE = 40  # grey levels between what is drawn and what shows, of 255
SHOWN = 0.9  # share of a place that has to be the patch's own
FREE = 0.3  # share of a character's core that later text may lie over

Span: TypeAlias = dict[str, Any]
Key: TypeAlias = tuple[str, float, float]
Grey: TypeAlias = NDArray[np.int16]


class Patch(NamedTuple):
    """A filled rectangle or a picture, unrotated; what it paints, in grey."""

    box: Box
    order: int  # place in the drawing order
    picture: int  # xref of a picture, else 0
    level: float = 1.0  # of a fill


@dataclass(frozen=True)
class Cover:
    """A patch, the characters under it, and those drawn over it later."""

    patch: Patch
    hidden: tuple[Glyph, ...]
    shown: tuple[Glyph, ...]


def covers(page: pymupdf.Page) -> list[Cover]:
    """Return the patches of a page that hide text; costs a millisecond where there are none."""
    suspects = _suspects(page)
    if not suspects:
        return []
    glyphs = [glyph for glyph in glyphs_of(page) if glyph.inked]
    cores = np.array([glyph.core for glyph in glyphs], np.float64).reshape(-1, 4)
    found = []
    drawn: pymupdf.DisplayList = page.get_displaylist()
    for patch in _patches(page, suspects):
        inside = np.flatnonzero(_shares(cores, patch.box) >= COVER)
        under = [glyphs[index] for index in inside if glyphs[index].order < patch.order]
        over = [g for g in glyphs if g.order > patch.order and g.core.intersection(patch.box) > 0]
        if under and (hidden := _hidden(page, drawn, patch, under, over)):
            shown = tuple(glyph for glyph in over if patch.box.contains(*glyph.core.center))
            found.append(Cover(patch, hidden, shown))
    return found


def hidden_glyphs(found: Iterable[Cover]) -> set[Glyph]:
    return {glyph for cover in found for glyph in cover.hidden}


def without_covered(
    page: pymupdf.Page, found: Sequence[Cover], spans: Iterable[Span]
) -> Iterator[Span]:
    """Yield the text layer's spans without the characters that something later hides.

    A character drawn again at the same place, over the patch, stays once.
    """
    if not found:
        yield from spans
        return
    spans = list(spans)
    hidden = Counter(_key(g.text, g.x, g.y) for g in hidden_glyphs(found))
    drawn = Counter(_key(g.text, g.x, g.y) for g in glyphs_of(page) if g.inked)
    layer = Counter(_key(c["c"], *c["origin"]) for span in spans for c in span["chars"])
    surplus = {key: layer[key] - (drawn[key] - count) for key, count in hidden.items()}
    for span in spans:
        kept = []
        for char in span["chars"]:
            key = _key(char["c"], *char["origin"])
            if surplus.get(key, 0) > 0:
                surplus[key] -= 1
            else:
                kept.append(char)
        yield {**span, "chars": kept}


def _key(text: str, x: float, y: float) -> Key:
    return text, round(x, 1), round(y, 1)


class _Suspect(NamedTuple):
    box: Box
    is_picture: bool


def _suspects(page: pymupdf.Page) -> dict[int, _Suspect]:
    """Return, by drawing order, the fills and pictures whose box meets earlier text."""
    whole = WHOLE_PAGE * abs(page.rect.width * page.rect.height)
    texts: list[tuple[int, Box]] = []
    fills: list[tuple[int, _Suspect]] = []
    for order, (kind, bounds) in enumerate(page.get_bboxlog()):
        box = Box(*bounds[:4])
        if kind == "fill-text":
            texts.append((order, box))
        elif not texts or min(box.width, box.height) < SMALLEST:
            continue
        elif kind == "fill-path" or (kind == "fill-image" and box.area < whole):
            fills.append((order, _Suspect(box, kind == "fill-image")))
    found: dict[int, _Suspect] = {}
    for start in range(0, len(fills), CHUNK):
        part = fills[start : start + CHUNK]
        for (order, suspect), meets in zip(part, _meets(part, texts), strict=True):
            if meets:
                found[order] = suspect
    return found


def _meets(
    fills: Sequence[tuple[int, _Suspect]], texts: Sequence[tuple[int, Box]]
) -> NDArray[np.bool_]:
    """Tell for each fill whether it meets the box of a text drawn before it."""
    one = np.array([(order, *suspect.box) for order, suspect in fills])[:, None]
    other = np.array([(order, *box) for order, box in texts])[None]
    apart = (one[..., 1] >= other[..., 3]) | (other[..., 1] >= one[..., 3])
    apart |= (one[..., 2] >= other[..., 4]) | (other[..., 2] >= one[..., 4])
    return np.asarray((~apart & (other[..., 0] < one[..., 0])).any(axis=1))


def _patches(page: pymupdf.Page, suspects: dict[int, _Suspect]) -> Iterator[Patch]:
    for path in page.get_drawings():
        suspect = suspects.get(path["seqno"])
        if suspect is None or not _is_paper(path):
            continue
        for box in _rectangles(path):
            seen = _common(box, suspect.box)
            if min(seen.width, seen.height) >= SMALLEST:
                yield Patch(seen, path["seqno"], 0, sum(path["fill"]) / len(path["fill"]))
    pictures = {order: s.box for order, s in suspects.items() if s.is_picture}
    if pictures:
        images = [image for image in page.get_image_info(xrefs=True) if _is_upright(image)]
        for order, box in pictures.items():
            image = next((i for i in images if _is_same(Box(*i["bbox"]), box)), None)
            if image is not None:
                yield Patch(box, order, image["xref"])


def _is_paper(path: dict[str, Any]) -> bool:
    opacity = path.get("fill_opacity")
    solid = opacity is None or opacity >= OPAQUE
    return bool(path.get("fill")) and solid and all(part >= LIGHT for part in path["fill"])


def _rectangles(path: dict[str, Any]) -> Iterator[Box]:
    items = path["items"]
    for item in items:
        if item[0] == "re":
            yield Box(*item[1])
        elif item[0] == "qu":
            yield Box(*item[1].rect)
    if items and all(item[0] == "l" for item in items):
        x0, y0, x1, y1 = path["rect"]
        ends = [point for item in items for point in item[1:3]]
        if all(min(p.x - x0, x1 - p.x) < 1 or min(p.y - y0, y1 - p.y) < 1 for p in ends):
            yield Box(x0, y0, x1, y1)


def _common(one: Box, other: Box) -> Box:
    x0, y0 = max(one.x0, other.x0), max(one.y0, other.y0)
    return Box(x0, y0, max(x0, min(one.x1, other.x1)), max(y0, min(one.y1, other.y1)))


def _is_upright(image: dict[str, Any]) -> bool:
    a, b, c, d, _, _ = image["transform"]
    return bool(image["xref"]) and a > 0 and d > 0 and b == c == 0


def _is_same(one: Box, other: Box) -> bool:
    return all(abs(a - b) < 1 for a, b in zip(one, other, strict=True))


def _shares(cores: NDArray[np.float64], box: Box) -> NDArray[np.float64]:
    """Return the share of each core that lies in a box."""
    width = np.minimum(cores[:, 2], box.x1) - np.maximum(cores[:, 0], box.x0)
    height = np.minimum(cores[:, 3], box.y1) - np.maximum(cores[:, 1], box.y0)
    area = (cores[:, 2] - cores[:, 0]) * (cores[:, 3] - cores[:, 1])
    shares = np.maximum(width, 0) * np.maximum(height, 0) / np.maximum(area, 1e-6)
    return np.asarray(shares, np.float64)


def _hidden(
    page: pymupdf.Page,
    drawn: pymupdf.DisplayList,
    patch: Patch,
    under: Sequence[Glyph],
    over: Sequence[Glyph],
) -> tuple[Glyph, ...]:
    """Return the characters under a patch at whose place the page shows the patch alone.

    Where later text lies over a character, the others, or else the patch's rest, decide for it.
    """
    look = _look(page, drawn, patch)
    if look is None:
        return ()
    later = [glyph.core for glyph in over]
    free = [g for g in under if sum(map(g.core.intersection, later)) < FREE * g.core.area]
    covered = [glyph for glyph in free if look.share(glyph.core) >= SHOWN]
    if len(covered) < len(free) / 2:
        return ()
    rest = 1 - sum(map(patch.box.intersection, later)) / patch.box.area
    if not free and look.share(patch.box) < SHOWN * rest:
        return ()
    return tuple(glyph for glyph in under if glyph not in free or glyph in covered)


@dataclass(frozen=True)
class _Look:
    """Where in its box a patch is what the page shows, as pixels from the box's corner."""

    own: NDArray[np.bool_]
    box: Box

    def share(self, box: Box) -> float:
        x0, x1 = (round((x - self.box.x0) * SCALE) for x in (box.x0, box.x1))
        y0, y1 = (round((y - self.box.y0) * SCALE) for y in (box.y0, box.y1))
        part = self.own[max(y0, 0) : max(y1, 1), max(x0, 0) : max(x1, 1)]
        return float(part.mean()) if part.size else 0.0


def _look(page: pymupdf.Page, drawn: pymupdf.DisplayList, patch: Patch) -> _Look | None:
    """Render a patch's place; None where it cannot be told what the patch paints."""
    clip = pymupdf.Rect(patch.box) * page.rotation_matrix
    scale = pymupdf.Matrix(SCALE, SCALE)
    shown = _grey(drawn.get_pixmap(matrix=scale, colorspace=pymupdf.csGRAY, clip=clip))
    shown = np.rot90(shown, page.rotation // 90)
    if not patch.picture:
        return _Look(abs(shown - round(255 * patch.level)) <= ALIKE, patch.box)
    picture = pymupdf.Pixmap(page.parent, patch.picture)
    if picture.colorspace is None:
        return None
    height, width = shown.shape
    plain = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.Pixmap(picture, 0) if picture.alpha else picture)
    return _Look(abs(shown - _grey(pymupdf.Pixmap(plain, width, height))) <= ALIKE, patch.box)


def _grey(pixmap: pymupdf.Pixmap) -> Grey:
    pixels = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.stride)
    return pixels[:, : pixmap.width].astype(np.int16)
