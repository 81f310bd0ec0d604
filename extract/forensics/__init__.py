"""What was altered in a file, as far as it can be seen; whether it counts is for the checks."""

from .sight import Clue, Sight
from .watch import Watch

__all__ = ["Clue", "Sight", "Watch"]
