"""Bytes -> Book: what kind of file it is, which reader opens it, what the second reader saw.

Here: the order of readers and the comparison of their counts. Not here: how one format is read (read_*.py, scan_*.py).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from importlib import import_module

from pipelines.submissions.book.book import Book, Percent, Sheet, SheetScan, Unreadable, masked
from pipelines.submissions.book.legacy_fonts import decode_book
from pipelines.submissions.book.text_encoding import text_kind

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
MAX_FILES = 5_000
MAX_UNZIPPED = 400 << 20  # half of a worker's memory: XML grows when it becomes cells
MAX_RATIO = 200  # honest sheets of repeated rows reach about 30
RATIO_FREE = 20 << 20  # below this size any ratio is harmless

READERS: dict[str, tuple[str, ...]] = {
    "xlsx": ("calamine", "openpyxl"),
    "xls": ("calamine", "xlrd"),
    "xlsb": ("calamine",),
    "ods": ("calamine",),
    "csv": ("csv",),
    "html": ("html",),
}
MARKS = (
    *((b"%pdf", "PDF"), (b"<html", "HTML"), (b"<!doctype", "HTML"), (b"<table", "HTML"), (b"<", "XML")),
    *((b"{\\rtf", "RTF"), (b"\x89png", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"rar!", "RAR"), (b"7z\xbc\xaf", "7z")),
    *((b"\x1f\x8b", "GZIP"), (b"pk", "ZIP")),
)
OLE_OTHERS = {"WordDocument": "Word", "PowerPoint Document": "PowerPoint", "VisioDocument": "Visio"}  # their streams
Stage = Callable[[str], None]


def read_book(content: bytes, died: dict[str, str], stage: Stage) -> Book:
    """The book in `content`; `died` are the stages that cost a worker, and of what; `stage` is told what starts."""
    kind, archive = sniff(content)
    stage("scan")
    scans = None if "scan" in died else _scan(kind, content, archive)
    book: Book | None = None
    faults: list[str] = []
    for name in READERS[kind]:
        if name in died:
            faults.append(f"{name}: {died[name]}")
            continue
        stage(name)
        other = _attempt(name, content, faults)
        if other is None:
            continue
        _join(other, scans)
        if _agrees(other):
            book = other
            break
        book = book or other
    if book is None:
        raise Unreadable(_why(faults, died), "; ".join(faults))
    if not book.sheets:
        raise Unreadable("no_sheet")
    if not _agrees(book):
        raise Unreadable("counts_differ", _differing(book))
    decode_book(book)
    return book


def sniff(content: bytes) -> tuple[str, zipfile.ZipFile | None]:
    """The format by its bytes, never by the file's name."""
    if not content:
        raise Unreadable("empty_file")
    if content.startswith(b"PK"):
        return _sniff_zip(content)
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Unreadable("encrypted")
        return _sniff_ole(content), None
    if content[:1] == b"\x09" and content[1:2] in (b"\x00", b"\x02", b"\x04", b"\x08"):
        return "xls", None  # a bare BIFF stream of the nineties
    kind = text_kind(content)
    if kind is None:
        raise Unreadable("not_a_workbook", _guess(content))
    return kind, None


def _sniff_ole(content: bytes) -> str:
    """The old programs share a container; the name of a stream tells which of them wrote it."""
    folded = content.lower()  # some writers put the names in capitals; `Workbook` and the older `Book` both end so
    for stream, program in OLE_OTHERS.items() if "book".encode("utf-16-le") not in folded else ():
        if stream.lower().encode("utf-16-le") in folded:
            raise Unreadable("not_a_workbook", program)
    return "xls"


def _sniff_zip(content: bytes) -> tuple[str, zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as fault:
        raise Unreadable("truncated", str(fault)) from fault
    infos = archive.infolist()
    total = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos) or 1
    if len(infos) > MAX_FILES or total > MAX_UNZIPPED or (total > RATIO_FREE and total / packed > MAX_RATIO):
        raise Unreadable("too_large", f"{total >> 20} MB, {len(infos)} files")
    names = {info.filename.replace("\\", "/").lstrip("/").lower() for info in infos}
    if len(names) < len(infos):  # which of two parts of one name is read is a matter of the reader
        raise Unreadable("damaged", "two parts of one name")
    if "xl/workbook.bin" in names:
        return "xlsb", archive
    if "content.xml" in names and "spreadsheet" in archive.read("mimetype").decode("latin-1"):
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise Unreadable("encrypted")
        return "ods", archive
    if any(name.endswith("workbook.xml") for name in names):
        return "xlsx", archive
    others = {"word/document.xml": "Word", "ppt/presentation.xml": "PowerPoint"}
    raise Unreadable("not_a_workbook", next((program for part, program in others.items() if part in names), "ZIP"))


def _guess(content: bytes) -> str:
    """What a file that is no workbook probably is, for the message."""
    head = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for mark, name in MARKS:
        if head.startswith(mark):
            return name
    return "CSV / text" if content[:4096].isascii() and b"\x00" not in content[:4096] else "?"


def _scan(kind: str, content: bytes, archive: zipfile.ZipFile | None) -> list[SheetScan] | None:
    """The second reader's sheets; None where it cannot open the file, since the first may still."""
    module = import_module(f"pipelines.submissions.book.counters.{kind}")
    try:
        return module.scan(content, archive)
    except (MemoryError, Unreadable):
        raise
    except Exception:  # any fault of a broken file's parser means the same here: no second count
        return None


def _attempt(name: str, content: bytes, faults: list[str]) -> Book | None:
    """One reader's book, or None with its complaint added; a Rust panic is a BaseException."""
    module = import_module(f"pipelines.submissions.book.readers.{name}")
    try:
        return module.read(content)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as fault:
        faults.append(f"{name}: {type(fault).__name__}: {str(fault)[:200]}")
        return None


def _join(book: Book, scans: list[SheetScan] | None) -> None:
    """Put the second reader's counts, and the cells that only it sees, into the book."""
    by_name = {scan.name: scan for scan in scans or []}
    for sheet in book.sheets:
        scan = by_name.get(sheet.name)
        if scan is None:
            continue
        sheet.n_second = scan.n_nonempty
        if scan.broken:
            _put_broken(sheet, scan)
        for (row, column), shown in scan.shown.items():
            value = sheet.rows.get(row, {}).get(column)
            if type(value) is float or type(value) is int:
                sheet.rows[row][column] = Percent(value) if shown.is_percent else masked(value, shown.by, shown.text)
        for (row, column), text in scan.texts.items():
            if type(sheet.rows.get(row, {}).get(column)) is str:
                sheet.rows[row][column] = text
        sheet.merged = sheet.merged or scan.merged
        sheet.hidden_rows, sheet.hidden_columns = scan.hidden_rows, scan.hidden_columns


def _put_broken(sheet: Sheet, scan: SheetScan) -> None:
    for (row, column), broken in sorted(scan.broken.items()):
        sheet.rows.setdefault(row, {})[column] = broken
        sheet.rows[row] = dict(sorted(sheet.rows[row].items()))
    sheet.rows = dict(sorted(sheet.rows.items()))


def _agrees(book: Book) -> bool:
    return all(sheet.n_second in (None, sheet.n_nonempty) for sheet in book.sheets)


def _differing(book: Book) -> str:
    """The sheets of which nobody can say how many cells they have."""
    odd = [sheet for sheet in book.sheets if sheet.n_second not in (None, sheet.n_nonempty)]
    return "; ".join(f"“{sheet.name}”: {sheet.n_nonempty} ≠ {sheet.n_second}" for sheet in odd)


def _why(faults: list[str], died: dict[str, str]) -> str:
    """The reason to give when no reader opened the file: a password first, then what killed a reader."""
    text = " ".join(faults).lower()
    if "password" in text or "encrypt" in text:
        return "encrypted"
    return next((died[name] for name in died if name != "scan"), "damaged")
