"""What the accuracy dial lets pass unseen, and how much of that is right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import BaseModel, ConfigDict

from extract.calibration import Dial

from .comparison import Comparison
from .scores import ORIGINS, READ, All
from .truth import Origin


class Passing(BaseModel):
    """The readings of a set at one position of the dial; values never found are not among them."""

    model_config = ConfigDict(frozen=True)

    accuracy: str  # percent, what the position promises
    origin: Origin | All
    n: int
    passed: int
    right: int  # of those that passed
    caught: int  # wrong ones that a person is shown


def passing(comparisons: Sequence[Comparison], dial: Sequence[Dial]) -> Iterator[Passing]:
    """Yield what passes at each position, of all pages and of each origin."""
    read = [c for c in comparisons if c.group in READ and c.confidence is not None]
    for position in dial:
        for origin in ORIGINS:
            own = [c for c in read if origin in ("all", c.origin)]
            passed = [c for c in own if position.passes(c.confidence or 0.0, printed=c.printed)]
            right = sum(c.right for c in passed)
            wrong = sum(not c.right for c in own)
            if own:
                yield Passing(
                    accuracy=position.accuracy,
                    origin=origin,
                    n=len(own),
                    passed=len(passed),
                    right=right,
                    caught=wrong - (len(passed) - right),
                )
