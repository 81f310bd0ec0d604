"""Files that are handed out: to be saved, never to be opened in the browser."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from starlette.background import BackgroundTask
from starlette.responses import FileResponse


def attached(path: Path, name: str, afterwards: BackgroundTask | None = None) -> FileResponse:
    """Return a file under a name of any characters; `afterwards` is done when it is sent."""
    return FileResponse(
        path,
        media_type="application/octet-stream",
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"},
        background=afterwards,
    )
