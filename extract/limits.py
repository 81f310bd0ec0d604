"""What a process that opens files from outside may use, and the guards that hold it to that."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

CLONE_NEWNET = 0x40000000  # linux/sched.h
PR_SET_PDEATHSIG = 1  # linux/prctl.h
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Limits:
    """Limits of one reading process; those of time start anew with every page."""

    page_seconds: int = 120  # a scanned page takes two to five
    memory_bytes: int = 2 << 30  # beyond what the loaded engine takes
    plan_bytes: int = 3 << 29  # that the engine reserves, mostly unused, as it meets new widths
    file_bytes: int = 1 << 30  # of a file it writes
    open_files: int = 256


def guard(limits: Limits, folder: Path) -> tuple[str, ...]:
    """Put all guards but the memory's around this process; return those this system has not.

    `folder` becomes the folder of its temporary files. Ctrl-C is left to the parent, which ends
    its children itself.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
    return tuple(name for name, put in _guards(limits) if not _holds(put))


def _guards(limits: Limits) -> Iterator[tuple[str, Callable[[], None]]]:
    yield "不留内存转储", lambda: _cap(resource.RLIMIT_CORE, 0)
    yield "写出文件大小", lambda: _cap(resource.RLIMIT_FSIZE, limits.file_bytes)
    yield "打开文件数", lambda: _cap(resource.RLIMIT_NOFILE, limits.open_files)
    yield "随主进程结束", lambda: _call("prctl", PR_SET_PDEATHSIG, int(signal.SIGKILL))
    yield "断开网络", lambda: _call("unshare", CLONE_NEWNET)


def _holds(put: Callable[[], None]) -> bool:
    try:
        put()
    except (OSError, ValueError, AttributeError):
        return False
    return True


def _cap(kind: int, limit: int) -> None:
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(kind, (limit, hard))


def _call(name: str, *arguments: int) -> None:
    """Call a function of the C library; raises OSError when the system refuses."""
    if getattr(ctypes.CDLL(None, use_errno=True), name)(*arguments):
        raise OSError(ctypes.get_errno(), name)


def cap_memory(limits: Limits) -> None:
    """Let this process take so much more than it has now; an allocation beyond that fails.

    The data segment is capped (private writable memory), not the address space, of which the OCR
    engine reserves far more than it uses.
    """
    data_pages = int(Path("/proc/self/statm").read_text().split()[5])
    _cap(resource.RLIMIT_DATA, data_pages * PAGE_BYTES + limits.memory_bytes + limits.plan_bytes)


def cap_cpu(limits: Limits, threads: int) -> None:
    """Give the next page its processor time; past it the system ends the process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime)
    _cap(resource.RLIMIT_CPU, spent + limits.page_seconds * threads + 1)


def memory_kills() -> int:
    """Return how many processes this system has ended for want of memory since it started."""
    try:
        told = dict(line.split() for line in Path("/proc/vmstat").read_text().splitlines())
    except (OSError, ValueError):
        return 0
    return int(told.get("oom_kill", 0))


def resident_bytes(pid: int) -> int:
    """Return the memory that a process holds for itself; 0 when it is gone.

    Not counted are pages of files it has mapped: libraries come in as they are first used, and
    the system takes such pages back when it needs them.
    """
    try:
        resident, shared = Path(f"/proc/{pid}/statm").read_text().split()[1:3]
        return (int(resident) - int(shared)) * PAGE_BYTES
    except (OSError, IndexError):
        return 0
