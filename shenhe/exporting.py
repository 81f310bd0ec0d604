"""`shenhe export`: one format each to its module, all told in Chinese."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.markup import escape
from rich.progress import Progress

from archive import (
    Archive,
    destination,
    export_csv,
    export_json,
    export_parquet,
    export_summary,
    export_xlsx,
    export_zip,
)
from archive.catalogue import Dossier
from checks.codes import CODES
from extract.errors import UsageError
from extract.programme import Programme

from .console import people
from .guards import Guards
from .notices import LoadedNotice


@dataclass(frozen=True)
class Order:
    """What is exported where: all submissions, or some."""

    store: Archive
    folder: Path
    loaded: LoadedNotice
    ids: tuple[str, ...]
    guards: Guards

    @property
    def programme(self) -> Programme:
        return self.loaded.notice.programme

    @property
    def dossiers(self) -> Iterator[Dossier]:
        return self.store.dossiers(self.ids)


Writer = Callable[[Order], list[Path]]

TITLES = {code.id: code.title for code in CODES.values()}
WORKBOOK = "申报核对.xlsx"
SUMMARY = "附件3 服务型制造示范遴选申报汇总表.xlsx"


def export_all(
    store: Archive,
    folder: Path,
    format: str,
    loaded: LoadedNotice,
    ids: Sequence[str] | None = None,
) -> None:
    """Write submissions in a format, all unless some are named.

    Raises UsageError for a format that is not known.
    """
    writer = _WRITERS.get(format)
    if writer is None:
        raise UsageError(f"不认识的导出格式“{format}”。可用：{'、'.join(_WRITERS)}")
    destination.make_folder(folder)
    with Guards() as guards:
        written = writer(Order(store, folder, loaded, tuple(ids or store.ids()), guards))
    for path in written[:3]:
        people.print(f"已写 {escape(str(path))}")
    if len(written) > 3:  # noqa: PLR2004
        people.print(f"……共 {len(written)} 个文件")


def _each(order: Order, write: Callable[[Dossier], Path]) -> list[Path]:
    """Write a file a submission and tell how far it is."""
    with Progress(console=people, transient=True) as progress:
        dossiers = progress.track(order.dossiers, total=len(order.ids), description="导出")
        return [write(one) for one in dossiers]


def _json(order: Order) -> list[Path]:
    return _each(order, lambda one: export_json.write(order.folder, one))


def _csv(order: Order) -> list[Path]:
    return list(export_csv.write(order.folder, order.dossiers, order.programme, TITLES))


def _parquet(order: Order) -> list[Path]:
    return export_parquet.write(order.folder, order.dossiers, order.programme, TITLES)


def _xlsx(order: Order) -> list[Path]:
    path = order.folder / WORKBOOK
    export_xlsx.write(path, order.dossiers, order.programme, order.loaded.dial, TITLES)
    return [path]


def _summary(order: Order) -> list[Path]:
    path = order.folder / SUMMARY
    records = (one.record for one in order.dossiers)
    left_out = export_summary.write(path, records, order.programme)
    for id in left_out:
        people.print(f"[yellow]{escape(id)} 的申报类型未能确定，未列入汇总表，请人工补填。[/]")
    return [path]


def _pdf(order: Order) -> list[Path]:
    return _each(order, lambda one: _searchable(order.folder, order, one))


def _report(order: Order) -> list[Path]:
    return _each(order, lambda one: _told(order.folder, order, one))


def _zip(order: Order) -> list[Path]:
    return _each(order, lambda one: _everything(order, one))


def _searchable(folder: Path, order: Order, one: Dossier) -> Path:
    return order.guards.searchable(folder, one, order.store.original)


def _told(folder: Path, order: Order, one: Dossier) -> Path:
    from archive import export_report  # here: only this format needs the PDF engine

    return export_report.write(
        folder, one, order.programme, TITLES, order.store.original, order.guards.draw
    )


def _everything(order: Order, one: Dossier) -> Path:
    id = one.record.id
    return export_zip.write(
        order.folder,
        id,
        one.record.files,
        order.store.events(id),
        order.store.original,
        (
            lambda made: export_json.write(made, one),
            lambda made: _searchable(made, order, one),
            lambda made: _told(made, order, one),
            lambda made: export_xlsx.write(
                made / WORKBOOK, [one], order.programme, order.loaded.dial, TITLES
            ),
        ),
    )


_WRITERS: dict[str, Writer] = {
    "json": _json,
    "csv": _csv,
    "parquet": _parquet,
    "xlsx": _xlsx,
    "summary": _summary,
    "pdf": _pdf,
    "report": _report,
    "zip": _zip,
}
