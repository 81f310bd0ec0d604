"""Rulings that belong together: those of one table, which meet, and those of one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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


def by_position(rulings: Iterable[Ruling], within: float) -> list[list[Ruling]]:
    """Group rulings of one direction of which each lies within so many points of the one before."""
    groups: list[list[Ruling]] = []
    for ruling in sorted(rulings, key=lambda ruling: ruling.position):
        if groups and ruling.position - groups[-1][-1].position <= within:
            groups[-1].append(ruling)
        else:
            groups.append([ruling])
    return groups
