"""An archive with an enterprise whose papers agree and a platform, for the tests of commands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest

import archive
from archive import Archive
from extract.records import Record, SourceFile
from shenhe.checking import ArchiveChecker
from shenhe.notices import LoadedNotice, load_notice

from ..archive.examples import filing
from ..checks.records import AUDIT, FORM, enterprise, platform


@pytest.fixture
def loaded() -> LoadedNotice:
    return load_notice()


def file_record(store: Archive, record: Record, source: Path, loaded: LoadedNotice) -> None:
    """Check a record and file it, as loading does."""
    checked = ArchiveChecker(store, loaded)(record)
    one = replace(filing(source, record, content=record.id), report=checked.report)
    store.file(replace(one, fingerprint=checked.fingerprint, shingles=checked.shingles))


def with_originals(store: Archive, record: Record, folder: Path) -> Record:
    """Keep a PDF of as many pages as the record has for each of its files."""
    files = []
    for name in (FORM, AUDIT):
        pages = max((page.page for page in record.pages if page.file == name), default=0)
        with pymupdf.open() as document:
            for _ in range(max(pages, 1)):
                document.new_page(width=595, height=842)
            path = folder / f"{record.id}-{name}"
            path.write_bytes(document.tobytes())
        files.append(SourceFile(path=name, pages=max(pages, 1), sha256=store.put_original(path)))
    return record.model_copy(update={"files": tuple(files)})


@pytest.fixture
def store(tmp_path: Path, loaded: LoadedNotice) -> Iterator[Archive]:
    with archive.open(tmp_path / "归档") as opened:
        for record in (enterprise(id="明理公司"), platform(id="明理平台")):
            whole = with_originals(opened, record, tmp_path)
            file_record(opened, whole, tmp_path / record.id, loaded)
        yield opened
