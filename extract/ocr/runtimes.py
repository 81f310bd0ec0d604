"""Which runtime the networks run on."""

from __future__ import annotations

from importlib.util import find_spec

from .networks import Networks
from .weights import Weights


def load_networks(weights: Weights, threads: int = 1) -> Networks:
    """Load both networks on OpenVINO, or on ONNX Runtime where that is not installed.

    OpenVINO reckons in bfloat16 where the processor can, which takes less than half the time.
    """
    if find_spec("openvino") is not None:
        from .openvino import OpenVinoNetworks

        return OpenVinoNetworks(weights, threads)
    from .onnx import OnnxNetworks

    return OnnxNetworks(weights, threads)
