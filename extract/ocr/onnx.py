"""The engine in use: PP-OCR models on ONNX Runtime."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import onnxruntime

from .detection import to_blob, to_quads
from .engine import Image, Line, Quad
from .recognition import batches, decode
from .weights import Weights


class OnnxEngine:
    """Loads both models once; use one an operating-system process."""

    def __init__(self, weights: Weights, threads: int = 1) -> None:
        self._detection = _session(weights.detection, threads)
        self._recognition = _session(weights.recognition, threads)
        names = self._recognition.get_modelmeta().custom_metadata_map["character"].split("\n")
        self._characters = ["", *names, " "]

    def detect(self, image: Image, side: int) -> list[Quad]:
        (result,) = self._detection.run(None, {"x": to_blob(image, side)})
        height, width = image.shape[:2]
        return to_quads(result[0, 0], width, height)

    def recognise(self, crops: Sequence[Image]) -> list[Line]:
        lines = [Line("")] * len(crops)
        for indices, widths, blob in batches(crops):
            (result,) = self._recognition.run(None, {"x": blob})
            for row, index in enumerate(indices):
                share = widths[row] / blob.shape[3]
                lines[index] = decode(result[row], share, self._characters)
        return lines


def _session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # the arena keeps the largest page's memory for ever
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
