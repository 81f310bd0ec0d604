"""The guards are real: each is put around a process of its own and tried there."""

from __future__ import annotations

import os
import subprocess
import sys
from mmap import ACCESS_READ, mmap
from pathlib import Path

import pytest

from extract.limits import resident_bytes

START = """
import os, resource, signal, socket, tempfile
from pathlib import Path
from extract.limits import Limits, cap_cpu, cap_memory, guard
limits = Limits(
    page_seconds=1, memory_bytes=64 << 20, plan_bytes=0, file_bytes=1000, open_files=32
)
missing = guard(limits, Path({folder!r}))
"""


def run(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    text = START.format(folder=str(folder)) + script
    return subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("cap_memory(limits); bytearray(256 << 20)", "MemoryError"),
        ("Path(tempfile.mkstemp()[1]).write_bytes(bytes(5000))", "File too large"),
        ("kept = [open('/dev/null') for _ in range(64)]", "Too many open files"),
    ],
)
def test_what_is_over_the_limit_fails(script: str, said: str, tmp_path: Path) -> None:
    assert said in run(script, tmp_path).stderr


def test_what_is_within_the_limits_works(tmp_path: Path) -> None:
    done = run(
        "cap_memory(limits); b = bytearray(16 << 20)\n"
        "with tempfile.NamedTemporaryFile() as file: file.write(b'x' * 500); print(file.name)\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE)[0], int(signal.getsignal(signal.SIGINT)))",
        tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(tmp_path))
    assert "0 1" in done.stdout  # no core dump, and Ctrl-C is left to the parent


def test_a_page_that_never_ends_is_ended_by_the_system(tmp_path: Path) -> None:
    done = run("cap_cpu(limits, 1)\nwhile True: pass", tmp_path)
    assert done.returncode < 0


def test_no_connection_leaves_the_process_where_the_system_can_cut_it_off(tmp_path: Path) -> None:
    done = run(
        "if '断开网络' in missing: print('OSError')\n"
        "else:\n"
        "    try: socket.create_connection(('127.0.0.1', 9), 1)\n"
        "    except ConnectionRefusedError: print('reached')\n"
        "    except OSError: print('OSError')",
        tmp_path,
    )
    assert done.stdout.strip() == "OSError"


def test_the_memory_of_a_process_is_seen_from_outside() -> None:
    assert resident_bytes(os.getpid()) > 1 << 20
    assert resident_bytes(2**30) == 0


def test_pages_of_a_mapped_file_are_not_its_own(tmp_path: Path) -> None:
    size = 64 << 20
    path = tmp_path / "mapped"
    path.write_bytes(b"x" * size)
    before = resident_bytes(os.getpid())
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as mapped:
        assert sum(mapped[:: 1 << 12]) > 0
        assert resident_bytes(os.getpid()) - before < size / 2
