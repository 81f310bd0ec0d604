"""The networks on OpenVINO."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import openvino

from .networks import Blob
from .weights import Weights


class OpenVinoNetworks:
    """Both networks, compiled for this processor at the precision it is fastest in."""

    def __init__(self, weights: Weights, threads: int = 1) -> None:
        core = openvino.Core()
        model = core.read_model(weights.recognition)
        self.characters: Sequence[str] = (
            model.get_rt_info(["framework", "character"]).astype(str).split("\n")
        )
        self._recognition = _compiled(core, model, threads)
        self._detection = _compiled(core, weights.detection, threads)

    def detect(self, blob: Blob) -> Blob:
        return _run(self._detection, blob)[0, 0]

    def recognise(self, blob: Blob) -> Blob:
        return _run(self._recognition, blob)[0]


def _run(request: openvino.InferRequest, blob: Blob) -> Blob:
    # What comes back lies in the request's own memory until its next run: nobody keeps it longer.
    return np.asarray(
        request.infer({0: blob}, share_inputs=True, share_outputs=True)[0], np.float32
    )


def _compiled(
    core: openvino.Core, model: openvino.Model | Path, threads: int
) -> openvino.InferRequest:
    # Without pinning: every process would take the same core for its own.
    settings = {
        "INFERENCE_NUM_THREADS": threads,
        "NUM_STREAMS": 1,
        "ENABLE_CPU_PINNING": False,
        "PERFORMANCE_HINT": "LATENCY",
    }
    return core.compile_model(model, "CPU", settings).create_infer_request()
