"""What a loading run counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Summary:
    """How a run went, for the table at its end."""

    filed: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    failed: list[tuple[Path, str]] = field(default_factory=list)
    page_origins: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    @property
    def pages(self) -> int:
        return sum(self.page_origins.values())
