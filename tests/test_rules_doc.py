"""The catalogue of rules in docs/ tells every rule, and tells it as the program has it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from checks.codes import CODES
from extract.errors import ProgrammeError
from shenhe.publishing import DOCS, DOCUMENTS, rules
from shenhe.rule_catalogue import catalogue

SOURCE = DOCS / "rules.yaml"


def test_the_file_in_docs_is_up_to_date() -> None:
    path, _ = DOCUMENTS["rules"]
    assert path.read_text(encoding="utf-8") == rules(), "请运行 make rules"


def test_every_code_has_a_section_with_its_title() -> None:
    text = rules()
    assert set(re.findall(r"^### (\S+)$", text, re.MULTILINE)) == set(CODES)
    for code in CODES.values():
        assert f"### {code.id}\n\n**{code.title}**" in text


def test_every_code_has_a_row_that_leads_to_its_section() -> None:
    rows = re.findall(r"^\| \[`([\w-]+)`\]\(#([\w-]+)\) ", rules(), re.MULTILINE)
    assert sorted(rows) == sorted((code, code) for code in CODES)


def test_no_rule_is_said_to_be_sure_of_an_applicants_guilt() -> None:
    assert not re.search("造假|虚假|伪造|作假", rules())


@pytest.mark.parametrize("wrong", ["one is missing", "one is unknown"])
def test_a_code_untold_or_unknown_is_named(tmp_path: Path, wrong: str) -> None:
    content = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    told = content["rules"].pop("audit-mismatch")
    if wrong == "one is unknown":
        content["rules"] |= {"audit-mismatch": told, "no-such-rule": told}
    name = "audit-mismatch" if wrong == "one is missing" else "no-such-rule"
    file = tmp_path / "rules.yaml"
    file.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    with pytest.raises(ProgrammeError, match=name):
        catalogue(file)


def test_only_what_can_be_read_is_told_as_unsure() -> None:
    text = rules()
    assert "识别把握不足时也是" in _section(text, "audit-mismatch")
    assert "识别把握不足时也是" not in _section(text, "missing-attachment")
    assert "识别把握不足时也是" not in _section(text, "contact-invalid")


def _section(text: str, code: str) -> str:
    return text.partition(f"### {code}\n")[2].partition("\n### ")[0]
