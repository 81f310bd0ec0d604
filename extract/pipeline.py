"""The way of a submission: files -> pages -> page types -> form, outline, audit report -> record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .attachments import attachments_of
from .audit import read_audit
from .documents import Document, find_documents, opened, unreadable_files
from .errors import DocumentError
from .fields import read_fields
from .forensics import Watch
from .headings import headings_of
from .kinds import kind_of
from .license import read_license
from .notice import Notice
from .page_types import TypedPage, classify
from .pages import Page
from .reading import Reader, read_page
from .records import PageRecord, ReadError, Record, SourceFile
from .styles import styles_of

Progress = Callable[[str, int, int], None]  # file, page read, pages of the file


@dataclass
class Intake:
    """What came of a submission's files."""

    files: list[SourceFile] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    errors: list[ReadError] = field(default_factory=list)
    watch: Watch = field(default_factory=Watch)


def read_submission(
    root: Path, submission: str, notice: Notice, reader: Reader, progress: Progress | None = None
) -> Record:
    """Read one submission, a folder or a single file, into its record.

    What cannot be read is told in the record's `errors`; nothing is raised for bad files.
    """
    return build_record(submission, take_in(root, reader, progress), notice)


def build_record(submission: str, intake: Intake, notice: Notice) -> Record:
    """Make the record of pages that were read."""
    words, programme = notice.vocabulary, notice.programme
    titles = [entry.title for kind in programme.kinds for entry in kind.outline]
    typed = classify(intake.pages, words.page_types, titles)
    marks, units = words.marks, tuple(unit.text for unit in words.words.units)
    kind = kind_of(typed, programme, marks)
    outline = headings_of(typed, kind, programme)
    return Record(
        id=submission,
        kind=kind,
        files=tuple(intake.files),
        pages=tuple(_page_record(page) for page in typed),
        fields=read_fields(typed, kind, programme, marks, units),
        outline=outline,
        audit=read_audit(typed, words),
        license=read_license(typed, words.license),
        attachments=attachments_of(typed),
        styles=styles_of(typed, outline),
        observations=intake.watch.observations(typed, words.forensics),
        errors=tuple(_with_missing_form(intake, typed)),
    )


def take_in(root: Path, reader: Reader, progress: Progress | None = None) -> Intake:
    """Read all pages of a submission's files."""
    intake = Intake()
    for document in find_documents(root):
        try:
            intake.pages.extend(_pages(document, intake, reader, progress))
        except DocumentError as error:
            intake.errors.append(ReadError(file=document.path, message=str(error)))
            intake.files.append(SourceFile(path=document.path, pages=0, sha256=document.sha256))
    for path, message in unreadable_files(root):
        intake.errors.append(ReadError(file=path, message=message))
    if not intake.files:
        intake.errors.append(
            ReadError(file="", message="没有可读的 PDF 或图片文件。请检查提交的文件夹。")
        )
    return intake


def _pages(
    document: Document, intake: Intake, reader: Reader, progress: Progress | None
) -> Iterator[Page]:
    with opened(document, reader.settings) as pdf:
        count = pdf.page_count
        intake.watch.see_file(pdf, document)
        if pdf.is_repaired:
            message = "文件结构有损坏，已按能恢复的部分读取，页面可能不全。请核对原件。"
            intake.errors.append(ReadError(file=document.path, message=message))
        for number in range(count):
            try:
                yield read_page(pdf, number, document.path, reader, intake.watch.see_page)
            except DocumentError as error:
                intake.errors.append(
                    ReadError(file=document.path, page=number + 1, message=str(error))
                )
            if progress is not None:
                progress(document.path, number + 1, count)
    intake.files.append(SourceFile(path=document.path, pages=count, sha256=document.sha256))


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
    )
