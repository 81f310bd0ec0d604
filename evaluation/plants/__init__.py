"""Changes to clean submissions whose findings are known; importing a module registers its own."""

from . import (
    audit,
    form,
    harmless,
    harmless_figures,
    identity,
    misread,
    others,
    papers,
    pdf_edits,
    prose,
    scan_edits,
)
from .registry import PLANTS, Bed, Mark, Plant, Planted

__all__ = [
    "PLANTS",
    "Bed",
    "Mark",
    "Plant",
    "Planted",
    "audit",
    "form",
    "harmless",
    "harmless_figures",
    "identity",
    "misread",
    "others",
    "papers",
    "pdf_edits",
    "prose",
    "scan_edits",
]
