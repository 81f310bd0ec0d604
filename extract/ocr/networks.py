"""What the engine asks of its two networks, whatever runs them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Blob = NDArray[np.float32]


class Networks(Protocol):
    """Runs both networks; use one an operating-system process."""

    @property
    def characters(self) -> Sequence[str]:
        """Return what the recogniser's classes stand for, without the blank and the space."""
        ...

    def detect(self, blob: Blob) -> Blob:
        """Return the H x W map of where text is, of a 1 x 3 x H x W page."""
        ...

    def recognise(self, blob: Blob) -> Blob:
        """Return the T x C probabilities of one 1 x 3 x 48 x W line."""
        ...
