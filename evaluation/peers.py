"""The readers that a user could take instead, each in an environment of its own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Setting = Literal["default", "best"]
OWN = "shenhe"
PYTHON = Path("bin", "python")


@dataclass(frozen=True)
class Peer:
    """What it is called, which packages it needs, and whether it reads pixels or a page's own text.

    "best" is one thread a process without what upright pages do not need, "default" as it comes.
    """

    name: str
    environment: str
    packages: tuple[str, ...]
    scans: bool
    settings: tuple[Setting, ...] = ("default",)


RAPIDOCR = ("rapidocr==3.10.0", "onnxruntime==1.32.0", "openvino==2026.4.1", "pymupdf==2.0")
DIGITAL = ("pdfplumber==0.11.10", "pymupdf4llm==2.0", "docling-parse==7.23.1", "pymupdf==2.0")
PADDLE = ("paddleocr==3.7.0", "rapidocr==3.10.0", "onnxruntime==1.32.0", "pymupdf==2.0")
BOTH: tuple[Setting, ...] = ("default", "best")
PEERS = (
    Peer("rapidocr-openvino", "rapidocr", RAPIDOCR, True, BOTH),
    Peer("rapidocr-onnxruntime", "rapidocr", RAPIDOCR, True, BOTH),
    Peer("paddleocr", "paddleocr", PADDLE, True, BOTH),
    Peer("tesseract", "rapidocr", RAPIDOCR, True, BOTH),
    Peer("pdfplumber", "digital", DIGITAL, False),
    Peer("pymupdf4llm", "digital", DIGITAL, False),
    Peer("docling-parse", "digital", DIGITAL, False),
    Peer("rapiddoc", "rapiddoc", ("rapid-doc==0.9.11", "onnxruntime==1.32.0"), False),
)

# PaddleOCR takes a model as a folder with its settings beside it. Its own weights are on no package
# index: it gets the same small ones as everybody here.
_PADDLE_MODELS = """
import pathlib, shutil, sys
import onnxruntime, yaml
from importlib.util import find_spec
weights = pathlib.Path(find_spec("rapidocr").submodule_search_locations[0]) / "models"
spread = {"mean": [0.5] * 3, "std": [0.5] * 3, "scale": "1./255.", "order": "hwc"}
def decode(): return {"DecodeImage": {"channel_first": False, "img_mode": "BGR"}}
def write(kind, before, after):
    folder = pathlib.Path(sys.argv[1]) / kind
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(weights / f"PP-OCRv6_{kind}_small.onnx", folder / "inference.onnx")
    told = {"Global": {"model_name": f"PP-OCRv6_small_{kind}"},
            "PreProcess": {"transform_ops": [decode(), *before]}, "PostProcess": after}
    (folder / "inference.yml").write_text(yaml.safe_dump(told, allow_unicode=True), "utf-8")
session = onnxruntime.InferenceSession(str(weights / "PP-OCRv6_rec_small.onnx"))
characters = session.get_modelmeta().custom_metadata_map["character"].split("\\n")
keys = {"keep_keys": ["image", "shape", "polys", "ignore_tags"]}
write("det", [{"DetResizeForTest": {"resize_long": 960}}, {"NormalizeImage": spread},
              {"ToCHWImage": None}, {"KeepKeys": keys}],
      {"name": "DBPostProcess", "thresh": 0.3, "box_thresh": 0.6, "max_candidates": 1000,
       "unclip_ratio": 1.5})
write("rec", [{"RecResizeImg": {"image_shape": [3, 48, 320]}}],
      {"name": "CTCLabelDecode", "character_dict": characters})
"""


def set_up(folder: Path) -> None:
    """Make the environments in a folder; what fails is told, and missing from the runs."""
    for peer in {peer.environment: peer for peer in PEERS}.values():
        python = folder / peer.environment / PYTHON
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", folder / peer.environment], check=True)
        # Wheels alone: nothing is built here.
        pip = [str(python), "-m", "pip", "install", "--quiet", "--only-binary", ":all:"]
        done = subprocess.run([*pip, *peer.packages], check=False)
        sys.stdout.write(f"{peer.environment}: {'failed' if done.returncode else 'installed'}\n")
    python = folder / "paddleocr" / PYTHON
    models = [str(python), "-c", _PADDLE_MODELS, str(folder / "paddle-models")]
    subprocess.run(models, check=False)
    if shutil.which("tesseract") is None:
        sys.stdout.write("tesseract: missing (apt-get install tesseract-ocr-chi-sim)\n")


def command(name: str, setting: Setting, folder: Path) -> list[str] | None:
    """Return the call that starts a reader, None where it is not installed."""
    if name == OWN:
        return [sys.executable, "-m", "evaluation.own_reader"]
    peer = next(peer for peer in PEERS if peer.name == name)
    python = folder / peer.environment / PYTHON
    program = shutil.which("tesseract") if name == "tesseract" else ""
    if program is None or not python.exists():
        return None
    extra = program or str(folder / "paddle-models")
    script = Path(__file__).parent / "peer_reader.py"
    return [str(python), str(script), name, setting, extra]
