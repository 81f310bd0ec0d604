"""Planted defects that leave their trace in a page, not only in its figures."""

from __future__ import annotations

import random
from fractions import Fraction

from .facts import Applicant
from .planters import planter, set_amount, year_cells

DIGITAL_ONLY = {"hidden-text", "late-edit", "font-anomaly"}
SCANNED_ONLY = {"layer-mismatch", "pasted-region"}


def _raised(a: Applicant, rng: random.Random, year: str = "2022") -> tuple[str, str]:
    """净利润 raised on the form: the old text and the mark of its cell."""
    cells = year_cells(a, "net_profit")
    old = cells[year]
    set_amount(a, "net_profit", year, old.exact * Fraction(rng.randint(112, 145), 100))
    a.findings.add(("audit-mismatch", f"net_profit@{year}"))
    return old.text, f"net_profit@{year}"


@planter("hidden-text", "enterprise")
def hidden_text(a: Applicant, rng: random.Random) -> None:
    """净利润 raised by a patch over the old figure, which is still in the page."""
    a.tricks["old-text"], a.tricks["hidden-text"] = _raised(a, rng)


@planter("late-edit", "enterprise")
def late_edit(a: Applicant, rng: random.Random) -> None:
    """净利润 covered and overwritten in the finished PDF by an editor (an incremental update)."""
    cells = year_cells(a, "net_profit")
    old, mark = _raised(a, rng)
    a.tricks |= {"late-edit": mark, "late-text": cells["2022"].text, "first-text": old}
    a.stated["net_profit@2022"] = a.say("net_profit@2022")


@planter("font-anomaly", "enterprise")
def font_anomaly(a: Applicant, rng: random.Random) -> None:
    """One figure of the form set in another font and size than its table."""
    a.tricks["font-anomaly"] = f"{rng.choice(['net_assets', 'operating_revenue'])}@2022"


@planter("layer-mismatch", "enterprise")
def layer_mismatch(a: Applicant, rng: random.Random) -> None:
    """A scan whose invisible text layer still has the 净利润 that stood there before."""
    a.tricks["layer-text"], a.tricks["layer-mismatch"] = _raised(a, rng)


@planter("pasted-region", "enterprise")
def pasted_region(a: Applicant, rng: random.Random) -> None:
    """净利润 on a scanned form replaced by a pasted piece."""
    a.tricks["pasted-region"] = _raised(a, rng)[1]
