"""Detects the format of a received file by its bytes, and what a file is that is no workbook.

Nothing here reads a cell. A file's name is no evidence: HTML and XML come named .xls, packages named .csv.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from pipelines.errors import Message
from pipelines.submissions.book.book import UnreadableError
from pipelines.submissions.book.file_kinds import (
    ARCHIVE,
    WRITTEN,
    FileKind,
    is_certain,
    kind_of,
    kind_of_compound,
    kind_of_package,
    mimetype_of,
)
from pipelines.submissions.book.formats.default_key import decrypted
from pipelines.submissions.book.formats.other_formats import name_other_format
from pipelines.submissions.book.messages import detail
from pipelines.submissions.book.source import Source
from pipelines.submissions.book.text_encoding import detect_text_format

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
MAX_PARTS = 5_000  # of a ZIP package: the limits against zip bombs
MAX_UNZIPPED = 400 << 20  # bytes, half of a worker's memory: XML grows when it becomes cells
MAX_RATIO = 200  # unzipped to zipped; real sheets of repeated rows reach about 30
RATIO_FREE = 20 << 20  # bytes; below this size any ratio is harmless
BROKEN_PART = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)

WORKBOOK = FileKind("workbook", "bảng tính", "workbook")
WORKBOOK_KINDS = {"csv": FileKind("text", "CSV / văn bản", "CSV / text"), "html": FileKind("text", "HTML", "HTML")}
ODF_SPREADSHEET = b"office:spreadsheet"
IS_ENCRYPTED = 0x1  # the flag of a ZIP member that a password protects


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
        return _detect_ole(content)
    if content[:1] == b"\x09" and content[1:2] in (b"\x00", b"\x02", b"\x04", b"\x08"):
        return Source("xls", content)  # a BIFF stream without a container, as programs of the nineties wrote it
    if other := name_other_format(content):
        raise other
    kind = kind_of(content)
    if is_certain(kind, content):
        raise not_a_workbook(kind)
    text_format = detect_text_format(content)
    if text_format is None:
        raise not_a_workbook(kind)
    return Source(text_format, content)


def kind_of_file(content: bytes) -> FileKind:
    """What a file sent as a written report is. Raises UnreadableError for one that is empty, damaged or a program."""
    try:
        return WORKBOOK_KINDS.get(detect_format(content).format, WORKBOOK)
    except UnreadableError as error:
        group, kind = error.reason.partition(".")[2], error.detail
        if group in WRITTEN and isinstance(kind, Message):
            return FileKind(group, kind.vi, kind.en)
        raise


def _detect_ole(content: bytes) -> Source:
    """Office programs before 2007 share a container, and so does Outlook; a stream at its root says which wrote it.

    Excel's newer formats stand in it where they are encrypted.
    """
    if "EncryptedPackage".encode("utf-16-le") in content:
        plain = decrypted(content)
        if plain is None:
            raise UnreadableError("encrypted")
        return _detect_zip(plain)
    kind = kind_of_compound(content)
    if kind is not None:
        raise not_a_workbook(kind)
    if other := name_other_format(content):
        raise other
    return Source("xls", content)


def _detect_zip(content: bytes) -> Source:
    """The format of a ZIP package by the names of its parts."""
    archive = _open_zip(content)
    infos = archive.infolist()
    names = {info.filename.replace("\\", "/").lstrip("/").lower(): info.filename for info in infos}
    if len(names) < len(infos):  # which of two parts of one name is read depends on the reader
        raise UnreadableError("damaged", detail("same_part_twice"))
    is_package = "[content_types].xml" in names or "content.xml" in names
    if is_package and any(info.flag_bits & IS_ENCRYPTED for info in infos):
        raise UnreadableError("encrypted")
    if "xl/workbook.bin" in names:
        return Source("xlsb", content, archive)
    if "content.xml" in names and _is_spreadsheet(archive, names):
        return Source("ods", content, archive)
    if any(name.endswith("workbook.xml") for name in names):
        return Source("xlsx", content, archive)
    if any(name.endswith(".iwa") for name in names) or "index.zip" in names:
        raise UnreadableError("other_program", detail("numbers"))
    kind = kind_of_package(set(names), mimetype_of(archive))
    if kind.group == ARCHIVE and any(info.flag_bits & IS_ENCRYPTED for info in infos):
        raise UnreadableError("encrypted.archive", kind.name)
    raise not_a_workbook(kind, "zip" if kind.group == ARCHIVE else kind.group)


def _is_spreadsheet(archive: zipfile.ZipFile, names: dict[str, str]) -> bool:
    """True if an OpenDocument package holds a spreadsheet: its type or, where that is missing, its content says so.

    Raises UnreadableError for one under a password.
    """
    kind = _part(archive, names.get("mimetype"))
    manifest = _part(archive, names.get("meta-inf/manifest.xml"))
    if b"encryption-data" in manifest:
        raise UnreadableError("encrypted")
    return b"spreadsheet" in kind or (not kind.strip() and ODF_SPREADSHEET in _part(archive, names["content.xml"]))


def _part(archive: zipfile.ZipFile, name: str | None) -> bytes:
    """An optional part; empty where it is missing. Raises UnreadableError where it cannot be unpacked."""
    if name is None:
        return b""
    try:
        return archive.read(name)
    except BROKEN_PART as error:
        raise UnreadableError("truncated", detail("zip_damaged", error=error)) from error


def _open_zip(content: bytes) -> zipfile.ZipFile:
    """The package; UnreadableError where it cannot be opened or would unpack to too much (a zip bomb)."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        infos = archive.infolist()
    except BROKEN_PART as error:
        raise UnreadableError("truncated", detail("zip_damaged", error=error)) from error
    unzipped = sum(info.file_size for info in infos)
    zipped = sum(info.compress_size for info in infos) or 1
    is_bomb = unzipped > RATIO_FREE and unzipped / zipped > MAX_RATIO
    if len(infos) > MAX_PARTS or unzipped > MAX_UNZIPPED or is_bomb:
        raise UnreadableError("too_large", detail("unzipped_size", size=unzipped >> 20, parts=len(infos)))
    return archive


def not_a_workbook(kind: FileKind, group: str = "") -> UnreadableError:
    """The error for a file that is no workbook but of another kind, with what the sender is asked to do."""
    return UnreadableError(f"not_a_workbook.{group or kind.group}", kind.name)
