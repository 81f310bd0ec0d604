"""The networks on ONNX Runtime."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime

from .networks import Blob
from .weights import Weights


class OnnxNetworks:
    """Both networks, in single precision."""

    def __init__(self, weights: Weights, threads: int = 1) -> None:
        self._detection = _session(weights.detection, threads)
        self._recognition = _session(weights.recognition, threads)
        metadata = self._recognition.get_modelmeta().custom_metadata_map
        self.characters: Sequence[str] = metadata["character"].split("\n")

    def detect(self, blob: Blob) -> Blob:
        return np.asarray(self._detection.run(None, {"x": blob})[0][0, 0], np.float32)

    def recognise(self, blob: Blob) -> Blob:
        return np.asarray(self._recognition.run(None, {"x": blob})[0][0], np.float32)


def _session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # the arena keeps the largest page's memory for ever
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
