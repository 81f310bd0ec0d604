"""Finds rulings and boxes of pages for drawing; the engine is loaded with the first page."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import pymupdf

from extract.errors import DocumentError
from extract.layout import lay_out
from extract.pages import Page
from extract.reading import Reader
from extract.settings import Settings

from .child import make_reader
from .notices import LoadedNotice


def layout_finder(loaded: LoadedNotice) -> Callable[[pymupdf.Document, int, str], Page | None]:
    return _Finder(loaded).find


class _Finder:
    def __init__(self, loaded: LoadedNotice) -> None:
        self._notice = loaded.notice

    @cached_property
    def _reader(self) -> Reader:
        return make_reader(self._notice, Settings())

    def find(self, document: pymupdf.Document, index: int, file: str) -> Page | None:
        try:
            return lay_out(document, index, file, self._reader)
        except DocumentError:  # the page is drawn without them
            return None
