from __future__ import annotations

from datetime import timedelta

import cv2
import numpy as np
import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.forensics.editors import making_of, named, picture_programs, programs_in


def jpeg(segment: bytes = b"", marker: int = 0xED) -> bytes:
    data = cv2.imencode(".jpg", np.full((842, 595), 240, np.uint8))[1].tobytes()
    head = bytes([0xFF, marker]) + (len(segment) + 2).to_bytes(2, "big") + segment
    return bytes(data[:2]) + (head if segment else b"") + bytes(data[2:])


def scan(data: bytes, place: tuple[float, float, float, float] = (0, 0, 595, 842)) -> pymupdf.Page:
    document = pymupdf.open()
    document.new_page(width=595, height=842).insert_image(place, stream=data)
    return pymupdf.open(stream=document.tobytes())[0]


def test_names_and_times_of_a_file() -> None:
    document = pymupdf.open()
    document.new_page()
    document.set_metadata(
        {
            "creator": "WPS 文字",
            "producer": "Foxit PhantomPDF 10",
            "creationDate": "D:20230724120548+08'00'",
            "modDate": "D:20230808131530+08'00'",
        }
    )
    making = making_of(document, "a.pdf")
    assert (making.creator, making.producer) == ("WPS 文字", "Foxit PhantomPDF 10")
    assert making.delay == timedelta(days=15, hours=1, minutes=9, seconds=42)


def test_agents_are_read_from_xmp() -> None:
    document = pymupdf.open()
    document.new_page()
    document.set_xml_metadata(
        "<x><xmp:CreatorTool>Writer</xmp:CreatorTool>"
        "<li stEvt:softwareAgent='Adobe Photoshop 24.1 (Windows)'/></x>"
    )
    assert making_of(document, "a.pdf").agents == "Writer；Adobe Photoshop 24.1 (Windows)"


@pytest.mark.parametrize("date", ["", "yesterday", "D:20231399", "D:2023"])
def test_date_that_is_none_gives_no_delay(date: str) -> None:
    document = pymupdf.open()
    document.new_page()
    document.set_metadata({"creationDate": date, "modDate": "D:20230808131530+08'00'"})
    assert making_of(document, "a.pdf").delay == timedelta(0)


@pytest.mark.parametrize("marker", [0xE1, 0xED, 0xFE])
def test_program_of_a_scan_is_read_from_its_picture(marker: int) -> None:
    page = scan(jpeg(b"Exif\x00\x00 Adobe Photoshop CS6\x00", marker))
    assert named([picture_programs(page)], ["Photoshop"]) == "Photoshop"


def test_small_picture_on_a_page_says_nothing_of_it() -> None:
    assert picture_programs(scan(jpeg(b"Adobe Photoshop"), (0, 0, 60, 60))) == ""


def test_picture_straight_from_a_scanner_names_nothing() -> None:
    assert picture_programs(scan(jpeg())) == ""


def test_names_are_found_whatever_their_case() -> None:
    assert named(["", "by MEITU 9"], ["美图", "Meitu"]) == "Meitu"
    assert named(["Word"], ["美图", "Meitu"]) == ""


@given(st.binary(max_size=200))
def test_any_bytes_are_read_without_a_fault(data: bytes) -> None:
    assert isinstance(programs_in(b"\xff\xd8" + data), str)
