"""Optical character recognition: the only folder that knows an OCR engine."""

from .engine import Engine, Image, Line, Quad
from .figures import Candidate, Trace, read_figures, support

__all__ = ["Candidate", "Engine", "Image", "Line", "Quad", "Trace", "read_figures", "support"]
