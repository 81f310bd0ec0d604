"""What a loading process is called in the archive, so that others can tell whether it still lives."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from extract.limits import memory_kills

SYSTEM = Path("/proc/sys/kernel/random/boot_id")
PARTS = 6  # of a name
STARTED = 19  # place of the start time among what /proc/PID/stat says after the program's name


def own_name() -> str:
    """Return a name of this process, to be asked for once.

    It says the machine, the start of its system, which processes it sees, the process's number and
    start, and how many the system had ended for want of memory by then.
    """
    return "/".join((*_machine(), str(os.getpid()), _start(os.getpid()), str(memory_kills())))


def is_gone(name: str) -> bool:
    """Tell whether a process is known to be gone; of another machine's nothing is known."""
    host, boot, seen, pid, start = _parts(name)[:5]
    own_host, own_boot, own_seen = _machine()
    if host != own_host or not pid.isdecimal():
        return False
    if boot != own_boot:
        return True
    return seen == own_seen and _start(int(pid)) != start


def was_killed(name: str) -> bool:
    """Tell whether a process that is gone was ended from outside, so that its work is not to blame.

    Neither did its machine start anew, nor did the system end anything for want of memory.
    """
    host, boot, *_, kills = _parts(name)
    return (host, boot) == _machine()[:2] and kills == str(memory_kills())


def _parts(name: str) -> list[str]:
    return (name.split("/") + [""] * PARTS)[:PARTS]


def _machine() -> tuple[str, str, str]:
    """Return what tells this machine, this start of it, and this view of its processes apart."""
    boot = SYSTEM.read_text().strip() if SYSTEM.exists() else ""
    try:
        seen = str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        seen = ""
    return socket.gethostname().replace("/", "-"), boot, seen


def _start(pid: int) -> str:
    """Return when a process started, in ticks of the system; empty when it is gone."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return ""
    fields = told.rpartition(")")[2].split()
    return "" if fields[0] in "ZX" else fields[STARTED]
