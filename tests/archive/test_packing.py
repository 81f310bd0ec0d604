from __future__ import annotations

import pytest

from archive.errors import ArchiveError
from archive.packing import digest, pack, unpack
from extract.records import Record

from .examples import record


def test_a_model_comes_back_and_has_its_hash() -> None:
    content, sha256 = pack(record())
    assert unpack(Record, content) == record()
    assert digest(content) == sha256 != pack(record("乙"))[1]


@pytest.mark.parametrize("content", [b"", b"x", pack(record())[0][:-9]])
def test_what_is_damaged_is_told(content: bytes) -> None:
    with pytest.raises(ArchiveError, match="损坏"):
        unpack(Record, content)
    with pytest.raises(ArchiveError, match="损坏"):
        digest(content)
