"""Reads the bytes of a workbook into a Book: detects the format, opens it with a reader, counts its cells again.

The order of the readers and the comparison of the two counts stand here; each format's reader is a module of readers/,
its second count one of counters/.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import NamedTuple

from pipelines.submissions.book.book import Book, UnreadableError
from pipelines.submissions.book.formats.default_key import decrypted
from pipelines.submissions.book.formats.detect import detect_format
from pipelines.submissions.book.legacy_fonts import decode_book
from pipelines.submissions.book.messages import detail, joined
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
    error: str = ""  # the library's error


class Reading(NamedTuple):
    """One reader's book, and where the second reader differs from it."""

    book: Book
    agreement: Agreement


def read_book(content: bytes, died: Mapping[str, str], stage: Callable[[str], None]) -> Book:
    """Read a workbook with the first reader that agrees with the second one in counts of cells and sampled texts.

    Args:
        content: the bytes of the file.
        died: readers (or `scan`) that ended an earlier worker on this file -> reason code; they are left out.
        stage: called with the name of each stage (`scan`, a reader) before it starts.

    Raises:
        UnreadableError: the file is no workbook, damaged, encrypted, too large, without a sheet, or no reader agrees
            with the second one.
    """
    source = detect_format(content)
    try:
        book = _read(source, died, stage)
    except UnreadableError as error:
        plain = decrypted(content) if (error.reason, source.format) == ("encrypted", "xls") else None
        if plain is None:
            raise
        book = _read(detect_format(plain), died, stage)
    decode_book(book)
    return book


def _read(source: Source, died: Mapping[str, str], stage: Callable[[str], None]) -> Book:
    stage("scan")
    scans = None if "scan" in died else scan(source)
    first: Reading | None = None
    failures: list[ReaderFailure] = []
    for name in READERS[source.format]:
        if name in died:
            failures.append(ReaderFailure(name, died[name]))
            continue
        stage(name)
        book = _read_with(name, source.content)
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
    except BaseException as error:  # a panic of calamine's Rust code is a BaseException
        return ReaderFailure(name, "damaged", f"{type(error).__name__}: {str(error)[:200]}".rstrip(": "))


def _failed(failures: list[ReaderFailure], died: Mapping[str, str]) -> UnreadableError:
    """The error for a file that no reader opened: a password first, then what ended a worker, else damage."""
    reasons = {failure.reason for failure in failures}
    for reason in ("encrypted", "too_large"):
        if reason in reasons:
            return UnreadableError(reason)
    reason = next((died[name] for name in died if name != "scan"), "damaged")
    details = [
        detail("reader_error", reader=failure.reader, error=failure.error or failure.reason)
        if failure.reader not in died
        else detail(f"reader_{failure.reason}", reader=failure.reader)
        for failure in failures
    ]
    return UnreadableError(reason, joined(details))
