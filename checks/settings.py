"""Thresholds of the checks that no notice sets; each with its unit and its reason."""

from __future__ import annotations

from dataclasses import dataclass

from extract.records import Reading


@dataclass(frozen=True)
class CheckSettings:
    """What can be set about checking; a programme's own conditions are not among it."""

    minimum_confidence: float = 0.95  # of an OCR reading that may accuse: below, look again first
    minimum_line: float = 0.80  # recogniser's score of a body's line whose figures may accuse
    sure_figure: float = (
        0.98  # of every recognised figure of a sum that no published one stands for
    )
    minimum_score: float = 0.5  # of a forensic observation, as its observer scales it
    weak_score: float = 0.3  # of one that is left to a person; under it there is nothing to say
    passage_characters: int = 26  # longer than most turns of phrase that unrelated bodies share
    shared_characters: int = 100  # in such passages that two applicants have in common
    shared_share: float = 0.10  # of the shorter body in such passages; unrelated ones share 0.09
    template_share: float = 0.3  # of a batch holding a passage that makes it everybody's wording
    template_batch: int = 4  # submissions below which a batch does not tell its wording
    departing_share: float = 0.5  # of a role's characters set otherwise than the notice says

    def is_unsure(self, reading: Reading) -> bool:
        """Tell whether a recognised reading is too doubtful to accuse by."""
        return reading.origin == "ocr" and reading.confidence < self.minimum_confidence
