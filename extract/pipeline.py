"""The way of a submission: files -> pages -> page types -> form, outline, audit report -> record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from types import MappingProxyType

import pymupdf

from .attachments import attachments_of
from .audit import read_audit
from .calibration import load_calibration
from .checkpoints import WORTH_KEEPING, Checkpoints, Kept
from .confidence import with_confidence
from .documents import Document, find_documents, opened, unreadable_files
from .errors import DocumentError
from .fields import read_fields
from .forensics import Watch
from .headings import headings_of
from .kinds import kind_of
from .license import read_license
from .lost_content import loss, unseen_form, with_warnings
from .notice import Notice
from .page_types import TypedPage, classify
from .pages import Page
from .preparation import Prepared, converted, prepare
from .reading import Reader, read_page
from .records import PageRecord, ReadError, Record, SourceFile
from .sightings import sightings
from .styles import styles_of

Progress = Callable[[str, int, int], None]  # file, page read (0: none yet), pages of the file

NO_CHECKPOINTS = Checkpoints()
OUT_OF_MEMORY = "读取所需内存超出上限，未读取。请核对原件，必要时降低扫描分辨率后重新提交。"


@dataclass
class Intake:
    """What came of a submission's files."""

    files: list[SourceFile] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    errors: list[ReadError] = field(default_factory=list)
    watch: Watch = field(default_factory=Watch)


def read_submission(
    root: Path,
    submission: str,
    notice: Notice,
    reader: Reader,
    progress: Progress = lambda file, page, pages: None,
    refused: Mapping[str, str] = MappingProxyType({}),
    folder: Path | None = None,
    checkpoints: Checkpoints = NO_CHECKPOINTS,
) -> Record:
    """Read one submission, a folder or a single file, into its record.

    `refused` names files that are not opened, with the reason; `folder` is where packed and
    converted files go and stay, a passing one where none is given; pages found in `checkpoints`
    are not read. What cannot be read is told in the record's `errors`; nothing is raised for bad
    files.
    """
    with ExitStack() as passing:
        if folder is None:
            folder = Path(passing.enter_context(TemporaryDirectory(prefix="shenhe-"))) / "intake"
        prepared = prepare(root, folder, refused, lambda name: progress(name, 0, 0))
        intake = take_in(prepared, reader, progress, refused, checkpoints)
        return build_record(submission, intake, notice)


def build_record(submission: str, intake: Intake, notice: Notice) -> Record:
    """Make the record of pages that were read, each reading with its calibrated confidence.

    Raises ModelError where the calibration is missing or not the program's.
    """
    record, typed = draft_record(submission, intake, notice)
    return with_confidence(record, typed, notice.programme, notice.vocabulary, load_calibration())


def draft_record(
    submission: str, intake: Intake, notice: Notice
) -> tuple[Record, Sequence[TypedPage]]:
    """Make the record with raw confidences, and the pages it was made of."""
    words, programme = notice.vocabulary, notice.programme
    titles = [entry.title for kind in programme.kinds for entry in kind.outline]
    typed = classify(intake.pages, words.page_types, titles)
    marks, units = words.marks, tuple(unit.text for unit in words.words.units)
    relative = {head.text: head.back for head in words.words.relative_years}
    kind = kind_of(typed, programme, marks)
    outline = headings_of(typed, kind, programme)
    record = Record(
        id=submission,
        kind=kind,
        files=tuple(intake.files),
        pages=tuple(_page_record(page) for page in typed),
        fields=read_fields(typed, kind, programme, marks, units, relative),
        outline=outline,
        audit=read_audit(typed, words),
        license=read_license(typed, words.license),
        attachments=attachments_of(typed),
        styles=styles_of(typed, outline),
        observations=(
            *intake.watch.observations(typed, words.forensics),
            *sightings(intake.pages),
        ),
        errors=tuple(_with_missing_form(intake, typed)),
    )
    return record, typed


def take_in(
    prepared: Prepared,
    reader: Reader,
    progress: Progress,
    refused: Mapping[str, str],
    checkpoints: Checkpoints = NO_CHECKPOINTS,
) -> Intake:
    """Read all pages of a submission's files."""
    root, intake = prepared.root, Intake()
    for document in find_documents(root):
        progress(document.path, 0, 0)
        try:
            if document.path in refused:
                raise DocumentError(refused[document.path])
            intake.pages.extend(_pages(document, intake, reader, progress, checkpoints))
        except Exception as error:  # noqa: BLE001 - the boundary of a file: the others are read
            intake.errors.append(ReadError(file=document.path, message=_told(error)))
            intake.files.append(SourceFile(path=document.path, pages=0, sha256=document.sha256))
    intake.files += [
        SourceFile(path=one.path, pages=0, sha256=one.sha256) for one in converted(root)
    ]
    intake.errors += [
        ReadError(file=file, page=page, message=f"未能检查此页有无改动痕迹（程序错误 {name}）。")
        for file, page, name in intake.watch.failed
    ]
    for path, message in (*prepared.told, *unreadable_files(root)):
        intake.errors.append(ReadError(file=path, message=message))
    if not intake.files:
        intake.errors.append(
            ReadError(file="", message="没有可读的 PDF 或图片文件。请检查提交的文件夹。")
        )
    return intake


def _pages(
    document: Document,
    intake: Intake,
    reader: Reader,
    progress: Progress,
    checkpoints: Checkpoints,
) -> Iterator[Page]:
    with opened(document, reader.settings) as pdf:
        count = pdf.page_count
        intake.watch.see_file(pdf, document)
        if pdf.is_repaired:
            message = "文件结构有损坏，已按能恢复的部分读取，页面可能不全。请核对原件。"
            intake.errors.append(ReadError(file=document.path, message=message))
        if (unseen := unseen_form(pdf)) is not None:
            intake.errors.append(ReadError(file=document.path, message=unseen))
        for number in range(1, count + 1):
            try:
                kept = checkpoints.find(document, number) or _read(
                    pdf, number, document, intake, reader, checkpoints
                )
                intake.watch.add(kept.watch)
                yield kept.page
            except Exception as error:  # noqa: BLE001 - the boundary of a page
                intake.errors.append(
                    ReadError(file=document.path, page=number, message=_told(error))
                )
            progress(document.path, number, count)
    intake.files.append(SourceFile(path=document.path, pages=count, sha256=document.sha256))


def _read(
    pdf: pymupdf.Document,
    number: int,
    document: Document,
    intake: Intake,
    reader: Reader,
    checkpoints: Checkpoints,
) -> Kept:
    """Read a page and keep it where that took long, unless something must be told of it."""
    start, watch = perf_counter(), Watch()
    page, warnings = with_warnings(
        lambda: read_page(pdf, number - 1, document.path, reader, watch.see_page)
    )
    kept = Kept.of(page, watch)
    if (message := loss(pdf, page, warnings)) is not None:
        intake.errors.append(ReadError(file=document.path, page=number, message=message))
    elif perf_counter() - start > WORTH_KEEPING:
        checkpoints.keep(document, kept)
    return kept


def _told(error: Exception) -> str:
    if isinstance(error, DocumentError):
        return str(error)
    if isinstance(error, MemoryError):
        return OUT_OF_MEMORY
    return f"读取时出现程序错误（{type(error).__name__}: {error}），未读取。请核对原件。"


def _with_missing_form(intake: Intake, typed: Sequence[TypedPage]) -> list[ReadError]:
    if intake.pages and not any(page.type == "form" for page in typed):
        message = "没有找到申报表（表1、表2 或 表3），申报表字段无法读取。"
        return [*intake.errors, ReadError(file="", message=message)]
    return intake.errors


def _page_record(typed: TypedPage) -> PageRecord:
    page = typed.page
    return PageRecord(
        file=page.file,
        page=page.number,
        type=typed.type,
        confidence=round(typed.confidence, 3),
        digital=page.digital,
        rotation=page.rotation,
        skew=page.skew,
        width=round(page.frame.width, 2),
        height=round(page.frame.height, 2),
        text=typed.text,
        runs=typed.runs,
    )
