"""Files that are no workbook, or a broken one, have a reason; two readers count the cells of a workbook alike."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support.trial import row_form, write

from pipelines.errors import Message
from pipelines.submissions.book.book import Book, UnreadableError
from pipelines.submissions.book.formats.detect import OLE, detect_format
from pipelines.submissions.book.read import read_book
from pipelines.submissions.messages import UNREADABLE, unreadable

Reader = Callable[..., Any]


def _zip(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty_file"),
        (b"%PDF-1.7 ...", "not_a_workbook"),
        (b"<html><p>1</p></html>", "not_a_workbook"),
        (b"a b\n1 2\n", "not_a_workbook"),
        (b"PK\x03\x04 cut off", "truncated"),
        (_zip(word__document_xml=b"<w/>"), "not_a_workbook"),
        (_zip(xl__workbook_xml=b"<workbook/>"), "damaged"),
        (_zip(xl__workbook_xml=b"<workbook/>", xl__a_xml=bytes(64 << 20)), "too_large"),
    ],
)
def test_a_file_that_gives_no_book_has_a_reason_and_texts(
    read: Reader, tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(content)
    row = read(path, name="báo cáo.xlsx").row
    assert (row["outcome"], row["reason_code"]) == ("unreadable", reason)
    assert "báo cáo.xlsx" in row["message_vi"]
    assert "báo cáo.xlsx" in row["message_en"]


def test_a_workbook_cut_in_half_is_truncated(read: Reader, tmp_path: Path) -> None:
    path = write(tmp_path / "t.xlsx", {"TRIAL-01": row_form()})
    path.write_bytes(path.read_bytes()[:3000])
    assert read(path).row["reason_code"] == "truncated"


@pytest.mark.parametrize(
    ("content", "died", "vi", "en"),
    [
        (b"PK\x03\x04 cut off", {}, "gói ZIP không mở được", "the ZIP package cannot be opened"),
        (b"a b\n1 2\n", {}, "CSV / văn bản", "CSV / text"),
        (_zip(xl__workbook_xml=b"<workbook/>"), {}, "trình đọc openpyxl báo lỗi “", "reader openpyxl reports “"),
        (_zip(xl__workbook_xml=b"<w/>"), {"calamine": "memory"}, "calamine hết bộ nhớ", "calamine ran out of memory"),
        (_zip(xl__workbook_xml=b"<w/>"), {"openpyxl": "timeout"}, "openpyxl đọc quá lâu", "openpyxl took too long"),
        (_zip(xl__workbook_xml=b"<w/>"), {"calamine": "reader_died"}, "calamine dừng đột ngột", "calamine stopped"),
    ],
)
def test_the_detail_of_an_unreadable_file_is_in_both_languages(
    content: bytes, died: dict[str, str], vi: str, en: str
) -> None:
    with pytest.raises(UnreadableError) as error:
        read_book(content, died, lambda stage: None)
    message_vi, message_en = unreadable(error.value.reason, "báo cáo.xlsx", error.value.detail)
    assert vi in message_vi
    assert en in message_en


def test_what_ended_a_worker_is_the_reason_and_a_password_before_it() -> None:
    damaged = _zip(xl__workbook_xml=b"<w/>")
    reasons: list[str] = []
    for died in ({}, {"calamine": "memory"}, {"scan": "timeout"}):
        with pytest.raises(UnreadableError) as error:
            read_book(damaged, died, lambda stage: None)
        reasons.append(error.value.reason)
    assert reasons == ["damaged", "memory", "damaged"]  # a scan that died keeps no reader from the file


def test_every_reason_says_what_to_do() -> None:
    for vi, en in UNREADABLE.values():
        assert "{name}" in vi
        assert "{name}" in en
        assert "hãy" in vi.lower() or "cần" in vi.lower()


def _book(content: bytes) -> Book:
    return read_book(content, {}, lambda stage: None)


def _saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _changed(content: bytes, changes: dict[bytes, bytes]) -> bytes:
    """The workbook with these replacements made, in order, in the XML of its sheets."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as changed:
        for name in archive.namelist():
            part = archive.read(name)
            for old, new in changes.items() if name.startswith("xl/worksheets/") else ():
                part = part.replace(old, new)
            changed.writestr(name, part)
    return buffer.getvalue()


def test_both_readers_count_what_shows(tmp_path: Path) -> None:
    cells = {
        "A1": "chữ",
        "A2": 1,
        "A3": " ",
        "A4": "\u00a0\u3000",
        "A5": ("=1/0", "#DIV/0!"),
        "A6": ("=A2", 1),
        "A7": ('=""', ""),
        "A8": True,
        "A9": "'t=\"e\"' <f> <v></v>",
        "C9": "a & b",
    }
    content = write(tmp_path / "t.xlsx", {"S": cells}).read_bytes()
    as_excel = {b'<c r="A7"><f>': b'<c r="A7" t="str"><f>'}  # how Excel writes a formula whose result is no text
    sheet = _book(_changed(content, as_excel)).sheets[0]
    assert (sheet.n_nonempty, sheet.n_second) == (7, 7)


def test_inline_text_and_uncalculated_formulas_are_counted_alike() -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("S")
    for line in (["chữ", 1], ["", "=1+1"], [None, " "], ["cuối"]):
        sheet.append(line)
    found = _book(_saved(book)).sheets[0]
    assert (found.n_nonempty, found.n_second) == (4, 4)
    assert [[type(value).__name__ for value in row.values()] for row in found.rows.values()] == [
        ["str", "float"],
        ["BrokenCell"],
        ["str"],
    ]


def test_a_prefix_before_every_tag_is_read() -> None:
    # valid and unusual: calamine and the scan must agree, or openpyxl decides
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["B2"] = 5
    prefixed = {b"</": b"</x:", b"<": b"<x:", b"<x:/x:": b"</x:", b"<x:?": b"<?", b"xmlns=": b"xmlns:x="}
    sheet = _book(_changed(_saved(book), prefixed)).sheets[0]
    assert (sheet.n_nonempty, sheet.n_second) == (1, 1)


@pytest.mark.parametrize(
    ("content", "group", "name"),
    [
        (OLE + "Root Entry".encode("utf-16-le") + "WordDocument".encode("utf-16-le"), "document", "Word"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), "slides", "PowerPoint"),
        (b"%PDF-1.7", "pdf", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "photo", "ảnh PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "photo", "ảnh JPEG"),
        (b"Rar!\x1a\x07\x01\0", "archive", "tệp nén RAR"),
        (b"7z\xbc\xaf\x27\x1c\0\4", "archive", "tệp nén 7-Zip"),
        (b"{\\rtf1\\ansi", "document", "RTF"),
    ],
)
def test_a_file_of_another_program_is_named_as_such(content: bytes, group: str, name: str) -> None:
    with pytest.raises(UnreadableError) as error:
        detect_format(content)
    assert error.value.reason == f"not_a_workbook.{group}"
    assert isinstance(error.value.detail, Message) and error.value.detail.vi == name


def test_a_word_document_in_a_workbook_makes_it_no_word_document() -> None:
    content = OLE + "Workbook".encode("utf-16-le") + "WordDocument".encode("utf-16-le")
    assert detect_format(content).format == "xls"
