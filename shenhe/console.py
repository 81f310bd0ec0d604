"""Where people are told things: stderr; what another program may read goes to stdout."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from getpass import getuser

from rich.console import Console
from rich.markup import escape

from archive.columns import KINDS, SEVERITIES

FILE_WIDTH = 160  # columns of a table that is not printed on a screen, so that none is cut


def width_for(on_screen: bool, environment: Mapping[str, str]) -> int | None:
    """Return the width of what is printed, None for the screen's own (or what COLUMNS says)."""
    return None if on_screen or "COLUMNS" in environment else FILE_WIDTH


out = Console(width=width_for(sys.stdout.isatty(), os.environ))
people = Console(stderr=True)

SEVERITY_STYLES = {"high": "bold red", "medium": "yellow", "low": "dim"}
MINUTE, HOUR = 60, 3600  # seconds


def person() -> str:
    """Return who the history says it was: the name that the system knows, empty for none."""
    try:
        return getuser()
    except (KeyError, OSError):
        return ""


@contextmanager
def tables_told_to_people(apart: bool) -> Iterator[None]:
    """Print tables to stderr where the standard output is for another program."""
    usual = out.file
    out.file = people.file if apart else usual
    try:
        yield
    finally:
        out.file = usual


def severity_text(severity: str, text: str | None = None) -> str:
    """Return markup of a text in its severity's colour."""
    shown = escape(text) if text is not None else SEVERITIES.get(severity, severity)
    return f"[{SEVERITY_STYLES.get(severity, '')}]{shown}[/]"


def kind_text(kind: str | None) -> str:
    return KINDS.get(kind or "", "类型未定")


def duration(seconds: float) -> str:
    """Return a length of time as people say it."""
    if seconds < MINUTE:
        return f"{seconds:.0f} 秒"
    if seconds < HOUR:
        return f"{seconds / MINUTE:.0f} 分钟"
    return f"{seconds / HOUR:.1f} 小时"
