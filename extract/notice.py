"""What a submission is read against; apart from the pipeline, so that it loads without its engines."""

from __future__ import annotations

from dataclasses import dataclass

from .programme import Programme
from .vocabulary import Vocabulary


@dataclass(frozen=True)
class Notice:
    """What a submission answers, and the words such papers use."""

    programme: Programme
    vocabulary: Vocabulary
