from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest

from extract.forensics import Clue, Sight, Watch
from extract.forensics import watch as watching
from extract.records import Observation, PageType

from .papers import FILE, WORDS, Setting, document_of, form, place, saved, sight_of, typed

DATES = {"creationDate": "D:20230724120000+08'00'", "modDate": "D:20230808120000+08'00'"}


def hide(page: pymupdf.Page) -> None:
    x, y = place(6, 2)
    page.draw_rect((x - 2, y - 10, x + 60, y + 3), color=None, fill=(1, 1, 1))
    page.insert_text((x, y), "99999.99", fontsize=10)


def seen(
    document: pymupdf.Document, folder: Path, kind: PageType = "form", **told: str
) -> list[Observation]:
    document.set_metadata({**DATES, **told})
    path = saved(document, folder)
    watch = Watch()
    with pymupdf.open(path) as pdf:
        watch.see_file(pdf, document_of(path))
        watch.see_page(sight_of(pdf))
    return list(watch.observations([typed(kind)], WORDS))


def counted(found: list[Observation]) -> list[str]:
    return sorted(one.kind for one in found if one.score >= 0.5)


def test_plain_form_has_nothing_to_tell(tmp_path: Path) -> None:
    assert seen(form()[0], tmp_path, producer="WPS 文字", creator="WPS 文字") == []


def test_odd_figure_counts_on_a_form_and_not_in_the_body(tmp_path: Path) -> None:
    document, _ = form(lambda r, c: Setting("tiro") if (r, c) == (3, 1) else Setting())
    assert counted(seen(document, tmp_path)) == ["font-anomaly"]
    assert seen(document, tmp_path, "body") == []


def test_editor_alone_is_told_without_weight(tmp_path: Path) -> None:
    (found,) = seen(form()[0], tmp_path, producer="Foxit PhantomPDF", creator="WPS 文字")
    assert found.kind == "late-edit"
    assert found.score < 0.5
    assert "15天" in found.detail


def test_editor_beside_another_trace_counts(tmp_path: Path) -> None:
    document, page = form()
    hide(page)
    found = seen(document, tmp_path, producer="Foxit PhantomPDF", creator="WPS 文字")
    assert counted(found) == ["hidden-text", "late-edit"]


def test_editor_that_made_the_file_itself_says_nothing(tmp_path: Path) -> None:
    document, page = form()
    hide(page)
    found = seen(document, tmp_path, producer="PhantomPDF 10", creator="PhantomPDF 10")
    assert counted(found) == ["hidden-text"]


def test_editor_right_after_the_making_says_nothing(tmp_path: Path) -> None:
    soon = "D:20230724120500+08'00'"
    found = seen(form()[0], tmp_path, producer="PhantomPDF", creator="WPS 文字", modDate=soon)
    assert found == []


@pytest.mark.parametrize(("kind", "counts"), [("form", True), ("body", False)])
def test_image_editor_counts_where_figures_are(
    tmp_path: Path, kind: PageType, counts: bool
) -> None:
    found = seen(form()[0], tmp_path, kind, producer="Adobe Photoshop 24", creator="")
    assert counted(found) == (["late-edit"] if counts else [])


def test_merging_tool_and_printer_say_nothing(tmp_path: Path) -> None:
    found = seen(form()[0], tmp_path, producer="iText 5.5", creator="Brother MFC-7880DN")
    assert found == []


def test_revision_with_a_changed_figure_counts(tmp_path: Path) -> None:
    path = saved(form()[0], tmp_path)
    document = pymupdf.open(path)
    hide(document[0])
    document.saveIncr()
    watch = Watch()
    watch.see_file(document, document_of(path))
    watch.see_page(sight_of(document))
    assert counted(list(watch.observations([typed("form")], WORDS))) == ["hidden-text", "late-edit"]


@pytest.mark.parametrize(("after", "counts"), [("1234", False), ("7234", False), ("5234", True)])
def test_layer_that_was_misread_is_forgotten(after: str, counts: bool) -> None:
    clue = Clue("layer-mismatch", FILE, 1, None, "", 0.9, before="1234", after=after)
    watch = Watch(clues=[clue])
    assert counted(list(watch.observations([typed("form")], WORDS))) == (
        ["layer-mismatch"] if counts else []
    )


def test_file_without_an_appended_part_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_bytes(b"%PDF-1.4 nothing")
    watch = Watch()
    watch.see_file(form()[0], document_of(path))
    assert watch.observations([typed("form")], WORDS) == ()


def test_a_look_that_fails_is_told_and_costs_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(sight: Sight) -> Iterator[Clue]:
        raise ZeroDivisionError

    monkeypatch.setattr(watching, "OBSERVERS", (broken,))
    watch = Watch()
    with pymupdf.open(saved(form()[0], tmp_path)) as pdf:
        watch.see_page(sight_of(pdf))
    assert watch.failed == [(FILE, 1, "ZeroDivisionError")]
