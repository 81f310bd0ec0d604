"""Where the weights of the OCR models lie, checked against the manifest in `models/`."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..errors import ModelError

MANIFEST = Path(__file__).parents[2] / "models" / "ocr.json"


@dataclass(frozen=True)
class Weights:
    detection: Path
    recognition: Path


def find_weights(folder: Path | None = None) -> Weights:
    """Return the weights in `folder`, or those of the package the manifest names.

    Raises ModelError when a file is missing or, for the manifest's own files, altered.
    """
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    root = folder or _package_folder(manifest["package"]) / manifest["folder"]
    found = {name: root / entry["file"] for name, entry in manifest["models"].items()}
    for name, path in found.items():
        if not path.is_file():
            raise ModelError(f"找不到 OCR 模型文件 {path}。请运行 make setup 重新安装。")
        if folder is None and _sha256(path) != manifest["models"][name]["sha256"]:
            raise ModelError(f"OCR 模型文件 {path} 与清单不符。请运行 make setup 重新安装。")
    return Weights(found["detection"], found["recognition"])


def _package_folder(package: str) -> Path:
    spec = importlib.util.find_spec(package)  # found, not imported: only its data is wanted
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(f"没有安装带 OCR 模型的软件包 {package}。请运行 make setup。")
    return Path(next(iter(spec.submodule_search_locations)))


@cache
def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
