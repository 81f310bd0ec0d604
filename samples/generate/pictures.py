"""Small pictures on the pages: round seals, name chops, signatures, emblems, bar charts."""

from __future__ import annotations

import io
import math
import random

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from . import fonts

RED = (205, 32, 38)


def _font(key: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(io.BytesIO(fonts.face(key)), size)


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _worn(image: Image.Image, rng: random.Random, strength: float) -> Image.Image:
    """Ink that did not take everywhere."""
    noise = np.random.default_rng(rng.randrange(2**32)).random((24, 24)).astype("float32")
    patchy = Image.fromarray((noise * 255).astype("uint8")).resize(
        image.size, Image.Resampling.BICUBIC
    )
    alpha = np.asarray(image.getchannel("A")).astype("float32")
    alpha *= np.clip(0.8 + strength * (np.asarray(patchy) / 255.0 - 0.6), 0.15, 0.95)
    image.putalpha(Image.fromarray(alpha.astype("uint8")))
    return image


def seal(text: str, rng: random.Random, bottom: str = "") -> bytes:
    """A round company seal: the name along the rim, a star, a word below it."""
    size, center = 300, 150
    image = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((6, 6, size - 6, size - 6), outline=(*RED, 255), width=7)
    points = []
    for i in range(10):
        radius, angle = (44 if i % 2 == 0 else 17), math.pi * (i / 5 - 0.5)
        points.append((center + radius * math.cos(angle), center + radius * math.sin(angle)))
    draw.polygon(points, fill=(*RED, 255))
    spread = min(270.0, 19.0 * len(text))
    font = _font("fandol-song-bold", 34 if len(text) < 14 else 28)
    for i, char in enumerate(text):
        degrees = -spread / 2 + spread * i / max(1, len(text) - 1)
        glyph = Image.new("RGBA", (size, size), (0, 0, 0, 0))
        ImageDraw.Draw(glyph).text((center, 36), char, font=font, fill=(*RED, 255), anchor="mm")
        image.alpha_composite(
            glyph.rotate(-degrees, Image.Resampling.BICUBIC, center=(center, center))
        )
    if bottom:
        draw.text(
            (center, 222), bottom, font=_font("fandol-song", 26), fill=(*RED, 255), anchor="mm"
        )
    turned = image.rotate(rng.uniform(-14, 14), Image.Resampling.BICUBIC)
    return _png(_worn(turned, rng, 0.9))


def grey(png: bytes) -> bytes:
    """The same impression as a copier without colours leaves it."""
    image = Image.open(io.BytesIO(png)).convert("RGBA")
    shade = image.convert("L").point(lambda v: min(255, v + 55))
    return _png(Image.merge("RGBA", (shade, shade, shade, image.getchannel("A"))))


def oval(text: str, rng: random.Random) -> bytes:
    """An oval seal: two rims, the name across the middle in two lines."""
    image = Image.new("RGBA", (300, 190), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((5, 5, 295, 185), outline=(*RED, 255), width=6)
    draw.ellipse((16, 15, 284, 175), outline=(*RED, 255), width=2)
    font, half = _font("fandol-song-bold", 26), (len(text) + 1) // 2
    for part, y in ((text[:half], 70), (text[half:], 108)):
        draw.text((150, y), part, font=font, fill=(*RED, 255), anchor="mm")
    draw.text(
        (150, 146), "财务专用章", font=_font("fandol-song", 20), fill=(*RED, 255), anchor="mm"
    )
    turned = image.rotate(rng.uniform(-20, 20), Image.Resampling.BICUBIC, expand=True)
    return _png(_worn(turned, rng, 0.9))


def chop(name: str, rng: random.Random) -> bytes:
    """A square personal seal with the characters in two columns."""
    image = Image.new("RGBA", (140, 140), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.rectangle((4, 4, 135, 135), outline=(*RED, 255), width=6)
    cells = [(100, 40), (100, 100), (40, 40), (40, 100)]
    for char, place in zip((name + "印")[:4], cells, strict=False):
        draw.text(place, char, font=_font("fandol-song-bold", 52), fill=(*RED, 255), anchor="mm")
    return _png(_worn(image, rng, 0.7))


def signature(name: str, rng: random.Random) -> bytes:
    """A name as somebody writes it: slanted, uneven, in ink."""
    image = Image.new("RGBA", (90 * len(name) + 60, 150), (0, 0, 0, 0))
    x, ink = 20.0, rng.choice([(20, 20, 60), (25, 25, 25), (10, 30, 110)])
    for char in name:
        glyph = Image.new("RGBA", (150, 150), (0, 0, 0, 0))
        ImageDraw.Draw(glyph).text((75, 75), char, font=_font("wenkai", rng.randint(72, 96)),
                                   fill=(*ink, 235), anchor="mm")  # fmt: skip
        shear = rng.uniform(0.1, 0.35)
        glyph = glyph.transform(glyph.size, Image.Transform.AFFINE,
                                (1, shear, -shear * 75, rng.uniform(-0.12, 0.12), 1, 0),
                                Image.Resampling.BICUBIC)  # fmt: skip
        image.alpha_composite(glyph, (max(0, int(x) - 25), 0))
        x += rng.uniform(58, 74)
    return _png(image.filter(ImageFilter.GaussianBlur(0.6)))


def emblem() -> bytes:
    """A red disc with stars and a gear: a national emblem from afar."""
    image = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((4, 4, 196, 196), fill=(222, 180, 60, 255))
    draw.ellipse((18, 18, 182, 182), fill=(200, 30, 30, 255))
    for x, y, r in ((100, 62, 22), (58, 86, 9), (78, 104, 9), (122, 104, 9), (142, 86, 9)):
        star = [(x + (r if i % 2 == 0 else r * 0.4) * math.sin(math.pi * i / 5),
                 y - (r if i % 2 == 0 else r * 0.4) * math.cos(math.pi * i / 5)) for i in range(10)]  # fmt: skip
        draw.polygon(star, fill=(240, 200, 70, 255))
    draw.rectangle((62, 122, 138, 150), fill=(240, 200, 70, 255))
    draw.polygon([(56, 122), (100, 106), (144, 122)], fill=(240, 200, 70, 255))
    return _png(image)


def code_square(rng: random.Random) -> bytes:
    """Something like a two-dimensional code, without content."""
    grid = np.random.default_rng(rng.randrange(2**32)).integers(0, 2, (29, 29)) * 255
    for r, c in ((0, 0), (0, 22), (22, 0)):
        grid[r : r + 7, c : c + 7] = 0
        grid[r + 1 : r + 6, c + 1 : c + 6] = 255
        grid[r + 2 : r + 5, c + 2 : c + 5] = 0
    image = Image.fromarray(grid.astype("uint8")).resize((174, 174), Image.Resampling.NEAREST)
    return _png(image.convert("1"))


def bars(values: list[tuple[str, list[float]]], names: tuple[str, str]) -> bytes:
    """A bar chart of two series over the years, as pasted from a spreadsheet."""
    image = Image.new("RGB", (760, 340), "white")
    draw, font = ImageDraw.Draw(image), _font("noto-sans", 20)
    top = max(max(pair) for _, pair in values) * 1.15
    colors = ((68, 114, 196), (237, 125, 49))
    draw.line((60, 290, 740, 290), fill=(90, 90, 90), width=2)
    for i, (year, pair) in enumerate(values):
        for j, value in enumerate(pair):
            x, high = 110 + i * 220 + j * 66, 240 * value / top
            draw.rectangle((x, 290 - high, x + 56, 290), fill=colors[j])
        draw.text((170 + i * 220, 312), year, font=font, fill="black", anchor="mm")
    for j, name in enumerate(names):
        draw.rectangle((260 + j * 150, 8, 276 + j * 150, 24), fill=colors[j])
        draw.text((284 + j * 150, 16), name, font=font, fill="black", anchor="lm")
    return _png(image)
