"""Every file that is no workbook is named for what it is, with what to do; a workbook that looks alike is read."""

from __future__ import annotations

import pytest
from support.archives import locked, mail, zipped
from support.compound import compound, outlook

from pipelines.errors import Message
from pipelines.submissions.book.book import UnreadableError
from pipelines.submissions.book.formats.detect import detect_format
from pipelines.submissions.messages import UNREADABLE, unreadable

ODF = "application/vnd.oasis.opendocument."


def refused(content: bytes) -> tuple[str, str]:
    """The reason, and the Vietnamese sentence."""
    with pytest.raises(UnreadableError) as error:
        detect_format(content)
    vi, en = unreadable(error.value.reason, "a.bin", error.value.detail)
    assert "a.bin" in vi and en.replace("“", "").replace("”", "").isascii()
    return error.value.reason, vi


@pytest.mark.parametrize(
    ("content", "group", "words"),
    [
        (b"\xff\xd8\xff\xe1\0\x18Exif", "photo", "ảnh JPEG"),
        (b"\x89PNG\r\n\x1a\n\0\0", "photo", "ảnh PNG"),
        (b"GIF89a\1\0\1\0", "photo", "ảnh GIF"),
        (b"II*\0\x08\0\0\0", "photo", "ảnh TIFF"),
        (b"MM\0*\0\0\0\x08", "photo", "ảnh TIFF"),
        (b"BM\x10\0\0\0\0\0\0\0\x36\0\0\0ab", "photo", "ảnh BMP"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "photo", "ảnh WebP"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "photo", "ảnh HEIC"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0", "photo", "ảnh HEIC"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0", "media", "video"),
        (b"%PDF-1.7\nabc", "pdf", "PDF"),
        (b"\xef\xbb\xbf%PDF-1.4", "pdf", "PDF"),
        (b"{\\rtf1\\ansi a;b\nc;d}", "document", "RTF"),
        (zipped({"[Content_Types].xml": b"", "word/document.xml": b""}), "document", "Word"),
        (compound({"WordDocument": b"x" * 5000, "1Table": b""}), "document", "Word"),
        (zipped({"mimetype": f"{ODF}text".encode(), "content.xml": b""}), "document", ".odt"),
        (zipped({"[Content_Types].xml": b"", "ppt/presentation.xml": b""}), "slides", "PowerPoint"),
        (compound({"PowerPoint Document": b"x" * 5000}), "slides", "PowerPoint"),
        (zipped({"mimetype": f"{ODF}presentation".encode(), "content.xml": b""}), "slides", "OpenDocument"),
        (b"Rar!\x1a\x07\1\0", "archive", "RAR"),
        (b"7z\xbc\xaf\x27\x1c\0\4", "archive", "7-Zip"),
        (b"\x1f\x8b\x08\0", "archive", "GZIP"),
        (bytes(257) + b"ustar\0", "archive", "TAR"),
        (zipped({"Thumbs.db": b""}), "zip", "ZIP"),
        (mail({}).as_bytes(), "message", ".eml"),
        (outlook({}, "a@b.vn"), "message", ".msg"),
        (b"\x78\x9f\x3e\x22\1\0", "message", "winmail.dat"),
        (b"MZ\x90\0\3\0\0\0", "program", "chương trình Windows"),
        (b"\x7fELF\2\1\1\0", "program", "chương trình Linux"),
        (zipped({"META-INF/MANIFEST.MF": b""}), "program", "chương trình"),
        (b"[InternetShortcut]\r\nURL=https://a\r\n", "shortcut", "lối tắt"),
        (b'{"url": "https://docs.google.com/open?id=1"}', "shortcut", "Google"),
        (b"Kinh gui So\nXa bao cao\n", "text", "văn bản"),
        (b"{}", "text", "JSON"),
        (bytes(range(256)), "other", "không rõ loại"),
    ],
)
def test_a_file_is_named_for_what_it_is(content: bytes, group: str, words: str) -> None:
    reason, text = refused(content)
    assert reason == f"not_a_workbook.{group}"
    assert words in text and "Hãy" in text
    assert "Lưu thành" not in text  # no advice that fails when followed


def test_an_archive_with_a_password_is_named_as_that() -> None:
    reason, text = refused(locked(zipped({"a.xlsx": b"1"})))
    assert reason == "encrypted.archive" and "nén lại không đặt mật khẩu" in text


@pytest.mark.parametrize(
    "content",
    [
        b"MZ;m\xc3\xa3\n1;2\n",  # a table whose first header is that of a program
        b"From;To\na;b\n",
        b"Subject: x;1\nFrom: y;2\n\nTo: z;3\n"[:0] + b"BM;1\n2;3\n",
        b"ID3,b\n1,2\n",
        b"#!;1\n2;3\n",
        b"Rar!;1\n2;3\n",
        "Từ: xã A;1\nĐến: sở;2\n".encode(),
    ],
)
def test_a_table_of_text_that_begins_alike_is_a_table(content: bytes) -> None:
    assert detect_format(content).format == "csv"


def test_a_workbook_in_a_message_makes_the_message_no_workbook() -> None:
    content = outlook({"a.xls": compound({"Workbook": b"x" * 5000})}, "a@b.vn")
    assert refused(content)[0] == "not_a_workbook.message"
    assert detect_format(compound({"Workbook": b"x" * 5000, "MBD0": {"__properties_version1.0": b""}})).format == "xls"


def test_every_sentence_takes_the_name_of_the_kind() -> None:
    for code in (code for code in UNREADABLE if code.startswith("not_a_workbook")):
        for text in unreadable(code, "n.bin", Message("k", "loại", "kind")):
            assert "n.bin" in text and ("loại" in text or "kind" in text)
