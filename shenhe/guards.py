"""The guarded processes in which exports open original files: they came from outside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pydantic import BaseModel

from archive import ArchiveError, Correction
from archive.catalogue import Dossier
from extract.errors import DocumentError
from extract.guarded import GuardedWorker, Work
from extract.limits import Limits
from extract.records import Record

if TYPE_CHECKING:
    from extract.pictures import Order

DRAWING = Limits(page_seconds=30, memory_bytes=1 << 30, file_bytes=64 << 20, open_files=64)
BINDING = Limits(page_seconds=900, memory_bytes=3 << 30, file_bytes=8 << 30, open_files=256)
UNDRAWN = "此页无法显示：绘制时超出了时间或内存的限制。"
UNBOUND = "生成可检索 PDF 时超出了时间或内存的限制，没有导出"


class Bound(BaseModel):
    """What is made into one PDF, where; `originals` are the files by their sha256."""

    folder: Path
    record: Record
    corrections: tuple[Correction, ...]
    originals: dict[str, Path]


class Guards:
    """Draws pages and binds PDFs in processes of their own; a context manager."""

    def __init__(self) -> None:
        self._drawing = GuardedWorker(_drawing, DRAWING, UNDRAWN)
        self._binding = GuardedWorker(_binding, BINDING, UNBOUND)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._drawing.close()
        self._binding.close()

    def draw(self, order: Order) -> bytes:
        """Return a picture; raises DocumentError."""
        return self._drawing.ask(order.model_dump_json().encode())

    def searchable(self, folder: Path, one: Dossier, original: Callable[[str], Path]) -> Path:
        """Write a submission's searchable PDF; raises ArchiveError, see `archive.export_pdf`."""
        files = (file.sha256 for file in one.record.files if file.pages)
        order = Bound(
            folder=folder.resolve(),
            record=one.record,
            corrections=one.corrections,
            originals={sha256: original(sha256).resolve() for sha256 in files},
        )
        try:
            path = self._binding.ask(order.model_dump_json().encode()).decode()
        except DocumentError as error:
            raise ArchiveError(f"{one.record.id}：{error}") from error
        return folder / Path(path).name


# The PDF engine is loaded in the processes only: most exports need none.


def _drawing() -> Work:
    from extract.pictures import drawer

    return drawer()


def _binding() -> Work:
    """Return what binds PDFs in a guarded process; it answers with the name of the file."""
    from archive import export_pdf

    def bind(order: bytes) -> bytes:
        bound = Bound.model_validate_json(order)
        originals = bound.originals.__getitem__
        path = export_pdf.write(bound.folder, bound.record, bound.corrections, originals)
        return path.name.encode()

    return bind
