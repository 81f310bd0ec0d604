from __future__ import annotations

from extract.glyphs import glyphs_of

from .pdf_pages import PLACE, blank, reopened


def test_characters_come_in_drawing_order_without_spaces() -> None:
    document, page = blank()
    page.insert_text((100, 700), "12 3", fontsize=10)
    page.insert_text((100, 100), "4", fontsize=10)
    found = list(glyphs_of(reopened(document)[0]))
    assert "".join(glyph.text for glyph in found) == "1234"
    assert found[0].order < found[-1].order
    assert (found[0].x, found[0].y) == (100, 700)


def test_white_and_invisible_characters_leave_no_ink() -> None:
    document, page = blank()
    page.insert_text(PLACE, "1", color=(1, 1, 1))
    page.insert_text(PLACE, "2", render_mode=3)
    page.insert_text(PLACE, "3", fill_opacity=0, stroke_opacity=0)
    page.insert_text(PLACE, "4")
    found = {glyph.text: glyph.inked for glyph in glyphs_of(reopened(document)[0])}
    assert found == {"1": False, "2": False, "3": False, "4": True}


def test_bold_imitation_counts_once() -> None:
    document, page = blank()
    page.insert_text(PLACE, "5", render_mode=0)
    page.insert_text(PLACE, "5", render_mode=1)
    assert len(list(glyphs_of(reopened(document)[0]))) == 1


def test_boxes_have_width_and_lie_around_their_origin() -> None:
    document, page = blank()
    page.insert_text(PLACE, "189", fontsize=10)
    for glyph in glyphs_of(reopened(document)[0]):
        assert 2 < glyph.box.width < 10
        assert glyph.box.contains(glyph.x, glyph.y)
        assert glyph.box.y0 < glyph.core.y0 < glyph.core.y1 < glyph.box.y1
