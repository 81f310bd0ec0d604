"""The engine in use: PP-OCR models on ONNX Runtime."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import onnxruntime

from .detection import to_blob, to_quads
from .engine import Image, Line, Quad
from .figures import FigureAlphabet, looks_like_figure
from .recognition import Probabilities, batches, decode
from .weights import Weights


class OnnxEngine:
    """Loads both models once; use one an operating-system process."""

    def __init__(self, weights: Weights, threads: int = 1) -> None:
        self._detection = _session(weights.detection, threads)
        self._recognition = _session(weights.recognition, threads)
        names = self._recognition.get_modelmeta().custom_metadata_map["character"].split("\n")
        self._characters = ["", *names, " "]
        self._figures = FigureAlphabet(self._characters)

    def detect(self, image: Image, side: int) -> list[Quad]:
        (result,) = self._detection.run(None, {"x": to_blob(image, side)})
        height, width = image.shape[:2]
        return to_quads(result[0, 0], width, height)

    def recognise(self, crops: Sequence[Image]) -> list[Line]:
        lines = [Line("")] * len(crops)
        for index, probabilities, share in self._outputs(crops):
            line = decode(probabilities, share, self._characters)
            if looks_like_figure(line.text):
                steps = max(round(len(probabilities) * share), 1)
                line = replace(line, trace=self._figures.trace(probabilities[:steps]))
            lines[index] = line
        return lines

    def _outputs(self, crops: Sequence[Image]) -> Iterator[tuple[int, Probabilities, float]]:
        """Yield (index of the crop, T x C probabilities, share of T that is the crop's own)."""
        for indices, widths, blob in batches(crops):
            (result,) = self._recognition.run(None, {"x": blob})
            for row, index in enumerate(indices):
                yield index, result[row], widths[row] / blob.shape[3]


def _session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # the arena keeps the largest page's memory for ever
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
