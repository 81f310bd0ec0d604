from __future__ import annotations

import json
from pathlib import Path

from archive.catalogue import Dossier
from archive.export_json import write
from checks.findings import Finding
from extract.records import Record

from .examples import fields, finding, reading, record, report


def test_the_record_with_its_findings(tmp_path: Path) -> None:
    one = record("甲/公司", found=fields(contact_email=reading(None, "")))
    path = write(tmp_path, Dossier(one, report(finding())))
    assert path.parent == tmp_path
    content = json.loads(path.read_text(encoding="utf-8"))
    found = [Finding.model_validate(each) for each in content.pop("findings")]
    assert found == [finding()]
    compared = content.pop("outcomes")
    assert compared == [
        {"code": "debt-ratio-inconsistent", "key": "2022", "state": "unchecked", "message": "缺数"}
    ]
    assert Record.model_validate(content) == one
    assert content["id"] == "甲/公司"
    assert content["fields"]["contact_email"]["value"] is None
    assert content["fields"]["operating_revenue"]["2022"]["bbox"] == [10, 20, 110, 40]
    assert "甲" in path.read_text(encoding="utf-8")
