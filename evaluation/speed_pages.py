"""The pages that readers are timed on, and what stands on them.

Scans are made of pages with text of their own, so that what they say is known to the character:
rendered, turned a little, soiled and stored as a scanner would, with a fixed seed.
"""

from __future__ import annotations

import io
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import pymupdf
from PIL import Image, ImageFilter

from extract.records import PageType
from extract.text_layer import read_text_layer

from .labelled import load_set

Kind = Literal["form", "statement", "prose", "poor", "digital"]
TYPES: dict[PageType, Kind] = {
    "form": "form",
    "balance_sheet": "statement",
    "income_statement": "statement",
    "cash_flow": "statement",
    "body": "prose",
    "audit_notes": "prose",
}
DPI = 200
LEAST = 150  # characters of a page worth timing


@dataclass(frozen=True)
class TimedPage:
    """A file that every reader gets, of so many pages, and what it says."""

    kind: Kind
    path: Path
    text: str
    pages: int = 1


@dataclass(frozen=True)
class Wear:
    """What a scanner does to a page."""

    skew: float  # degrees, either way
    blur: float  # px
    grain: float  # grey levels
    fading: float  # of the ink's darkness
    quality: int  # of the JPEG


CLEAN = Wear(0.8, 0.5, 2.0, 0.05, 60)
WORN = Wear(2.0, 0.9, 6.0, 0.35, 40)


def scanned_pages(sets: Sequence[Path], folder: Path, each: int, seed: int) -> list[TimedPage]:
    """Write scans of the sets' own digital pages, `each` of every kind; poor ones of all kinds."""
    rng = random.Random(seed)
    pages = list(_printed(sets))
    rng.shuffle(pages)
    chosen: list[TimedPage] = []
    for kind in ("form", "statement", "prose", "poor"):
        fitting = [one for one in pages if kind in (TYPES[one.type], "poor")]
        for place, one in enumerate(fitting[:each]):
            path = folder / f"{kind}-{place}.pdf"
            path.write_bytes(scan_of(one.image, WORN if kind == "poor" else CLEAN, rng))
            chosen.append(TimedPage(kind, path, one.text))
    return chosen


def digital_files(sets: Sequence[Path], folder: Path) -> list[TimedPage]:
    """Write the sets' PDF files, reduced to the pages that have text of their own."""
    chosen = []
    for place, path in enumerate(_files(sets)):
        with pymupdf.open(path) as pdf:
            kept = [page.number for page in pdf if _is_digital(page)]
            if not kept:
                continue
            texts = [_text(pdf[number]) for number in kept]
            pdf.select(kept)
            copy = folder / f"digital-{place}.pdf"
            pdf.save(copy, garbage=3)
        chosen.append(TimedPage("digital", copy, "\n".join(texts), len(kept)))
    return chosen


@dataclass(frozen=True)
class _Printed:
    type: PageType
    image: Image.Image
    text: str


def _printed(sets: Sequence[Path]) -> Iterator[_Printed]:
    for folder in sets:
        for labelled in load_set(folder).submissions:
            for true in labelled.truth.pages:
                if true.digital and true.type in TYPES and true.file.endswith(".pdf"):
                    with pymupdf.open(labelled.folder / true.file) as pdf:
                        page = pdf[true.page - 1]
                        if page.rotation == 0 and len(text := _text(page)) >= LEAST:
                            yield _Printed(true.type, _rendered(page), text)


def _files(sets: Sequence[Path]) -> Iterator[Path]:
    for folder in sets:
        yield from sorted(folder.rglob("*.pdf"))


def _is_digital(page: pymupdf.Page) -> bool:
    whole = abs(page.rect.width * page.rect.height)
    pictures = [pymupdf.Rect(one["bbox"]) for one in page.get_image_info()]
    return len(_text(page)) >= LEAST and all(box.get_area() < whole / 2 for box in pictures)


def _text(page: pymupdf.Page) -> str:
    """Return a page's visible words, one a line."""
    return "\n".join(word.text for word in read_text_layer(page).words if word.visible)


def _rendered(page: pymupdf.Page) -> Image.Image:
    shown = page.get_pixmap(dpi=DPI, colorspace=pymupdf.csRGB)
    return Image.frombytes("RGB", (shown.width, shown.height), shown.samples)


def scan_of(image: Image.Image, wear: Wear, rng: random.Random) -> bytes:
    """Return a one-page PDF of a page's picture as a scanner makes one."""
    turned = image.rotate(
        rng.uniform(-wear.skew, wear.skew), Image.Resampling.BICUBIC, fillcolor=(255, 255, 255)
    )
    levels = np.asarray(turned.filter(ImageFilter.GaussianBlur(wear.blur)), np.float32)
    noise = np.random.default_rng(rng.randrange(2**32)).normal(0, wear.grain, levels.shape[:2])
    soiled = 250 - (255 - levels) * (1 - wear.fading) + noise[..., None]
    stored = io.BytesIO()
    Image.fromarray(np.clip(soiled, 0, 255).astype(np.uint8)).save(
        stored, "JPEG", quality=wear.quality
    )
    with pymupdf.open() as pdf:
        width, height = (72 * side / DPI for side in image.size)
        page = pdf.new_page(width=width, height=height)
        page.insert_image(page.rect, stream=stored.getvalue())
        return bytes(pdf.tobytes())
