"""Names spreadsheets of other programs, which are not read: what the file is, and how its sender makes an .xlsx of it.

The first bytes, or the first lines of a text, are the evidence.
"""

from __future__ import annotations

import re

from pipelines.submissions.book.book import UnreadableError
from pipelines.submissions.book.messages import detail

HEAD = 65536  # bytes that are looked at
BINARY = (  # first bytes of programs of the nineties
    *((bytes.fromhex("00000200 0604"), "lotus"), (bytes.fromhex("00000200 0404"), "works")),
    *((bytes.fromhex("ff000200 0404"), "works"), (bytes.fromhex("00001a00"), "lotus")),
    *((bytes.fromhex("00000200 2051"), "quattro"), (bytes.fromhex("00000200 0110"), "quattro")),
    *((bytes.fromhex("00000200 0210"), "quattro"), (bytes.fromhex("00000200 0610"), "quattro")),
)
QUATTRO_STREAM = "NativeContent_MAIN".encode("utf-16-le")
SYLK = re.compile(rb"ID;P[^\r\n]*\r?\n(?:(?:[A-Z]{1,3};[^\r\n]*|E)?\r?\n){2}")
SYLK_CELL = re.compile(rb"^C;(?:[XY]\d+;)+", re.MULTILINE)
DIF = re.compile(rb'TABLE\r?\n0,1\r?\n"[^\r\n]*"\r?\n(?:VECTORS|TUPLES|DATA)\r?\n')
MAIL_HEADER = re.compile(rb"^(?:to|received|message-id|delivered-to):", re.IGNORECASE | re.MULTILINE)
FLAT_ODF = re.compile(rb"<office:document\b[^>]*opendocument\.spreadsheet")
DBF_VERSIONS = frozenset((0x03, 0x30, 0x31, 0x83, 0x8B, 0xF5))
DBF_FIELD = re.compile(rb"[A-Z_][A-Z0-9_]{0,10}\x00*[CNDLFMITBYG]", re.IGNORECASE)


def name_other_format(content: bytes) -> UnreadableError | None:
    """The error that names the program's format; None where it is not known."""
    for kind in (_binary(content), _text(content[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n"))):
        if kind:
            excel_opens = kind in ("sylk", "dif", "mht", "dbf")
            return UnreadableError("not_a_workbook" if excel_opens else "other_program", detail(kind))
    return None


def _binary(content: bytes) -> str:
    for signature, kind in BINARY:
        if content.startswith(signature):
            return kind
    if QUATTRO_STREAM in content:
        return "quattro"
    return "dbf" if _is_dbf(content) else ""


def _is_dbf(content: bytes) -> bool:
    """True for a dBase or FoxPro table: version, a date, lengths that fit, and a first field with a name and a type."""
    if len(content) < 65 or content[0] not in DBF_VERSIONS or not (1 <= content[2] <= 12 and 1 <= content[3] <= 31):
        return False
    header, record = int.from_bytes(content[8:10], "little"), int.from_bytes(content[10:12], "little")
    return 65 <= header <= len(content) and record > 1 and DBF_FIELD.match(content[32:44]) is not None


def _text(head: bytes) -> str:
    if SYLK.match(head) and SYLK_CELL.search(head):
        return "sylk"
    if DIF.match(head):
        return "dif"
    if FLAT_ODF.search(head):
        return "flat_ods"
    headers, _, body = head.replace(b"\r\n", b"\n").partition(b"\n\n")
    folded = headers.lower()
    is_archive = b"multipart/related" in folded and b"mime-version:" in folded and not MAIL_HEADER.search(headers)
    is_archive &= b"content-location:" in body.lower() or b"x-document-type: workbook" in folded
    return "mht" if is_archive else ""
