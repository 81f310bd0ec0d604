"""The list of changes to a page of a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Literal

from extract.geometry import Box

PageGroup = Literal["page", "page-harmless"]
Codes = tuple[str, ...]  # any of which answers for the change


@dataclass(frozen=True)
class Spot:
    """A figure on a page: its text as printed and its box, in points of the displayed page."""

    page: int  # from 0
    text: str
    box: Box


@dataclass(frozen=True)
class Sheet:
    """A copy of a file to change, and the figures on the page that is changed."""

    path: Path
    spots: tuple[Spot, ...]  # in a random order
    rng: Random

    @property
    def page(self) -> int:
        return self.spots[0].page


PageChange = Callable[[Sheet], int | None]


@dataclass(frozen=True)
class PagePlant:
    """One class of change to a page.

    `change` alters the file in its place and gives the place of the page in it then; None where
    it could not. Any of `codes` has to be raised for the page, or for the file; none where the
    change is harmless.
    """

    name: str
    title: str
    group: PageGroup
    scanned: bool  # of a page that is a picture
    codes: Codes
    change: PageChange

    @property
    def harmless(self) -> bool:
        return self.group == "page-harmless"


PAGE_PLANTS: list[PagePlant] = []


def page_plant(
    name: str, title: str, *codes: str, scanned: bool = False
) -> Callable[[PageChange], PageChange]:
    """Register a change to a page; one that no code answers for is harmless."""

    def register(change: PageChange) -> PageChange:
        group: PageGroup = "page" if codes else "page-harmless"
        PAGE_PLANTS.append(PagePlant(name, title, group, scanned, codes, change))
        return change

    return register
