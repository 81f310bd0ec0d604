"""Optical character recognition: the only folder that knows an OCR engine."""

from .engine import Engine, Image, Line, Quad

__all__ = ["Engine", "Image", "Line", "Quad"]
