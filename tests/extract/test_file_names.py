from __future__ import annotations

import os

from hypothesis import given
from hypothesis import strategies as st

from extract.file_names import is_readable, readable

GBK = os.fsdecode("审计报告.pdf".encode("gb18030"))


def test_a_name_from_an_old_archive_is_read_as_gb18030() -> None:
    assert readable(GBK) == "审计报告.pdf"
    assert not is_readable(GBK)


def test_a_plain_name_stays() -> None:
    assert readable("申报书 (1).pdf") == "申报书 (1).pdf"
    assert is_readable("申报书 (1).pdf")


@given(st.binary(max_size=40))
def test_any_name_can_be_stored(raw: bytes) -> None:
    readable(os.fsdecode(raw)).encode("utf-8")


@given(st.text(max_size=40).filter(lambda text: text.isprintable() and "\0" not in text))
def test_text_is_its_own_reading(text: str) -> None:
    assert readable(text) == text
