"""Reads the bytes of a workbook into a Book: detects the format, opens it with a reader, counts its cells again.

The order of the readers and the comparison of the two counts stand here; each format's reader is a module of readers/,
its second count one of counters/.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import NamedTuple

from pipelines.submissions.book.book import Book, Sheet, SheetScan, UnreadableError
from pipelines.submissions.book.legacy_fonts import decode_book
from pipelines.submissions.book.messages import detail, joined
from pipelines.submissions.book.number_formats import as_shown
from pipelines.submissions.book.source import Source
from pipelines.submissions.book.text_encoding import detect_text_format

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
MAX_PARTS = 5_000  # of a ZIP package: the limits against zip bombs
MAX_UNZIPPED = 400 << 20  # bytes, half of a worker's memory: XML grows when it becomes cells
MAX_RATIO = 200  # unzipped to zipped; real sheets of repeated rows reach about 30
RATIO_FREE = 20 << 20  # bytes; below this size any ratio is harmless

READERS: dict[str, tuple[str, ...]] = {  # format -> readers in the order they are tried
    "xlsx": ("calamine", "openpyxl"),
    "xls": ("calamine", "xlrd"),
    "xlsb": ("calamine",),
    "ods": ("calamine",),
    "csv": ("csv",),
    "html": ("html",),
}
SIGNATURES = (  # first bytes, in lower case, of files that are no workbooks
    *((b"%pdf", "PDF"), (b"<html", "HTML"), (b"<!doctype", "HTML"), (b"<table", "HTML"), (b"<", "XML")),
    *((b"{\\rtf", "RTF"), (b"\x89png", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"rar!", "RAR"), (b"7z\xbc\xaf", "7z")),
    *((b"\x1f\x8b", "GZIP"), (b"pk", "ZIP")),
)
OLE_STREAMS = {"WordDocument": "Word", "PowerPoint Document": "PowerPoint", "VisioDocument": "Visio"}


class ReaderFailure(NamedTuple):
    """Why one reader gave no book."""

    reader: str
    reason: str  # `encrypted` or `damaged`; `reader_died`, `memory`, `timeout` where it cost a worker
    error: str = ""  # the library's error


def read_book(content: bytes, died: Mapping[str, str], stage: Callable[[str], None]) -> Book:
    """Read a workbook with the first reader whose count of cells agrees with the second reader's.

    Args:
        content: the bytes of the file.
        died: readers (or `scan`) that ended an earlier worker on this file -> reason code; they are left out.
        stage: called with the name of each stage (`scan`, a reader) before it starts.

    Raises:
        UnreadableError: the file is no workbook, damaged, encrypted, too large, without a sheet, or no reader's count
            agrees with the second one.
    """
    source = detect_format(content)
    stage("scan")
    scans = None if "scan" in died else _scan(source)
    book: Book | None = None
    failures: list[ReaderFailure] = []
    for name in READERS[source.format]:
        if name in died:
            failures.append(ReaderFailure(name, died[name]))
            continue
        stage(name)
        result = _read_with(name, content)
        if isinstance(result, ReaderFailure):
            failures.append(result)
            continue
        _add_scans(result, scans)
        if _counts_agree(result):
            book = result
            break
        book = book or result
    if book is None:
        raise _failed(failures, died)
    if not book.sheets:
        raise UnreadableError("no_sheet")
    if not _counts_agree(book):
        raise UnreadableError("counts_differ", _differing_counts(book))
    decode_book(book)
    return book


def detect_format(content: bytes) -> Source:
    """The file with its format, which is decided by the bytes and never by the file's name.

    Raises:
        UnreadableError: the bytes are no workbook, encrypted, truncated or too large.
    """
    if not content:
        raise UnreadableError("empty_file")
    if content.startswith(b"PK"):
        return _detect_zip(content)
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise UnreadableError("encrypted")
        return _detect_ole(content)
    if content[:1] == b"\x09" and content[1:2] in (b"\x00", b"\x02", b"\x04", b"\x08"):
        return Source("xls", content)  # a BIFF stream without a container, as programs of the nineties wrote it
    text_format = detect_text_format(content)
    if text_format is None:
        raise _not_a_workbook(content)
    return Source(text_format, content)


def _detect_ole(content: bytes) -> Source:
    """Office programs before 2007 share a container; the name of a stream says which of them wrote it."""
    folded = content.lower()  # some writers put the names in capitals; `Workbook` and the older `Book` both end so
    for stream, program in OLE_STREAMS.items() if "book".encode("utf-16-le") not in folded else ():
        if stream.lower().encode("utf-16-le") in folded:
            raise UnreadableError("not_a_workbook", program)
    return Source("xls", content)


def _detect_zip(content: bytes) -> Source:
    """The format of a ZIP package by the names of its parts."""
    archive = _open_zip(content)
    names = {info.filename.replace("\\", "/").lstrip("/").lower() for info in archive.infolist()}
    if len(names) < len(archive.infolist()):  # which of two parts of one name is read depends on the reader
        raise UnreadableError("damaged", detail("same_part_twice"))
    if "xl/workbook.bin" in names:
        return Source("xlsb", content, archive)
    if "content.xml" in names and "spreadsheet" in archive.read("mimetype").decode("latin-1"):
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise UnreadableError("encrypted")
        return Source("ods", content, archive)
    if any(name.endswith("workbook.xml") for name in names):
        return Source("xlsx", content, archive)
    others = {"word/document.xml": "Word", "ppt/presentation.xml": "PowerPoint"}
    raise UnreadableError("not_a_workbook", next((program for part, program in others.items() if part in names), "ZIP"))


def _open_zip(content: bytes) -> zipfile.ZipFile:
    """The package; UnreadableError where it cannot be opened or would unpack to too much (a zip bomb)."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableError("truncated", detail("zip_damaged", error=error)) from error
    infos = archive.infolist()
    unzipped = sum(info.file_size for info in infos)
    zipped = sum(info.compress_size for info in infos) or 1
    is_bomb = unzipped > RATIO_FREE and unzipped / zipped > MAX_RATIO
    if len(infos) > MAX_PARTS or unzipped > MAX_UNZIPPED or is_bomb:
        raise UnreadableError("too_large", detail("unzipped_size", size=unzipped >> 20, parts=len(infos)))
    return archive


def _not_a_workbook(content: bytes) -> UnreadableError:
    """The error for a file that is no workbook, with what it probably is."""
    head = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    name = next((name for signature, name in SIGNATURES if head.startswith(signature)), "")
    is_text = content[:4096].isascii() and b"\x00" not in content[:4096]
    return UnreadableError("not_a_workbook", name or (detail("plain_text") if is_text else "?"))


def _scan(source: Source) -> list[SheetScan] | None:
    """The second reader's sheets; None where it cannot open the file, since the first reader may."""
    module = import_module(f"pipelines.submissions.book.counters.{source.format}")
    try:
        return module.scan(source)
    except (MemoryError, UnreadableError):
        raise
    except Exception:  # whatever a parser raises on a broken file: there is no second count
        return None


def _read_with(name: str, content: bytes) -> Book | ReaderFailure:
    """One reader's book, or why it gave none."""
    module = import_module(f"pipelines.submissions.book.readers.{name}")
    try:
        return module.read(content)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except UnreadableError as error:
        return ReaderFailure(name, error.reason)
    except BaseException as error:  # a panic of calamine's Rust code is a BaseException
        return ReaderFailure(name, "damaged", f"{type(error).__name__}: {str(error)[:200]}".rstrip(": "))


def _failed(failures: list[ReaderFailure], died: Mapping[str, str]) -> UnreadableError:
    """The error for a file that no reader opened: a password first, then what ended a worker, else damage."""
    reasons = {failure.reason for failure in failures}
    if "encrypted" in reasons:
        return UnreadableError("encrypted")
    reason = next((died[name] for name in died if name != "scan"), "damaged")
    details = [
        detail("reader_error", reader=failure.reader, error=failure.error or failure.reason)
        if failure.reader not in died
        else detail(f"reader_{failure.reason}", reader=failure.reader)
        for failure in failures
    ]
    return UnreadableError(reason, joined(details))


def _add_scans(book: Book, scans: list[SheetScan] | None) -> None:
    """Add to the book the second reader's counts, and what only that reader finds."""
    by_name = {scan.name: scan for scan in scans or []}
    for sheet in book.sheets:
        scan = by_name.get(sheet.name)
        if scan is None:
            continue
        sheet.n_second = scan.n_nonempty
        if scan.broken:
            _add_broken_cells(sheet, scan)
        for (row, column), text in scan.superscripts.items():
            if type(sheet.rows.get(row, {}).get(column)) is str:
                sheet.rows[row][column] = text
        for (row, column), effect in scan.format_effects.items():
            value = sheet.rows.get(row, {}).get(column)
            if value is not None:
                sheet.rows[row][column] = as_shown(value, effect)
        sheet.merged = sheet.merged or scan.merged
        sheet.hidden_rows, sheet.hidden_columns = scan.hidden_rows, scan.hidden_columns


def _add_broken_cells(sheet: Sheet, scan: SheetScan) -> None:
    for (row, column), broken in sorted(scan.broken.items()):
        sheet.rows.setdefault(row, {})[column] = broken
        sheet.rows[row] = dict(sorted(sheet.rows[row].items()))
    sheet.rows = dict(sorted(sheet.rows.items()))


def _counts_agree(book: Book) -> bool:
    return all(sheet.n_second in (None, sheet.n_nonempty) for sheet in book.sheets)


def _differing_counts(book: Book) -> str:
    """Each sheet whose two counts differ, with both."""
    differing = [sheet for sheet in book.sheets if sheet.n_second not in (None, sheet.n_nonempty)]
    return "; ".join(f"“{sheet.name}”: {sheet.n_nonempty} ≠ {sheet.n_second}" for sheet in differing)
