"""`shenhe export`: one format each to its module, all told in Chinese."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rich.markup import escape

from archive import Archive, destination, export_csv, export_json, export_summary, export_xlsx
from checks.codes import CODES
from extract.errors import UsageError

from .console import people
from .notices import LoadedNotice

Writer = Callable[[Archive, Path, LoadedNotice], list[Path]]

TITLES = {code.id: code.title for code in CODES.values()}
WORKBOOK = "申报核对.xlsx"
SUMMARY = "附件3 服务型制造示范遴选申报汇总表.xlsx"


def export_all(store: Archive, folder: Path, format: str, loaded: LoadedNotice) -> None:
    """Write all submissions in a format; raises UsageError for one that is not known."""
    writer = _WRITERS.get(format)
    if writer is None:
        raise UsageError(f"不认识的导出格式“{format}”。可用：{'、'.join(_WRITERS)}")
    destination.make_folder(folder)
    written = writer(store, folder, loaded)
    for path in written[:3]:
        people.print(f"已写 {escape(str(path))}")
    if len(written) > 3:  # noqa: PLR2004
        people.print(f"……共 {len(written)} 个文件")


def _json(store: Archive, folder: Path, loaded: LoadedNotice) -> list[Path]:
    return [export_json.write(folder, dossier) for dossier in store.dossiers()]


def _csv(store: Archive, folder: Path, loaded: LoadedNotice) -> list[Path]:
    return list(export_csv.write(folder, store.dossiers(), loaded.notice.programme, TITLES))


def _xlsx(store: Archive, folder: Path, loaded: LoadedNotice) -> list[Path]:
    path = folder / WORKBOOK
    export_xlsx.write(path, store.dossiers(), loaded.notice.programme, TITLES)
    return [path]


def _summary(store: Archive, folder: Path, loaded: LoadedNotice) -> list[Path]:
    path = folder / SUMMARY
    left_out = export_summary.write(path, store.records(), loaded.notice.programme)
    for id in left_out:
        people.print(f"[yellow]{escape(id)} 的申报类型未能确定，未列入汇总表，请人工补填。[/]")
    return [path]


_WRITERS: dict[str, Writer] = {"json": _json, "csv": _csv, "xlsx": _xlsx, "summary": _summary}
