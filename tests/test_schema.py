"""The published JSON Schema is the shape that records really have."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from archive.catalogue import Dossier
from archive.export_json import write
from checks.findings import Finding, Report
from extract.records import Evidence, PageRecord, Reading, Record, SourceFile
from shenhe.publishing import DOCS, DOCUMENTS, PublishedRecord, schema

READING = Reading(
    value=302.5,
    text="302.5",
    confidence=0.98,
    origin="ocr",
    file="申报书.pdf",
    page=1,
    bbox=(10.0, 20.0, 60.0, 32.0),
)


def _exported(folder: Path) -> dict[str, Any]:
    record = Record(
        id="甲",
        kind="enterprise",
        files=(SourceFile(path="申报书.pdf", pages=1, sha256="0" * 64),),
        pages=(PageRecord(file="申报书.pdf", page=1, type="form", confidence=1.0, digital=True),),
        fields={"total_assets": {"2022": READING}, "awards": READING},
    )
    evidence = (READING, Evidence(file="申报书.pdf", page=1))
    finding = Finding(
        code="audit-mismatch",
        key="total_assets@2022",
        severity="high",
        message="两数不一致。",
        confidence=0.9,
        evidence=evidence,
    )
    path = write(folder, Dossier(record, Report(findings=(finding,), outcomes=())))
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def test_the_file_in_docs_is_up_to_date() -> None:
    path, _ = DOCUMENTS["schema"]
    assert path.read_text(encoding="utf-8") == schema(), "请运行 make schema"


def test_an_exported_record_has_the_published_shape(tmp_path: Path) -> None:
    content = _exported(tmp_path)
    assert PublishedRecord.model_validate(content).id == "甲"


def test_every_key_of_an_exported_record_is_in_the_schema_and_required(tmp_path: Path) -> None:
    published = json.loads(schema())
    content = _exported(tmp_path)
    reading = content["fields"]["awards"]
    _same_keys(published, content)
    _same_keys(published["$defs"]["Reading"], reading)
    _same_keys(published["$defs"]["PageRecord"], content["pages"][0])
    _same_keys(published["$defs"]["Finding"], content["findings"][0])


def test_the_page_on_records_names_every_key() -> None:
    page = (DOCS / "record.md").read_text(encoding="utf-8")
    missing = [
        key
        for model in json.loads(schema())["$defs"].values()
        for key in model["properties"]
        if f"`{key}`" not in page
    ]
    top = [key for key in json.loads(schema())["properties"] if f"`{key}`" not in page]
    assert missing + top == []


def _same_keys(model: Mapping[str, Any], content: Mapping[str, Any]) -> None:
    assert set(model["properties"]) == set(model["required"]) == set(content)
