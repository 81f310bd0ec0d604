"""The list of plants: each changes one thing in a clean submission and says what has to be raised."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Literal

from checks.reference import Reference
from extract.programme import FieldSpec, KindSpec, Programme
from extract.records import Kind, Record

# Read from the page's own text; recognised surely; recognised with doubt.
Sight = Literal["text", "sure", "doubtful"]
SIGHTS: tuple[Sight, ...] = ("text", "sure", "doubtful")
Mark = tuple[str, str]  # code and key of a finding
COMPANIES: tuple[Kind, ...] = ("enterprise", "platform")
Group = Literal["form", "audit", "identity", "papers", "prose", "others", "harmless"]


@dataclass(frozen=True)
class Bed:
    """A clean submission to plant in; `others` are the rest of its set."""

    record: Record
    programme: Programme
    reference: Reference
    others: tuple[Record, ...]
    rng: Random

    @property
    def kind(self) -> KindSpec | None:
        return next((k for k in self.programme.kinds if k.id == self.record.kind), None)

    @property
    def specs(self) -> tuple[FieldSpec, ...]:
        return (*self.programme.cover.fields, *(self.kind.form.fields if self.kind else ()))

    def spec(self, field: str) -> FieldSpec | None:
        return next((spec for spec in self.specs if spec.id == field), None)


@dataclass(frozen=True)
class Planted:
    """A changed record.

    `wanted` has to be raised besides what follows from the figures; `allowed` may be. `others`
    stand in for the rest of the set where the plant is in two submissions.
    """

    record: Record
    wanted: frozenset[Mark] = frozenset()
    allowed: frozenset[Mark] = frozenset()
    others: tuple[Record, ...] | None = None


Change = Callable[[Bed], Planted | None]


@dataclass(frozen=True)
class Plant:
    """One class of change; `change` gives None where a submission has no place for it.

    An `arithmetic` one wants all that follows from the figures, and is none where nothing does.
    """

    name: str
    title: str  # Chinese, for the report
    group: Group
    kinds: tuple[Kind, ...] | None
    arithmetic: bool
    sights: tuple[Sight, ...]  # under which it can be judged
    change: Change

    @property
    def harmless(self) -> bool:
        return self.group == "harmless"


PLANTS: list[Plant] = []


def plant(
    name: str,
    title: str,
    group: Group,
    kinds: tuple[Kind, ...] | None = None,
    *,
    arithmetic: bool = False,
    sights: tuple[Sight, ...] = SIGHTS,
) -> Callable[[Change], Change]:
    """Register a change under a name of its own; raises ValueError for one that is taken."""

    def register(change: Change) -> Change:
        if any(known.name == name for known in PLANTS):
            raise ValueError(f"two plants are called {name}")
        PLANTS.append(Plant(name, title, group, kinds, arithmetic, sights, change))
        return change

    return register
