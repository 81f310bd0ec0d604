"""The command line: the one place that knows all the others."""

__version__ = "0.1.0"
