"""What a loading run counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from archive import Counts


@dataclass
class Summary:
    """How a run went, for the table at its end.

    `aside` are those of the failed that were set aside; `elsewhere` was read by another process
    that shared the batch.
    """

    filed: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    failed: list[tuple[Path, str]] = field(default_factory=list)
    aside: int = 0
    with_errors: int = 0  # of the filed: something in them could not be read
    elsewhere: list[str] = field(default_factory=list)
    page_origins: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    @property
    def pages(self) -> int:
        return sum(self.page_origins.values())

    @property
    def counts(self) -> Counts:
        return Counts(
            filed=len(self.filed),
            known=len(self.known),
            failed=len(self.failed),
            pages=self.pages,
            with_errors=self.with_errors,
            quarantined=self.aside,
            elsewhere=len(self.elsewhere),
        )
