"""Rulings that belong to one table: those that meet."""

from __future__ import annotations

from collections.abc import Sequence

from .pages import Ruling

TOUCH = 5.0  # points within which two rulings meet


def touching(rulings: Sequence[Ruling]) -> list[list[Ruling]]:
    """Group rulings that meet, directly or through others."""
    parent = list(range(len(rulings)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, one in enumerate(rulings):
        for j in range(i):
            if one.horizontal is not rulings[j].horizontal and _meet(one, rulings[j]):
                parent[root(i)] = root(j)
    groups: dict[int, list[Ruling]] = {}
    for index, ruling in enumerate(rulings):
        groups.setdefault(root(index), []).append(ruling)
    return list(groups.values())


def _meet(one: Ruling, other: Ruling) -> bool:
    return (
        one.span[0] - TOUCH <= other.position <= one.span[1] + TOUCH
        and other.span[0] - TOUCH <= one.position <= other.span[1] + TOUCH
    )
