"""Reads the bytes of a workbook into a Book: detects the format, opens it with a reader, counts its cells again.

The order of the readers and the comparison of the two counts stand here; each format's reader is a module of readers/,
its second count one of counters/.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import NamedTuple

from pipelines.submissions.book.book import Book, SheetScan, UnreadableError
from pipelines.submissions.book.formats.default_key import decrypted
from pipelines.submissions.book.formats.detect import detect_format
from pipelines.submissions.book.legacy_fonts import decode_book
from pipelines.submissions.book.messages import detail, joined
from pipelines.submissions.book.readers.calamine import Grid, book_of, read_grids
from pipelines.submissions.book.second_reader import Agreement, combine, scan
from pipelines.submissions.book.source import Source

READERS: dict[str, tuple[str, ...]] = {  # format -> readers in the order they are tried
    "xlsx": ("calamine", "openpyxl"),
    "xls": ("calamine", "xlrd"),
    "xlsb": ("calamine",),
    "ods": ("calamine", "ods"),
    "spreadsheetml": ("spreadsheetml",),
    "csv": ("csv",),
    "html": ("html",),
}


class ReaderFailure(NamedTuple):
    """Why one reader gave no book."""

    reader: str
    reason: str  # `encrypted` or `damaged`; `reader_died`, `memory`, `timeout` where it cost a worker


class Opened(NamedTuple):
    """A file whose format is known; of an .xlsx also what both readers give, before rows are made of it."""

    source: Source
    scans: list[SheetScan] | None = None
    grids: list[Grid] | None = None


class Reading(NamedTuple):
    """One reader's book, and where the second reader differs from it."""

    book: Book
    agreement: Agreement


def open_file(content: bytes, stage: Callable[[str], None]) -> Opened:
    """The file, opened for submissions/templates, which needs no rows. Raises UnreadableError as `read_book` does."""
    source = detect_format(content)
    if source.format != "xlsx":
        return Opened(source)
    stage("scan")
    scans = scan(source)
    stage("calamine")
    try:
        return Opened(source, scans, read_grids(content))
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # a panic of calamine's Rust code is one; read_book says what is wrong
        return Opened(source)


def read_book(
    content: bytes, died: Mapping[str, str], stage: Callable[[str], None], opened: Opened | None = None
) -> Book:
    """Read a workbook with the first reader that agrees with the second one in counts of cells and sampled texts.

    Args:
        content: the bytes of the file.
        died: readers (or `scan`) that ended an earlier worker on this file -> reason code; they are left out.
        stage: called with the name of each stage (`scan`, a reader) before it starts.
        opened: the same file where `open_file` opened it before; nothing is read twice.

    Raises:
        UnreadableError: the file is no workbook, damaged, encrypted, too large, without a sheet, or no reader agrees
            with the second one.
    """
    opened = opened or Opened(detect_format(content))
    source = opened.source
    try:
        book = _read(opened, died, stage)
    except UnreadableError as error:
        plain = decrypted(content) if (error.reason, source.format) == ("encrypted", "xls") else None
        if plain is None:
            raise
        book = _read(Opened(detect_format(plain)), died, stage)
    decode_book(book)
    return book


def _read(opened: Opened, died: Mapping[str, str], stage: Callable[[str], None]) -> Book:
    source, scans = opened.source, opened.scans
    stage("scan")
    if opened.grids is None:
        scans = None if "scan" in died else scan(source)
    first: Reading | None = None
    failures: list[ReaderFailure] = []
    for name in READERS[source.format]:
        if name in died:
            failures.append(ReaderFailure(name, died[name]))
            continue
        stage(name)
        is_open = name == "calamine" and opened.grids is not None
        book = book_of(opened.grids or []) if is_open else _read_with(name, source.content)
        if isinstance(book, ReaderFailure):
            failures.append(book)
            continue
        reading = Reading(book, combine(book, scans))
        if reading.agreement.is_whole:
            return _with_sheets(book)
        first = first or reading
    if first is None:
        raise _failed(failures, died)
    if first.agreement.counts:
        raise UnreadableError("counts_differ", first.agreement.counts)
    raise UnreadableError("texts_differ", first.agreement.texts)


def _with_sheets(book: Book) -> Book:
    if not book.sheets:
        raise UnreadableError("no_sheet")
    return book


def _read_with(name: str, content: bytes) -> Book | ReaderFailure:
    """One reader's book, or why it gave none."""
    module = import_module(f"pipelines.submissions.book.readers.{name}")
    try:
        return module.read(content)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except UnreadableError as error:
        return ReaderFailure(name, error.reason)
    except BaseException:  # a panic of calamine's Rust code is a BaseException
        return ReaderFailure(name, "damaged")  # the library's own words help nobody who sends the file


def _failed(failures: list[ReaderFailure], died: Mapping[str, str]) -> UnreadableError:
    """The error for a file that no reader opened: a password first, then what ended a worker, else damage."""
    reasons = {failure.reason for failure in failures}
    for reason in ("encrypted", "too_large"):
        if reason in reasons:
            return UnreadableError(reason)
    reason = next((died[name] for name in died if name != "scan"), "damaged")
    details = [detail(f"reader_{failure.reason}" if failure.reader in died else "reader_error") for failure in failures]
    return UnreadableError(reason, joined(list(dict.fromkeys(details))))
