"""`shenhe doctor`: whether this machine has what the program needs, and a page read to prove it."""

from __future__ import annotations

import multiprocessing
import os
import platform
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

import pymupdf
from rich.markup import escape
from rich.table import Table

import archive
from extract.conversion import office_program
from extract.errors import ShenheError
from extract.limits import Limits, guard
from extract.ocr.weights import find_weights
from extract.records import Record
from extract.settings import Settings

from .attempts import Task
from .console import out
from .load import default_jobs
from .notices import LoadedNotice
from .workers import read_all

SHOWN = "设备总数壹佰台"  # what the page of the self-test says
LEAST_FREE = 5 << 30  # bytes; a thousand scanned pages take about 1 GB
LEAST_MEMORY = 2 << 30  # bytes a process, with room for a large page
LIBRARIES = ("pymupdf", "onnxruntime", "opencv-python-headless", "apsw", "numpy", "pydantic")


@dataclass(frozen=True)
class Examined:
    """One thing looked at: `state` is right, lacking (the program works without) or wrong."""

    name: str
    state: str
    told: str


MARKS = {"right": "[green]正常[/]", "lacking": "[yellow]注意[/]", "wrong": "[bold red]不行[/]"}


def examine(place: Path | str, loaded: LoadedNotice) -> Iterator[Examined]:
    """Yield what is found of the program, the machine and the archive."""
    yield from _program(loaded)
    yield from _machine(place if isinstance(place, Path) else Path.cwd())
    yield _guards()
    yield _archive(place)
    yield from _self_test(loaded)


def print_examination(found: Sequence[Examined]) -> bool:
    """Print what was found; tell whether nothing is wrong."""
    table = Table(title="体检", title_justify="left")
    for name in ("项目", "结果", "说明"):
        table.add_column(name, overflow="fold")
    for one in found:
        table.add_row(one.name, MARKS[one.state], escape(one.told))
    out.print(table)
    return all(one.state != "wrong" for one in found)


def _program(loaded: LoadedNotice) -> Iterator[Examined]:
    found = "，".join(f"{name} {version(name)}" for name in LIBRARIES)
    yield Examined("程序库", "right", f"Python {platform.python_version()}，{found}")
    try:
        weights = find_weights()
    except ShenheError as error:
        yield Examined("识别模型", "wrong", str(error))
    else:
        yield Examined("识别模型", "right", f"校验值相符：{weights.recognition.parent}")
    yield Examined("申报通知", "right", f"数据版本 {loaded.version}")
    program = office_program()
    state, told = ("right", program) if program else ("lacking", "未安装；Word 等文件不能直接读")
    yield Examined("LibreOffice", state, told)


def _machine(folder: Path) -> Iterator[Examined]:
    cores, memory = default_jobs(), os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    state = "right" if memory >= cores * LEAST_MEMORY else "lacking"
    told = f"{cores} 核，内存 {memory >> 30} GB"
    yield Examined(
        "处理器和内存", state, told if state == "right" else f"{told}；请用 --jobs 少开进程"
    )
    for name, place in (("归档所在磁盘", folder), ("临时文件夹", Path(tempfile.gettempdir()))):
        free = shutil.disk_usage(
            next(p for p in (place, *place.resolve().parents) if p.exists())
        ).free
        state = "right" if free >= LEAST_FREE else "lacking"
        yield Examined(name, state, f"{place}：剩余 {free >> 30} GB")


def _guards() -> Examined:
    """Put the guards around a process of its own and ask which did not hold."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    with tempfile.TemporaryDirectory(prefix="shenhe-") as folder:
        process = context.Process(target=_tell_guards, args=(theirs, Path(folder)))
        process.start()
        theirs.close()
        missing: Sequence[str] = ours.recv()
        process.join()
    if missing:
        return Examined("读取防护", "lacking", "本机不支持：" + "、".join(missing))
    return Examined("读取防护", "right", "内存、时间、文件大小受限，读取进程断网")


def _tell_guards(pipe: object, folder: Path) -> None:
    send: Callable[[object], None] = pipe.send  # type: ignore[attr-defined]
    send(guard(Limits(), folder))


def _archive(place: Path | str) -> Examined:
    if isinstance(place, Path) and not place.exists():
        return Examined("归档", "right", f"{place} 还没有，load 时会建立")
    try:
        with archive.open(place, create=False, write=False) as store:
            return Examined("归档", "right", f"{store.where}：{len(store.ids())} 份")
    except ShenheError as error:
        return Examined("归档", "wrong", str(error))


def _self_test(loaded: LoadedNotice) -> Iterator[Examined]:
    """Read a page with its own text and the same page as a picture."""
    with tempfile.TemporaryDirectory(prefix="shenhe-") as name:
        for title, make in (("自测·电子页", _digital_page), ("自测·扫描页", _scanned_page)):
            path = Path(name) / f"{make.__name__}.pdf"
            path.write_bytes(make())
            start = perf_counter()
            try:
                (done,) = read_all([Task(path, "自测")], loaded.notice, Settings(), 1)
            except ShenheError as error:
                yield Examined(title, "wrong", str(error))
                continue
            seconds = perf_counter() - start
            read = done.record is not None and SHOWN in _text(done.record)
            told = f"读出“{SHOWN}”，连启动 {seconds:.1f} 秒" if read else f"没有读出“{SHOWN}”"
            yield Examined(title, "right" if read else "wrong", told)


def _text(record: Record) -> str:
    return "".join("".join(page.text.split()) for page in record.pages)


def _digital_page() -> bytes:
    with pymupdf.open() as document:
        page = document.new_page(width=595, height=842)
        page.insert_text((90, 120), SHOWN, fontname="china-s", fontsize=16)
        return bytes(document.tobytes())


def _scanned_page() -> bytes:
    with pymupdf.open(stream=_digital_page()) as printed, pymupdf.open() as document:
        page = document.new_page(width=595, height=842)
        page.insert_image(page.rect, stream=printed[0].get_pixmap(dpi=200).tobytes("jpg"))
        return bytes(document.tobytes())
