"""Figures of a digital page that were changed in the finished file, and harmless treatment of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pymupdf

from .page_plants import Sheet, Spot, page_plant

PAPER = (1.0, 1.0, 1.0)
RISE = 0.2  # of the box's height, from its foot to the baseline
SETTLED = 0.9  # of the box's height, that type of its size takes


@contextmanager
def opened(sheet: Sheet, *, incremental: bool = False) -> Iterator[pymupdf.Page]:
    """Open the page to change, and write the file again, or append the change to it."""
    document = pymupdf.open(sheet.path)
    page = document[sheet.page]
    if not page.is_wrapped:  # else what is drawn last is moved by what the page leaves set
        page.wrap_contents()
    yield page
    if incremental:
        document.saveIncr()
        document.close()
        return
    data = document.tobytes(garbage=3, deflate=True)
    document.close()
    sheet.path.write_bytes(data)


def other_figure(sheet: Sheet, text: str) -> str:
    """Return a figure of the same look with two digits changed."""
    places = [i for i, character in enumerate(text) if character.isdigit()]
    chosen = sheet.rng.sample(places, min(2, len(places)))
    return "".join(
        sheet.rng.choice([d for d in "123456789" if d != character]) if i in chosen else character
        for i, character in enumerate(text)
    )


def figure_of(sheet: Sheet) -> Spot | None:
    """Return a figure of at least four digits in plain print, upright on an unturned page."""
    for spot in sheet.spots:
        if sum(map(str.isdigit, spot.text)) >= 4 and spot.text.isascii():  # noqa: PLR2004
            return spot
    return None


def rect_of(spot: Spot) -> pymupdf.Rect:
    return pymupdf.Rect(spot.box)


def write(
    page: pymupdf.Page,
    spot: Spot,
    text: str,
    font: str = "helv",
    size: float = 1.0,
    rise: float = 0.0,
) -> None:
    """Write a figure to the right edge of another; `size` is a share of what fits its height."""
    height = spot.box.height * SETTLED * size
    width = pymupdf.get_text_length(text, fontname=font, fontsize=height)
    if width > spot.box.width * 1.25:
        height *= spot.box.width * 1.25 / width
        width = pymupdf.get_text_length(text, fontname=font, fontsize=height)
    foot = spot.box.y1 - RISE * spot.box.height - rise
    page.insert_text((spot.box.x1 - width, foot), text, fontname=font, fontsize=height)


@page_plant("patch", "白块遮盖后另写数字", "hidden-text")
def patch(sheet: Sheet) -> int | None:
    """A white rectangle over the figure and another on top, the file written anew."""
    spot = figure_of(sheet)
    if spot is None:
        return None
    with opened(sheet) as page:
        page.draw_rect(rect_of(spot), color=None, fill=PAPER, width=0)
        write(page, spot, other_figure(sheet, spot.text))
    return sheet.page


@page_plant("patch-only", "白块遮盖数字，未另写", "hidden-text")
def patch_only(sheet: Sheet) -> int | None:
    """A figure covered, so that it counts as empty."""
    spot = figure_of(sheet)
    if spot is None:
        return None
    with opened(sheet) as page:
        page.draw_rect(rect_of(spot), color=None, fill=PAPER, width=0)
    return sheet.page


@page_plant("patch-picture", "小图遮盖数字", "hidden-text")
def patch_picture(sheet: Sheet) -> int | None:
    """A picture of another figure laid over the one that stands there."""
    spot = figure_of(sheet)
    if spot is None:
        return None
    other = pymupdf.open()
    small = other.new_page(width=spot.box.width, height=spot.box.height)
    moved = Spot(0, spot.text, spot.box.__class__(0, 0, spot.box.width, spot.box.height))
    write(small, moved, other_figure(sheet, spot.text))
    picture = small.get_pixmap(dpi=sheet.rng.choice((110, 200, 300)))
    with opened(sheet) as page:
        page.insert_image(rect_of(spot), pixmap=picture)
    return sheet.page


@page_plant("patch-annotation", "用批注框遮盖并另写数字", "hidden-text", "late-edit")
def patch_annotation(sheet: Sheet) -> int | None:
    """A text box of a viewer's commenting tools, filled white, with another figure in it."""
    spot = figure_of(sheet)
    if spot is None:
        return None
    with opened(sheet, incremental=sheet.rng.random() < 0.5) as page:  # noqa: PLR2004
        page.add_freetext_annot(
            rect_of(spot),
            other_figure(sheet, spot.text),
            fontsize=spot.box.height * 0.8,
            fill_color=PAPER,
        )
    return sheet.page


@page_plant("revision", "增量保存改动数字", "late-edit")
def revision(sheet: Sheet) -> int | None:
    """A figure covered and written anew, appended to the file."""
    spot = figure_of(sheet)
    if spot is None:
        return None
    with opened(sheet, incremental=True) as page:
        page.draw_rect(rect_of(spot), color=None, fill=PAPER, width=0)
        write(page, spot, other_figure(sheet, spot.text))
    return sheet.page


@page_plant("revision-replaced", "增量保存，原数字删去后重写", "late-edit")
def revision_replaced(sheet: Sheet) -> int | None:
    """A figure taken out of the page and another put in, appended to the file."""
    spot = figure_of(sheet)
    if spot is None:
        return None
    with opened(sheet, incremental=True) as page:
        _taken_out(page, spot)
        write(page, spot, other_figure(sheet, spot.text))
    return sheet.page


def _taken_out(page: pymupdf.Page, spot: Spot) -> None:
    page.add_redact_annot(rect_of(spot), fill=())
    page.apply_redactions(images=0, graphics=0)


@page_plant("other-font", "数字删去后以别的字体重写", "font-anomaly")
def other_font(sheet: Sheet) -> int | None:
    """A figure taken out and another put in, in a font that the table does not have."""
    spot = figure_of(sheet)
    if spot is None:
        return None
    with opened(sheet) as page:
        _taken_out(page, spot)
        write(page, spot, other_figure(sheet, spot.text), font=sheet.rng.choice(("cour", "tibo")))
    return sheet.page


def _own_font(
    page: pymupdf.Page, spot: Spot
) -> tuple[pymupdf.Font, float, tuple[float, float]] | None:
    """Return the embedded font that a figure is set in, its size and where the figure begins."""
    embedded = {name.split("+")[-1]: xref for xref, _, _, name, *_ in page.get_fonts(full=True)}
    for block in page.get_text("dict", clip=rect_of(spot))["blocks"]:
        for span in (span for line in block.get("lines", ()) for span in line["spans"]):
            xref = embedded.get(span["font"].split("+")[-1])
            if span["text"].strip() != spot.text or xref is None:
                continue
            buffer = page.parent.extract_font(xref)[3]
            font = pymupdf.Font(fontbuffer=buffer) if buffer else None
            if font is not None and all(font.has_glyph(ord(one)) for one in spot.text):
                return font, span["size"], span["origin"]
    return None


def _set_again(sheet: Sheet, scale: float, lift: float, aside: float = 0.0) -> int | None:
    """Set a figure again in its own font, larger or smaller, off its line or off its column."""
    for spot in sheet.spots:
        if sum(map(str.isdigit, spot.text)) < 4 or not spot.text.isascii():  # noqa: PLR2004
            continue
        with opened(sheet) as page:
            own = _own_font(page, spot)
            if own is not None:
                font, size, (x, y) = own
                _taken_out(page, spot)
                writer = pymupdf.TextWriter(page.rect)
                writer.append((x + aside, y - lift), spot.text, font=font, fontsize=size * scale)
                writer.write_text(page)
                return sheet.page
    return None


@page_plant("other-size", "数字以同一字体、别的字号重写", "font-anomaly")
def other_size(sheet: Sheet) -> int | None:
    return _set_again(sheet, sheet.rng.choice((0.85, 0.9, 1.1, 1.15)), 0.0)


@page_plant("other-baseline", "数字以同一字体重写而偏离基线", "font-anomaly")
def other_baseline(sheet: Sheet) -> int | None:
    return _set_again(sheet, 1.0, sheet.rng.choice((0.8, 1.2, -0.8, -1.2)))


@page_plant("other-place", "数字以同一字体重写而偏出本列", "font-anomaly")
def other_place(sheet: Sheet) -> int | None:
    return _set_again(sheet, 1.0, 0.0, sheet.rng.choice((-6.0, -4.0, 4.0)))


@page_plant("one-digit", "只重写一个数字中的一位", "hidden-text", "font-anomaly")
def one_digit(sheet: Sheet) -> int | None:
    """One digit of a number covered and another written over it."""
    spot = figure_of(sheet)
    if spot is None:
        return None
    places = [i for i, character in enumerate(spot.text) if character.isdigit()]
    at = sheet.rng.choice(places)
    step = spot.box.width / len(spot.text)
    x0 = spot.box.x0 + at * step
    box = spot.box.__class__(x0, spot.box.y0, x0 + step, spot.box.y1)
    with opened(sheet) as page:
        page.draw_rect(pymupdf.Rect(box), color=None, fill=PAPER, width=0)
        digit = sheet.rng.choice([d for d in "0123456789" if d != spot.text[at]])
        size = spot.box.height * SETTLED
        page.insert_text((x0, box.y1 - RISE * box.height), digit, fontname="helv", fontsize=size)
    return sheet.page


@page_plant("saved-again", "文件重新保存、压缩")
def saved_again(sheet: Sheet) -> int | None:
    document = pymupdf.open(sheet.path)
    data = document.tobytes(garbage=4, deflate=True, clean=True, use_objstms=1)
    document.close()
    sheet.path.write_bytes(data)
    return sheet.page


@page_plant("merged", "与别的文件合并")
def merged(sheet: Sheet) -> int | None:
    """The file behind a new cover page, put together by another program."""
    document, own = pymupdf.open(), pymupdf.open(sheet.path)
    document.new_page().insert_text((72, 100), "2023", fontsize=12)
    document.insert_pdf(own)
    document.set_metadata({"producer": sheet.rng.choice(("iText 7.1.11", "福昕PDF编辑器", "WPS"))})
    data = document.tobytes(garbage=3, deflate=True)
    own.close()
    sheet.path.write_bytes(data)
    return sheet.page + 1


@page_plant("e-seal", "加盖电子章")
def e_seal(sheet: Sheet) -> int | None:
    """A red seal with a transparent ground near a figure, appended as a signing service does."""
    spot = sheet.spots[0]
    seal = _seal()
    x, y = spot.box.x1, spot.box.y1
    with opened(sheet, incremental=True) as page:
        page.insert_image(pymupdf.Rect(x - 90, y - 60, x + 30, y + 60), pixmap=seal)
    return sheet.page


def _seal() -> pymupdf.Pixmap:
    drawn = pymupdf.open()
    page = drawn.new_page(width=120, height=120)
    page.draw_circle((60, 60), 55, color=(0.85, 0.1, 0.1), width=3)
    page.draw_circle((60, 60), 18, color=(0.85, 0.1, 0.1), width=2)
    return page.get_pixmap(dpi=144, alpha=True)


@page_plant("comments", "审阅批注与荧光笔")
def comments(sheet: Sheet) -> int | None:
    """A highlight, a frame, a note and a pen stroke of a reader, appended to the file."""
    spot = sheet.spots[0]
    with opened(sheet, incremental=True) as page:
        page.add_highlight_annot(rect_of(spot))
        page.add_text_annot(rect_of(spot).tr, "请核对")
        page.add_rect_annot(rect_of(spot))
        box = spot.box
        page.add_ink_annot([[(box.x0, box.y1), (box.x1, box.y1 + 1)]])
    return sheet.page


@page_plant("page-number", "重新加盖页码")
def page_number(sheet: Sheet) -> int | None:
    """A page number over a white patch at the foot, as when papers are bound."""
    with opened(sheet, incremental=sheet.rng.random() < 0.5) as page:  # noqa: PLR2004
        foot = page.rect.height - 30
        middle = page.rect.width / 2
        page.draw_rect(
            pymupdf.Rect(middle - 30, foot - 12, middle + 30, foot + 6), color=None, fill=PAPER
        )
        page.insert_text((middle - 10, foot), str(sheet.rng.randint(1, 200)), fontsize=9)
    return sheet.page


@page_plant("watermark", "加水印")
def watermark(sheet: Sheet) -> int | None:
    """A pale word across the page."""
    with opened(sheet) as page:
        page.insert_text(
            (page.rect.width / 4, page.rect.height / 2), "COPY", fontsize=90,
            color=(0.85, 0.85, 0.85), fill_opacity=0.4, overlay=sheet.rng.random() < 0.5,  # noqa: PLR2004
        )  # fmt: skip
    return sheet.page


@page_plant("made-by-office", "由办公或扫描软件生成")
def made_by_office(sheet: Sheet) -> int | None:
    """Names of programs that people use, and dates some days apart."""
    names = (
        "WPS 文字",
        "Microsoft® Word 2019",
        "CamScanner",
        "intsig.com pdf producer",
        "ScanSnap",
    )
    with opened(sheet) as page:
        made = f"D:202307{sheet.rng.randint(10, 19)}093000+08'00'"
        changed = f"D:202307{sheet.rng.randint(20, 28)}173000+08'00'"
        name = sheet.rng.choice(names)
        page.parent.set_metadata(
            {"creator": name, "producer": name, "creationDate": made, "modDate": changed}
        )
    return sheet.page
