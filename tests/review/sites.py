"""Sites over small archives, and servers for real browsers."""

from __future__ import annotations

import socket
import sys
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from types import MappingProxyType

import pymupdf
import uvicorn
from fastapi import FastAPI

import archive
from extract.pictures import Order
from extract.records import Record, SourceFile
from review import Accounts, RuleText, Site, WhatIsRead
from review.accounts import Visitor
from review.inbox import Inbox
from review.loads import Loads
from review.painter import Painter
from review.site import Intake
from shenhe.checking import ArchiveChecker, check_again
from shenhe.notices import load_notice

from ..archive.examples import filing
from ..checks.records import AUDIT, FORM

LOCAL = Visitor("张三", "reviewer", "a-token-that-pages-bring-along")
PASSWORD = "correct horse battery"
PAGES_WITH_FIGURES = "80,000,000.00"


class Reader:
    """Stands in for the OCR engine: whatever is asked for, it reads the same."""

    def __init__(self) -> None:
        self.asked: list[Order] = []
        self.closed = False

    def __call__(self, order: Order) -> WhatIsRead:
        self.asked.append(order)
        return WhatIsRead("8100", 0.97)

    def close(self) -> None:
        self.closed = True


class Said:
    """Stands in for the command line: a load does nothing, an export writes what it was told."""

    environment: Mapping[str, str] = MappingProxyType({})

    def load(self, path: Path) -> list[str]:
        return [sys.executable, "-c", "pass"]

    def retry(self, ids: Sequence[str]) -> list[str]:
        return [sys.executable, "-c", "pass"]

    def export(self, folder: Path, format: str, ids: Sequence[str]) -> list[str]:
        script = "import sys; f = sys.argv[1]; import os; os.mkdir(f); open(f + '/a', 'w').write(sys.argv[2])"
        return [sys.executable, "-S", "-c", script, str(folder), " ".join((format, *ids))]


def intake_beside(folder: Path) -> Intake:
    return Intake(Inbox(folder / "inbox"), Loads(Said(), folder / "inbox" / "log"), Said())


def fill(folder: Path, *records: Record) -> Path:
    """Make an archive of records, each with a PDF for each of its files."""
    fill_place(folder, folder.parent, *records)
    return folder


def fill_place(place: Path | str, sources: Path, *records: Record) -> None:
    """Fill an archive in a folder or on a server; `sources` is where the files come from."""
    with archive.open(place) as store:
        for record in records:
            whole = _with_originals(store, record, sources)
            checked = ArchiveChecker(store, load_notice())(whole)
            store.file(filing(sources / record.id, whole, content=record.id, about=checked.report))


def _with_originals(store: archive.Archive, record: Record, folder: Path) -> Record:
    files = []
    for number, name in enumerate(
        dict.fromkeys((FORM, AUDIT, *(one.file for one in record.pages)))
    ):
        pages = max((page.page for page in record.pages if page.file == name), default=1)
        with pymupdf.open() as document:
            for page in range(pages):
                sheet = document.new_page(width=595, height=842)
                sheet.insert_text((72, 112), f"{PAGES_WITH_FIGURES} {record.id} {page + 1}")
            path = folder / f"{number}-{zlib.crc32(record.id.encode())}.pdf"
            path.write_bytes(document.tobytes())
        files.append(SourceFile(path=name, pages=pages, sha256=store.put_original(path)))
    return record.model_copy(update={"files": tuple(files)})


def site_over(folder: Path | str, painter: Painter, accounts: Accounts | None = None) -> Site:
    loaded = load_notice()
    return Site(
        archive=folder,
        programme=loaded.notice.programme,
        dial=loaded.dial,
        rules={"audit-mismatch": RuleText("两边的数不同。", "两个数", "通知", "请核对", "")},
        checker=lambda store: ArchiveChecker(store, loaded),
        check_again=lambda store, ids: check_again(store, loaded, ids),
        accounts=accounts,
        local=LOCAL,
        reread=Reader(),
        sources=loaded.reference.sources,
        intake=intake_beside(folder) if isinstance(folder, Path) else None,
        painter=painter,
    )


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """Run an app on a free port of this machine and give its address."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", lifespan="off"))
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    end = monotonic() + 20
    while not server.started and monotonic() < end:
        sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)
