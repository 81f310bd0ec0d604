"""What `docs/` prints of the program itself: the record's JSON Schema, the catalogue of rules.

`make schema` and `make rules` write them; tests tell when one is out of date.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from pydantic.json_schema import GenerateJsonSchema

from checks.findings import Finding, Frozen, State
from extract.records import Record

from .rule_catalogue import catalogue

DOCS = Path(__file__).parents[1] / "docs"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


class PublishedOutcome(Frozen):
    """How one comparison ended: `agrees`, `disagrees`, or `unchecked` with the reason."""

    code: str
    key: str
    state: State
    message: str


class PublishedRecord(Record):
    """One exported `<id>.json`: what was read from a submission, what was found and compared."""

    findings: tuple[Finding, ...]
    outcomes: tuple[PublishedOutcome, ...]


class _Whole(GenerateJsonSchema):
    """An exported file holds every key, also where a value is the default."""

    def field_is_required(self, *_: object, **__: object) -> bool:
        return True


def schema() -> str:
    """Return the JSON Schema of an exported record, as text."""
    content = PublishedRecord.model_json_schema(schema_generator=_Whole, mode="serialization")
    return json.dumps({"$schema": DIALECT, **content}, ensure_ascii=False, indent=2) + "\n"


def rules() -> str:
    """Return the catalogue of rules, as Markdown; raises ProgrammeError for a code untold."""
    return catalogue(DOCS / "rules.yaml")


DOCUMENTS: Mapping[str, tuple[Path, Callable[[], str]]] = {
    "schema": (DOCS / "record.schema.json", schema),
    "rules": (DOCS / "rules.md", rules),
}

if __name__ == "__main__":
    for name in sys.argv[1:]:
        target, text = DOCUMENTS[name]
        target.write_text(text(), encoding="utf-8")
        print(f"已写 {target}")
