"""The kinds of hostile files: one function each, registered under a name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Make = Callable[[], bytes]


@dataclass(frozen=True)
class Bomb:
    """A hostile file: what it is called, its suffix, and how it is made."""

    name: str
    suffix: str
    make: Make


BOMBS: dict[str, Bomb] = {}


def bomb(name: str, suffix: str = ".pdf") -> Callable[[Make], Make]:
    """Register a function that makes the bytes of a hostile file."""

    def register(make: Make) -> Make:
        if name in BOMBS:
            raise ValueError(f"two bombs are called {name}")
        BOMBS[name] = Bomb(name, suffix, make)
        return make

    return register
