"""How this program is called again, by the page that it serves."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ARCHIVE = "SHENHE_ARCHIVE"


@dataclass(frozen=True)
class Commands:
    """The program's own command line over an archive; see `review.loads.Commands`."""

    archive: Path | str
    programme: str
    accuracy: str | None

    @property
    def environment(self) -> dict[str, str]:
        """The archive is named here, not among the arguments: an address may hold a password."""
        return {ARCHIVE: str(self.archive)}

    def load(self, path: Path) -> list[str]:
        return [*self._start(), "load", str(path)]

    def retry(self, ids: Sequence[str]) -> list[str]:
        return [*self._start(), "retry", "--", *ids]

    def export(self, folder: Path, format: str, ids: Sequence[str]) -> list[str]:
        named = [f"--id={one}" for one in ids]
        return [*self._start(), "export", str(folder), "--format", format, *named]

    def _start(self) -> list[str]:
        accuracy = ["--accuracy", self.accuracy] if self.accuracy else []
        options = ["--programme", self.programme, *accuracy]
        return [sys.executable, "-m", "shenhe", *options]
