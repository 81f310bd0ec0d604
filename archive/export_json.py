"""One JSON file per submission, in the published shape of `record.json`."""

from __future__ import annotations

import json
from pathlib import Path

from .catalogue import Dossier
from .destination import safe_name, writing

STATED = {"code", "key", "state", "message"}  # of a comparison; its readings stand in the record
UNPUBLISHED = {"pages": {"__all__": {"runs"}}}


def write(folder: Path, dossier: Dossier) -> Path:
    """Write `<id>.json` into a folder that is there: the record, its findings and comparisons."""
    content = dossier.record.model_dump(mode="json", exclude=UNPUBLISHED)
    content["findings"] = [one.model_dump(mode="json") for one in dossier.report.findings]
    outcomes = dossier.report.outcomes
    content["outcomes"] = [one.model_dump(mode="json", include=STATED) for one in outcomes]
    path = folder / f"{safe_name(dossier.record.id)}.json"
    with writing(path) as part:
        text = json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False)
        part.write_text(text + "\n", encoding="utf-8")
    return path
