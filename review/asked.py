"""What requests bring along."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Asked(BaseModel):
    """A part of a request; what it does not know is refused, not passed over."""

    model_config = ConfigDict(extra="forbid")
