"""Where the evidence of findings leads: read the digital sample with defects and open every place."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pymupdf
import pytest

from checks.engine import run
from checks.findings import Finding
from extract.pipeline import read_submission
from extract.records import Evidence, Reading, Record
from extract.settings import Settings
from shenhe.child import make_reader
from shenhe.notices import load_notice

pytestmark = pytest.mark.engine
SAMPLE = Path(__file__).parents[1] / "samples" / "submissions" / "p04"
MARGIN = 2  # points around a box


@pytest.fixture(scope="module")
def record() -> Record:
    notice = load_notice().notice
    return read_submission(SAMPLE, SAMPLE.name, notice, make_reader(notice, Settings(threads=2)))


@pytest.fixture(scope="module")
def findings(record: Record) -> tuple[Finding, ...]:
    loaded = load_notice()
    found = run(record, loaded.notice.programme, loaded.reference).findings
    assert len({finding.code for finding in found}) >= 4
    return found


def folded(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def shown(proof: Reading | Evidence) -> str:
    """Return what stands in the box of a piece of evidence, or on its page where it has no box."""
    with pymupdf.open(SAMPLE / proof.file) as document:
        page = document[(proof.page or 1) - 1]
        if proof.bbox is None:
            return folded(page.get_text())
        x0, y0, x1, y1 = proof.bbox
        assert pymupdf.Rect(-1, -1, page.rect.width + 1, page.rect.height + 1).contains(
            pymupdf.Rect(proof.bbox)
        )
        assert x0 < x1
        assert y0 < y1
        clip = pymupdf.Rect(x0 - MARGIN, y0 - MARGIN, x1 + MARGIN, y1 + MARGIN)
        return folded(page.get_text(clip=clip))


def test_every_finding_has_evidence(findings: tuple[Finding, ...]) -> None:
    bare = [finding.code for finding in findings if not finding.evidence]
    assert bare == []


def test_figures_stand_in_the_boxes_that_findings_point_at(findings: tuple[Finding, ...]) -> None:
    proofs = [
        proof
        for finding in findings
        for proof in finding.evidence
        if proof.file.endswith(".pdf") and finding.code != "narrative-contradiction"
    ]
    assert len(proofs) >= 6
    wrong = [
        (proof.text, shown(proof)) for proof in proofs if folded(proof.text) not in shown(proof)
    ]
    assert wrong == []


def test_sentences_are_pointed_at_where_they_stand(findings: tuple[Finding, ...]) -> None:
    proofs = [
        proof
        for finding in findings
        if finding.code == "narrative-contradiction"
        for proof in finding.evidence
    ]
    assert proofs
    figures = [max(re.findall(r"[0-9.,]+", folded(proof.text)), key=len) for proof in proofs]
    assert [f for f, proof in zip(figures, proofs, strict=True) if f not in shown(proof)] == []
