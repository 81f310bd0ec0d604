from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

import numpy as np
import pymupdf
import pytest

from extract.documents import Document, find_documents, opened, sha256, unreadable_files
from extract.errors import DocumentError
from extract.settings import Settings

from .pdf_pages import blank, picture

SETTINGS = Settings()
AES_256 = pymupdf.mupdf.PDF_ENCRYPT_AES_256


def a_pdf(pages: int = 1) -> pymupdf.Document:
    document, page = blank()
    page.insert_text((100, 100), "REPORT")
    for _ in range(pages - 1):
        document.new_page()
    return document


def message(path: Path, settings: Settings = SETTINGS) -> str:
    with (
        pytest.raises(DocumentError) as caught,
        opened(Document(path.name, path, sha256(path)), settings),
    ):
        pass
    return str(caught.value)


def test_a_good_file_is_opened_and_closed(tmp_path: Path) -> None:
    path = tmp_path / "申报书.PDF"
    path.write_bytes(a_pdf(2).tobytes())
    (document,) = find_documents(tmp_path)
    with opened(document, SETTINGS) as found:
        assert found.page_count == 2
    assert found.is_closed


@pytest.mark.parametrize(
    ("name", "kind"), [("report.PDF", "PDF"), ("scan.jpg", "图片"), ("scan.tif", "图片")]
)
def test_text_by_another_name_is_refused(tmp_path: Path, name: str, kind: str) -> None:
    path = tmp_path / name
    path.write_text("这不是文件应有的内容\n" * 50, encoding="utf-8")
    assert f"不是有效的{kind}文件" in message(path)
    assert "无法打开" in message(path)


@pytest.mark.parametrize("name", ["report.pdf", "scan.png"])
def test_an_empty_file_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.touch()
    assert "0 字节" in message(path)


def test_a_web_page_named_pdf_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_text("<html><body>404 not found</body></html>" * 20)
    assert "无法打开" in message(path)


@pytest.mark.parametrize("share", [0.02, 0.2, 0.5])
def test_a_truncated_file_is_refused_or_has_pages(tmp_path: Path, share: float) -> None:
    whole = a_pdf(3).tobytes()
    path = tmp_path / "report.pdf"
    path.write_bytes(whole[: int(len(whole) * share)])
    with (
        suppress(DocumentError),
        opened(Document("report.pdf", path, ""), SETTINGS) as found,
    ):
        assert found.page_count > 0


def test_a_file_without_pages_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"trailer<</Root 1 0 R/Size 3>>\n%%EOF\n"
    )
    assert "没有任何页面" in message(path)


def test_a_file_with_a_password_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    a_pdf().save(path, encryption=AES_256, user_pw="a", owner_pw="b")
    assert "密码" in message(path)


def test_a_file_that_only_its_owner_may_change_is_read(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    a_pdf().save(path, encryption=AES_256, owner_pw="b")
    with opened(Document("report.pdf", path, ""), SETTINGS) as found:
        assert "REPORT" in found[0].get_text()


def test_limits_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(a_pdf(3).tobytes())
    assert "3 页" in message(path, Settings(max_pages=2))
    assert "过大" in message(path, Settings(max_file_bytes=100))


def test_the_size_of_a_file_too_large_is_told(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"x" * (3 << 20))
    assert "3 MB" in message(path, Settings(max_file_bytes=1 << 20))


def test_a_file_is_known_by_all_its_bytes(tmp_path: Path) -> None:
    content = bytes(range(256)) * (5 << 10)
    (tmp_path / "a.pdf").write_bytes(content)
    assert sha256(tmp_path / "a.pdf") == hashlib.sha256(content).hexdigest()


def test_a_file_whose_pages_cannot_be_counted_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(a_pdf().tobytes())

    def broken(self: pymupdf.Document) -> int:
        raise RuntimeError("broken page tree")

    monkeypatch.setattr(pymupdf.Document, "page_count", property(broken))
    assert "读不出页数" in message(path)


def test_a_name_that_is_no_text_is_opened(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xc9\xea.pdf")).write_bytes(a_pdf().tobytes())
    (document,) = find_documents(tmp_path)
    with opened(document, SETTINGS) as found:
        assert found.page_count == 1


def test_a_picture_is_a_page(tmp_path: Path) -> None:
    path = tmp_path / "scan.png"
    picture(np.full((40, 30), 200)).save(path)
    with opened(Document("scan.png", path, ""), SETTINGS) as found:
        assert found.page_count == 1


def test_a_picture_named_pdf_is_read(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    picture(np.full((40, 30), 200)).save(path, output="png")
    with opened(Document("scan.pdf", path, ""), SETTINGS) as found:
        assert found.page_count == 1


def touch(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())


def test_files_are_found_in_natural_order(tmp_path: Path) -> None:
    touch(tmp_path, "附件/2.pdf", "10.pdf", "2.PDF", "1.jpg", "附件/10.png")
    paths = [document.path for document in find_documents(tmp_path)]
    assert paths == ["1.jpg", "2.PDF", "10.pdf", "附件/2.pdf", "附件/10.png"]


def test_hidden_temporary_and_other_files_are_left_out(tmp_path: Path) -> None:
    touch(tmp_path, ".a.pdf", "~$b.pdf", ".git/c.pdf", "d.txt", "e.pdf")
    assert [document.path for document in find_documents(tmp_path)] == ["e.pdf"]


def test_links_out_of_the_submission_are_not_followed(tmp_path: Path) -> None:
    touch(tmp_path, "outside/secret.pdf", "inside/a.pdf")
    (tmp_path / "inside" / "b.pdf").symlink_to(tmp_path / "outside" / "secret.pdf")
    (tmp_path / "inside" / "more").symlink_to(tmp_path / "outside")
    assert [document.path for document in find_documents(tmp_path / "inside")] == ["a.pdf"]


@pytest.mark.parametrize(
    "name",
    ["-rf.pdf", "a b  c.pdf", "'\"$(x)`;.pdf", "<script>.pdf", "換行\n.pdf", "²³.pdf", "①1.pdf",
     "%s{0}.pdf", "a..pdf", "文" * 70 + ".pdf", "[b](c){d}.pdf", "😀👨‍👩‍👧.pdf", "a" * 200 + ".pdf"],
)  # fmt: skip
def test_any_name_is_found_and_opened(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(a_pdf().tobytes())
    touch(tmp_path, "2.pdf")
    found = {document.path: document for document in find_documents(tmp_path)}
    with opened(found[name], SETTINGS) as pdf:
        assert pdf.page_count == 1


def test_a_folder_named_like_a_file_is_none(tmp_path: Path) -> None:
    touch(tmp_path, "folder.pdf/a.pdf")
    assert [document.path for document in find_documents(tmp_path)] == ["folder.pdf/a.pdf"]


def test_one_file_may_be_the_submission(tmp_path: Path) -> None:
    touch(tmp_path, "a.pdf")
    (document,) = find_documents(tmp_path / "a.pdf")
    assert document.path == "a.pdf"
    assert document.sha256 == hashlib.sha256(b"a.pdf").hexdigest()
    assert list(unreadable_files(tmp_path / "a.pdf")) == []


def test_what_no_program_here_can_read_is_told(tmp_path: Path) -> None:
    touch(tmp_path, "a.OFD", "b/c.rar", "d.pdf", "e.txt", "f.zip")
    told = dict(unreadable_files(tmp_path))
    assert set(told) == {"a.OFD", "b/c.rar"}
    assert "另存为 PDF" in told["a.OFD"]
    assert "解压" in told["b/c.rar"]
