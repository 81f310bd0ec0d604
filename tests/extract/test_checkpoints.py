"""Pages kept while their submission is being read."""

from __future__ import annotations

import gzip
from dataclasses import MISSING, fields, replace
from pathlib import Path

import numpy as np
import pytest

from extract import pipeline, reading
from extract.checkpoints import FORGOTTEN_AFTER, Checkpoints, Kept, forget_old
from extract.documents import Document
from extract.forensics import Clue, Watch
from extract.geometry import Box, Frame
from extract.ocr.figures import SYMBOLS
from extract.page_ink import kept_ink
from extract.pages import CheckMark, Code, Page, Ruling, Seal, Word

DOCUMENT = Document("附件/审计报告.pdf", Path("审计报告.pdf"), "ab" * 32)
TRACE = np.random.default_rng(0).random((7, len(SYMBOLS) + 1), np.float32)
BOX = Box(1.1, 2.2, 30.3, 4.4)
PAGE = Page(
    file=DOCUMENT.path,
    number=3,
    width=595.3,
    height=float(np.float64(841.9)),
    digital=False,
    frame=Frame(595.3, 841.9),
    rotation=90,
    skew=0.1 + 0.2,
    words=(
        Word(
            "1,234.50", BOX, (1.1, 2.0), 0.7, "ocr", confidences=(0.1, 0.2), traces=(TRACE, TRACE)
        ),
        Word("甲", BOX, (0.0, 1.0)),
    ),
    rulings=(Ruling(BOX, True),),
    pictures=(BOX,),
    seals=(Seal(BOX, "oval", "甲公司", 0.5),),
    codes=(Code(BOX, "http"),),
    check_marks=(CheckMark(BOX, True, 0.9),),
    stray_ink=(BOX,),
    ticks=(BOX,),
    ink=kept_ink(np.full((80, 60), 255, np.uint8), [BOX], 2.5),
    rings=(BOX,),
    notes=("注",),
)
CLUE = Clue("pasted-region", DOCUMENT.path, 3, (1.0, 2.0, 3.0, 4.0), "疑", 0.5)
WATCH = Watch(clues=[CLUE], programs={(DOCUMENT.path, 3): "P"}, failed=[("a", 1, "E")])
KEPT = Kept.of(PAGE, WATCH)


def test_a_page_comes_back_as_it_was(tmp_path: Path) -> None:
    shelf = Checkpoints(tmp_path)
    shelf.keep(DOCUMENT, KEPT)
    found = shelf.find(DOCUMENT, 3)
    assert found is not None
    assert found == KEPT
    assert found.watch == WATCH
    assert found.page.words[0].box.width == BOX.width
    for trace in found.page.words[0].traces:
        assert np.array_equal(trace, TRACE)
        assert trace.dtype == np.float32


def test_every_part_of_a_page_is_kept_here() -> None:
    """A part that is added to pages later has to come back, too."""
    optional = [one for one in fields(Page) if one.default is not MISSING]
    assert [one.name for one in optional if getattr(PAGE, one.name) == one.default] == []


def test_another_page_file_or_content_is_not_found(tmp_path: Path) -> None:
    shelf = Checkpoints(tmp_path)
    shelf.keep(DOCUMENT, KEPT)
    assert shelf.find(DOCUMENT, 4) is None
    assert shelf.find(replace(DOCUMENT, sha256="cd" * 32), 3) is None
    assert shelf.find(replace(DOCUMENT, path="另一份.pdf"), 3) is None
    assert Checkpoints(tmp_path / "other version").find(DOCUMENT, 3) is None
    assert Checkpoints().find(DOCUMENT, 3) is None


@pytest.mark.parametrize(
    "content",
    [b"", b"no gzip", gzip.compress(b"{}"), gzip.compress(b'{"page":'), gzip.compress(b"[1]")[:-5]],
)
def test_what_is_not_whole_is_read_again(tmp_path: Path, content: bytes) -> None:
    shelf = Checkpoints(tmp_path)
    shelf.keep(DOCUMENT, KEPT)
    (path,) = (one for one in tmp_path.rglob("*") if one.is_file())
    path.write_bytes(content)
    assert shelf.find(DOCUMENT, 3) is None


def test_a_page_of_another_place_under_its_name_is_not_taken(tmp_path: Path) -> None:
    shelf = Checkpoints(tmp_path)
    shelf.keep(DOCUMENT, KEPT)
    shelf.keep(DOCUMENT, replace(KEPT, page=replace(PAGE, number=4)))
    one, other = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    one.write_bytes(other.read_bytes())
    found = [shelf.find(DOCUMENT, number) for number in (3, 4)]
    assert [kept.page.number for kept in found if kept] in ([3], [4])


def test_what_nobody_went_on_with_is_forgotten(tmp_path: Path) -> None:
    shelf = Checkpoints(tmp_path / "version")
    shelf.keep(DOCUMENT, KEPT)
    now = (tmp_path / "version" / DOCUMENT.sha256).stat().st_mtime
    forget_old(tmp_path, now + FORGOTTEN_AFTER - 60)
    assert shelf.find(DOCUMENT, 3) is not None
    forget_old(tmp_path, now + FORGOTTEN_AFTER + 60)
    assert shelf.find(DOCUMENT, 3) is None
    forget_old(tmp_path / "none", now)


def test_the_pages_of_one_document_are_forgotten(tmp_path: Path) -> None:
    shelf, other = Checkpoints(tmp_path), replace(DOCUMENT, sha256="cd" * 32)
    for document in (DOCUMENT, other):
        shelf.keep(document, KEPT)
    shelf.forget(DOCUMENT.sha256)
    assert shelf.find(DOCUMENT, 3) is None
    assert shelf.find(other, 3) is not None
    Checkpoints().forget(DOCUMENT.sha256)


def test_a_full_disk_costs_nothing_but_the_page(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    Checkpoints(tmp_path / "file").keep(DOCUMENT, KEPT)


@pytest.mark.engine
def test_a_reading_goes_on_after_the_pages_that_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pymupdf

    from extract.settings import Settings
    from shenhe.child import make_reader
    from shenhe.notices import load_notice

    with pymupdf.open() as pdf:
        for number in range(3):
            page = pdf.new_page(width=595, height=842)
            page.insert_text((80, 100), f"第{number + 1}页", fontname="china-s")
        (tmp_path / "甲.pdf").write_bytes(pdf.tobytes())
    notice = load_notice().notice
    reader = make_reader(notice, Settings())
    monkeypatch.setattr(pipeline, "WORTH_KEEPING", 0.0)
    shelf = Checkpoints(tmp_path / "pages")

    def read(most: int) -> list[int]:
        """Read the file, broken off after some pages; return what had to be read."""
        done: list[int] = []
        real = reading.read_page

        def counted(pdf: object, index: int, *rest: object) -> Page:
            if len(done) == most:
                raise KeyboardInterrupt
            done.append(index + 1)
            return real(pdf, index, *rest)  # type: ignore[arg-type]

        with monkeypatch.context() as patch:
            patch.setattr(pipeline, "read_page", counted)
            record = pipeline.read_submission(
                tmp_path / "甲.pdf", "甲", notice, reader, checkpoints=shelf
            )
        whole = pipeline.read_submission(tmp_path / "甲.pdf", "甲", notice, reader)
        assert record == whole
        return done

    with pytest.raises(KeyboardInterrupt):
        read(2)
    assert read(9) == [3]
    assert read(9) == []
