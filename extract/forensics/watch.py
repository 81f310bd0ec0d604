"""Collects clues while files are read, and weighs them when it is known what each page is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain

import pymupdf

from ..documents import PDF_ERRORS, Document
from ..file_names import PDF
from ..page_types import TypedPage
from ..records import Observation
from ..trust import Trust
from ..vocabulary import ForensicVocabulary
from .editors import Making, making_of, named, picture_programs
from .images import image_clues
from .layers import is_misreading, layer_clues
from .patches import patch_clues
from .revisions import revision_clues
from .sight import Clue, Sight
from .type import type_clues

RETOUCHED, EDITED, ONLY_NAMED = 0.6, 0.8, 0.3  # scores of an editor's name
ENOUGH = 0.5  # score of another trace that an editor's name needs beside it
OBSERVERS = (patch_clues, type_clues, layer_clues, image_clues)


@dataclass
class Watch:
    """What looks altered in a submission's files."""

    clues: list[Clue] = field(default_factory=list)
    makings: list[Making] = field(default_factory=list)
    programs: dict[tuple[str, int], str] = field(default_factory=dict)  # of a scan's picture
    failed: list[tuple[str, int, str]] = field(default_factory=list)  # file, page, our own error

    def see_file(self, pdf: pymupdf.Document, document: Document) -> None:
        """Look at a file as a whole; what cannot be looked at is passed over."""
        try:
            self.makings.append(making_of(pdf, document.path))
            if document.location.suffix.lower() in PDF and not pdf.is_repaired:
                self.clues.extend(revision_clues(document.location, document.path))
        except PDF_ERRORS:
            return

    def add(self, other: Watch) -> None:
        """Take over what another one has collected."""
        self.clues += other.clues
        self.makings += other.makings
        self.programs |= other.programs
        self.failed += other.failed

    def see_page(self, sight: Sight) -> None:
        """Look at a page while it is open; what cannot be looked at is passed over."""
        try:
            self.clues.extend(chain.from_iterable(look(sight) for look in OBSERVERS))
            if sight.trust is Trust.SCAN and (text := picture_programs(sight.pdf_page)):
                self.programs[sight.page.file, sight.page.number] = text
        except PDF_ERRORS:
            return
        except Exception as error:  # noqa: BLE001 - a look that fails must not cost the page
            self.failed.append((sight.page.file, sight.page.number, type(error).__name__))

    def observations(
        self, typed: Sequence[TypedPage], words: ForensicVocabulary
    ) -> tuple[Observation, ...]:
        """Return the clues as observations, each scored by where it stands."""
        bearing = {
            (one.page.file, one.page.number) for one in typed if one.type in words.figure_pages
        }
        found = [_observation(clue, bearing) for clue in self.clues if not _is_slip(clue, words)]
        found += _by_names(self, found, bearing, words)
        return tuple(one for one in found if one.score > 0)


def _is_slip(clue: Clue, words: ForensicVocabulary) -> bool:
    return clue.kind == "layer-mismatch" and is_misreading(
        clue.before, clue.after, words.confusable
    )


def _observation(clue: Clue, bearing: set[tuple[str, int]]) -> Observation:
    return Observation(
        kind=clue.kind,
        file=clue.file,
        page=clue.page,
        bbox=clue.box,
        detail=clue.detail,
        text=clue.after or clue.before,
        score=clue.score if (clue.file, clue.page) in bearing else clue.elsewhere,
    )


def _by_names(
    watch: Watch,
    found: Sequence[Observation],
    bearing: set[tuple[str, int]],
    words: ForensicVocabulary,
) -> list[Observation]:
    """Return what the names of editing programs say of files that bear figures."""
    traced = {one.file for one in found if one.page and one.score >= ENOUGH}
    named_files = [
        seen
        for making in watch.makings
        if (pages := sorted(page for file, page in bearing if file == making.file))
        for seen in _of_file(making, pages[0], making.file in traced, words)
    ]
    retouched = [
        _editor(file, page, f"页面图像经“{name}”处理", RETOUCHED)
        for (file, page), text in watch.programs.items()
        if (file, page) in bearing and (name := named([text], words.image_editors))
    ]
    return named_files + retouched


def _of_file(
    making: Making, page: int, traced: bool, words: ForensicVocabulary
) -> Iterator[Observation]:
    told = (making.creator, making.producer, making.agents)
    if name := named(told, words.image_editors):
        yield _editor(making.file, page, f"文件由图像编辑软件“{name}”生成或处理", RETOUCHED)
    late = making.delay > timedelta(minutes=words.finishing_minutes)
    name = named(told[1:], words.pdf_editors)
    if name and late and not named([making.creator], [name]):
        detail = f"文件由“{making.creator}”生成，{_ago(making.delay)}后又用“{name}”修改"
        yield _editor(making.file, page, detail, EDITED if traced else ONLY_NAMED)


def _ago(delay: timedelta) -> str:
    if delay.days:
        return f"{delay.days}天"
    minutes = delay.seconds // 60
    return f"{minutes // 60}小时" if minutes >= 60 else f"{minutes}分钟"  # noqa: PLR2004


def _editor(file: str, page: int, detail: str, score: float) -> Observation:
    return Observation(kind="late-edit", file=file, page=page, detail=detail, score=score)
