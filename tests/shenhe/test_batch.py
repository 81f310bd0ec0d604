from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shenhe.batch import arrivals


def make(root: Path, *names: str, text: str = "内容") -> Path:
    """Make files below a folder; a name that ends with a slash is an empty folder."""
    for name in names:
        path = root / name
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return root


def found(root: Path, *paths: Path) -> list[str]:
    return [
        one.path.relative_to(root).as_posix() if one.path != root else "."
        for one in arrivals(paths or [root])
    ]


def test_each_folder_of_a_batch_is_one_submission(tmp_path: Path) -> None:
    make(tmp_path, "甲/申报书.pdf", "乙/扫描/1.jpg", "丙/申报书.PDF", ".隐藏/1.pdf")
    assert sorted(found(tmp_path)) == sorted(["甲", "乙", "丙"])


def test_pdfs_lying_in_a_folder_are_one_submission_each(tmp_path: Path) -> None:
    make(tmp_path, "甲.pdf", "乙.PDF", "说明.txt", ".隐藏.pdf")
    assert sorted(found(tmp_path)) == sorted(["甲.pdf", "乙.PDF"])


def test_a_batch_may_mix_folders_and_pdfs(tmp_path: Path) -> None:
    make(tmp_path, "甲/申报书.pdf", "乙公司/申报书.pdf", "丙.pdf")
    assert sorted(found(tmp_path)) == sorted(["甲", "乙公司", "丙.pdf"])


def test_a_folder_of_images_is_one_submission(tmp_path: Path) -> None:
    make(tmp_path, "1.jpg", "2.png", "10.tif")
    assert found(tmp_path) == ["."]


def test_a_pdf_with_its_folder_of_attachments_is_one_submission(tmp_path: Path) -> None:
    make(tmp_path, "申报书.pdf", "附件/审计报告.pdf", "证明材料/1.jpg")
    assert found(tmp_path) == ["."]


def test_a_pdf_beside_a_folder_with_a_name_of_its_own_is_a_batch(tmp_path: Path) -> None:
    make(tmp_path, "甲.pdf", "附件/审计报告.pdf", "乙公司/申报书.pdf")
    assert sorted(found(tmp_path)) == sorted(["附件", "乙公司", "甲.pdf"])


def test_an_image_lost_in_a_batch_is_handed_in_as_it_is(tmp_path: Path) -> None:
    make(tmp_path, "甲/申报书.pdf", "扫描.jpg")
    assert found(tmp_path) == ["甲", "扫描.jpg"]


def test_an_image_beside_pdfs_is_handed_in_too(tmp_path: Path) -> None:
    make(tmp_path, "甲.pdf", "扫描.jpg")
    assert found(tmp_path) == ["甲.pdf", "扫描.jpg"]


def test_a_single_file_is_one_submission(tmp_path: Path) -> None:
    make(tmp_path, "甲.pdf")
    assert found(tmp_path, tmp_path / "甲.pdf") == ["甲.pdf"]


def test_a_folder_named_twice_comes_once(tmp_path: Path) -> None:
    make(tmp_path, "批/甲/申报书.pdf", "批/乙/申报书.pdf")
    again = tmp_path / "批" / ".." / "批" / "甲" / "申报书.pdf"
    assert sorted(found(tmp_path, tmp_path / "批", tmp_path / "批")) == ["批/乙", "批/甲"]
    assert len(arrivals([again, tmp_path / "批" / "甲" / "申报书.pdf"])) == 1


def test_an_empty_folder_arrives_empty(tmp_path: Path) -> None:
    make(tmp_path, "空/", "只有文字/说明.txt", "甲/申报书.pdf")
    assert {one.path.name: one.is_empty for one in arrivals([tmp_path])} == {
        "空": True,
        "只有文字": True,
        "甲": False,
    }
    assert [one.is_empty for one in arrivals([tmp_path / "空"])] == [True]


def test_an_empty_file_is_there_all_the_same(tmp_path: Path) -> None:
    make(tmp_path, "甲/申报书.pdf", "乙.pdf", text="")
    assert [one.is_empty for one in arrivals([tmp_path])] == [False, False]


def test_the_size_is_what_can_be_read(tmp_path: Path) -> None:
    make(tmp_path, "甲/申报书.pdf", "甲/附件/1.jpg", "甲/说明.txt", text="1234567")
    assert [one.bytes for one in arrivals([tmp_path])] == [14]


def test_links_out_of_the_folder_are_not_counted(tmp_path: Path) -> None:
    make(tmp_path, "外.pdf")
    make(tmp_path, "批/甲/")
    (tmp_path / "批" / "甲" / "链接.pdf").symlink_to(tmp_path / "外.pdf")
    assert [one.is_empty for one in arrivals([tmp_path / "批"])] == [True]


NAMES = st.text(
    st.characters(blacklist_characters="/\0", blacklist_categories=["Cs", "Cc"]),
    min_size=1,
    max_size=20,
).filter(lambda name: not name.startswith(".") and name.strip() != "")


@settings(max_examples=40, deadline=None)
@given(names=st.lists(NAMES, min_size=1, max_size=5, unique_by=str.casefold))
def test_every_pdf_of_a_batch_arrives_once_whatever_its_name(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    root = make(tmp_path_factory.mktemp("批"), *(f"{name}.pdf" for name in names))
    assert sorted(one.path.stem for one in arrivals([root])) == sorted(names)


def test_a_packed_file_or_an_office_document_in_a_batch_is_one_submission(tmp_path: Path) -> None:
    make(tmp_path, "甲.zip", "乙.7z", "丙.docx", "丁/申报书.zip", "说明.txt")
    assert sorted(found(tmp_path)) == sorted(["甲.zip", "乙.7z", "丙.docx", "丁"])
