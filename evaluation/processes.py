"""Loads that a bench starts, and what processes take of memory and processor."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def start_load(store: Path, batch: Path, *options: str) -> subprocess.Popen[bytes]:
    """Start the program's own load, which says nothing."""
    command = [sys.executable, "-m", "shenhe", "--archive", str(store), "load", str(batch)]
    return subprocess.Popen(
        [*command, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def children(pid: int) -> list[int]:
    """Return the processes that any thread of a process began, none when it is gone."""
    try:
        found = Path(f"/proc/{pid}/task").glob("*/children")
        return [int(child) for one in found for child in one.read_text().split()]
    except OSError:
        return []


def resident(pid: int) -> int:
    """Return the memory that a process holds in bytes, 0 when it is gone."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) << 12
    except (OSError, IndexError):
        return 0


def most_resident(pid: int) -> int:
    """Return the most memory that a process has held so far in bytes, 0 when it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    held = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(held[0]) << 10 if held else 0


def processor(pid: int) -> float:
    """Return the processor seconds that a process has taken, 0 when it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
