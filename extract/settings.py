"""What can be set about reading; parsed once by the command line and handed on."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

PIPELINE_VERSION = "3"


@dataclass(frozen=True)
class Settings:
    """Limits and resolutions of reading; a change of any of them makes a new reading."""

    dpi: int = 200  # of rendered pages: 9 pt print is then 25 px high, what the recogniser needs
    detection_side: int = 1056  # px, longer side of the page for text detection
    threads: int = 1  # of the OCR engine in one process
    max_pages: int = 1000  # of one file
    max_pixels: int = 60_000_000  # of one rendered page
    max_file_bytes: int = 512 * 1024 * 1024
    models: Path | None = None  # folder with other weights

    @property
    def key(self) -> str:
        """Return what, besides the bytes of the files, decides the result of reading."""
        values = {name: value for name, value in asdict(self).items() if name != "threads"}
        return f"{PIPELINE_VERSION}:" + ",".join(f"{k}={v}" for k, v in sorted(values.items()))
