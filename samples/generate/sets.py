"""Sets of submissions: a random one for evaluation, and the small one that is shipped."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .applicants import make_enterprise, make_platform
from .binding import Plan, bind
from .districts import make_district
from .facts import Applicant
from .forgeries import DIGITAL_ONLY, SCANNED_ONLY
from .marking import WAYS
from .pairs import PAIRS, handed_in_again
from .parts import Part, lay_out
from .planters import PLANTERS, plant
from .prose import words
from .style import make_style
from .tricks import apply_tricks

MAKERS = {"enterprise": make_enterprise, "platform": make_platform, "district": make_district}


@dataclass
class Order:
    """One submission to be made."""

    id: str
    kind: str
    family: str
    plan: Plan
    defects: list[str] = field(default_factory=list)
    full: bool = False
    longer: bool = False
    small: bool = False
    group: bool = False
    style: dict[str, object] = field(default_factory=dict)
    pairs: dict[str, str] = field(default_factory=dict)
    copy_of: str = ""
    forms_only: bool = False  # the cover and the form alone


def make(order: Order, rng: random.Random, place: int) -> Applicant:
    """The applicant of an order, its own defects planted; `place` keeps names in a set apart."""
    listed = words("profiles")
    style = make_style(order.family, rng, **order.style)
    roots, districts = listed["roots"], listed["districts"]
    profiles = listed.get(order.kind, [{}])
    places = districts if order.kind == "district" else districts[-7:]
    applicant = MAKERS[order.kind](
        order.id, style, rng, roots[place % len(roots)], profiles[place % len(profiles)],
        places[place * 5 % len(places)],
        longer=order.longer, small=order.small, group=order.group,
    )  # fmt: skip
    for code in order.defects:
        plant(code, applicant, rng)
    return applicant


def write(orders: list[Order], folder: Path, seed: int, shift: int = 0) -> Iterator[str]:
    """Make and write every order; yields each id when its folder is done."""
    rngs = {order.id: random.Random(f"{seed}/{order.id}") for order in orders}
    applicants = {
        order.id: make(order, rngs[order.id], shift + n) for n, order in enumerate(orders)
    }
    for order in orders:
        if order.copy_of:
            applicants[order.id] = handed_in_again(applicants[order.copy_of], order.id)
        for code, other in order.pairs.items():
            PAIRS[code](applicants[order.id], applicants[other])
    for order in orders:
        target = folder / order.id
        if target.exists():
            shutil.rmtree(target)
        target.mkdir(parents=True)
        applicant, rng = applicants[order.id], rngs[order.id]
        parts = lay_out(applicant, rng, order.full)
        if order.forms_only:
            parts = [Part("", [s for s in parts[0].sheets if s.type in ("cover", "form")])]
        apply_tricks(applicant, parts)
        bind(applicant, parts, order.plan, target, rng)
        yield order.id


def describe(folder: Path, name: str, note: str) -> None:
    about = {"name": name, "made_by": "samples/generate", "note": note}
    (folder / "set.json").write_text(
        json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


KINDS = (
    "enterprise",
    "enterprise",
    "platform",
    "district",
    "enterprise",
    "platform",
    "district",
    "enterprise",
)
DPI = {"d": [200, 300], "e": [150, 200, 200, 300]}
ORIGINS = ("digital", "scanned", "mixed")
AGAIN = 8  # in a set longer than this, the order of this place hands the first one in again


def draw_orders(
    family: str, seed: int, count: int, origin: str | None, *, clean: bool = False
) -> list[Order]:
    """`count` orders of one family, kinds and origins mixed, every other one clean, or all."""
    rng = random.Random(f"{family}/{seed}")
    origins = [ORIGINS[n % len(ORIGINS)] for n in range(count)]
    rng.shuffle(origins)
    orders = []
    for n in range(count):
        kind, chosen = KINDS[n % len(KINDS)], origin or origins[n]
        plan = Plan(chosen, rng.choice(["merged", "split", "two"]), dpi=rng.choice(DPI.get(family, [150, 200])),
                    grey=rng.random() < 0.7, layered=chosen == "scanned" and rng.random() < 0.2)  # fmt: skip
        defects = _draw_defects(kind, plan, rng) if n % 2 and not clean else []
        if "layer-mismatch" in defects:
            plan.layered = True
        if "late-edit" in defects:
            plan.packing = "two"
        orders.append(Order(
            f"{family}{seed:02d}{n + 1:02d}", kind, family, plan, defects, full=rng.random() < 0.7,
            longer=rng.random() < 0.5, small=kind == "platform" or rng.random() < 0.2,
            group=kind == "enterprise" and rng.random() < 0.3,
        ))  # fmt: skip
    if count > AGAIN and not clean:
        orders[AGAIN].copy_of, orders[AGAIN].kind = orders[0].id, orders[0].kind
        orders[AGAIN].small, orders[AGAIN].group = orders[0].small, orders[0].group
    _draw_pair([order for order in orders if order.defects], rng)
    return orders


def draw_marked(family: str, seed: int, count: int, origin: str | None) -> list[Order]:
    """Forms alone, each marking its options in another way; kinds and origins are mixed."""
    kinds = ("platform", "district", "platform", "district", "enterprise")
    rng = random.Random(f"{family}/{seed}/marks")
    ways = [list(WAYS)[n % len(WAYS)] for n in range(count)]
    return [
        Order(
            f"{family}{seed:02d}{n + 1:03d}", kinds[(n + seed) % len(kinds)], family,
            Plan(origin or ORIGINS[(n + seed) % 2], "merged", dpi=rng.choice(DPI.get(family, [150, 200])),
                 grey=rng.random() < 0.5),
            small=True, style={"encoding": "", **WAYS[way]}, forms_only=True,
        )
        for n, way in enumerate(ways)
    ]  # fmt: skip


# A defect of two submissions, and what must not be planted in either beside it.
NOT_BESIDE = {
    "shared-contact": {"contact-invalid", "missing-field"},
    "reused-audit-report": {"missing-attachment", "audit-year-mismatch"},
    "duplicate-narrative": {
        "missing-section",
        "narrative-contradiction",
        "operating-time-too-short",
    },
}


def _draw_pair(orders: list[Order], rng: random.Random) -> None:
    """Join two of the defective enterprises, where their other defects allow it."""
    able = [order for order in orders if order.kind == "enterprise"]
    if len(able) < 2:
        return
    one, other = able[:2]
    planted = set(one.defects) | set(other.defects)
    fitting = sorted(code for code, bars in NOT_BESIDE.items() if not bars & planted)
    if fitting:
        one.pairs[rng.choice(fitting)] = other.id


CLASHES = [
    {"audit-mismatch", "unit-slip", "hidden-text", "late-edit", "layer-mismatch", "pasted-region",
     "narrative-contradiction", "font-anomaly"},
    {"uscc-invalid", "uscc-mismatch"},
    {"missing-attachment", "audit-year-mismatch", "audit-not-balanced", "audit-opinion-modified",
     "name-mismatch"},
    {"service-ratio-inconsistent", "service-ratio-below-threshold"},
    {"missing-attachment", "uscc-invalid", "uscc-mismatch"},
    {"missing-attachment", "audit-mismatch", "unit-slip", "rd-intensity-inconsistent", "hidden-text",
     "late-edit", "layer-mismatch", "pasted-region"},
    {"audit-year-mismatch", "audit-mismatch", "unit-slip", "rd-intensity-inconsistent", "hidden-text",
     "late-edit", "layer-mismatch", "pasted-region"},
    {"missing-field", "contact-invalid"}, {"missing-field", "impossible-value"},
]  # fmt: skip


def _draw_defects(kind: str, plan: Plan, rng: random.Random) -> list[str]:
    """Two or three defects that do not blur each other."""
    scanned_form = plan.origin == "scanned"
    barred = DIGITAL_ONLY if scanned_form else SCANNED_ONLY
    open_ = sorted(c for c, (_, kinds) in PLANTERS.items() if kind in kinds and c not in barred)
    wanted = 2 if kind == "district" else rng.choice([2, 3])
    chosen: list[str] = []
    while len(chosen) < wanted and open_:
        code = rng.choice(open_)
        chosen.append(code)
        clashing = set().union(*(group for group in CLASHES if code in group))
        open_ = [c for c in open_ if c != code and c not in clashing]
    return chosen
