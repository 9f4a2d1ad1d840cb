"""Takes an Outlook message (.msg) apart: a compound file whose streams are named by property and type (MS-OXMSG)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr

from pipelines.submissions.book.ole import OleFile, Path
from pipelines.submissions.intake.archives import mail
from pipelines.submissions.intake.archives.parts import Envelope, Part, Parts
from pipelines.submissions.intake.inbox.names import inside
from pipelines.submissions.intake.inbox.skipped import Skipped, ignored

PROPERTIES = "__properties_version1.0"
SUBJECT, HEADERS = "0037", "007D"
SMTP_ADDRESS, SENDER_ADDRESS, REPRESENTED = "5D01", "0C1F", "0065"
LONG_NAME, SHORT_NAME, DISPLAY_NAME, DATA = "3707", "3704", "3001", "3701"
SUBMITTED, DELIVERED = 0x0039, 0x0E06
HIDDEN, FILETIME, BOOLEAN = 0x7FFE, 0x0040, 0x000B
MAX_DEPTH = 4
FIRST_DAY = datetime(1601, 1, 1, tzinfo=UTC)


def is_message(file: OleFile) -> bool:
    """True for a compound file that is a message."""
    return file.has((PROPERTIES,)) and not any(name.lower().endswith("book") for name in file.names())


def envelope(file: OleFile) -> Envelope:
    """The sender's address and the date, as far as the message holds them."""
    headers = mail.envelope(mail.parse(_text(file, (), HEADERS).encode("utf-8", "replace")))
    found = (_text(file, (), code) for code in (SMTP_ADDRESS, SENDER_ADDRESS, REPRESENTED))
    address = next((parseaddr(text)[1] for text in found if "@" in text), headers.address)
    days = _fixed(file, (), 32)
    sent = next((_day(days[key]) for key in ((SUBMITTED, FILETIME), (DELIVERED, FILETIME)) if key in days), "")
    return Envelope(address.lower(), sent or headers.sent_at)


def parts(file: OleFile, parent: Path = (), depth: int = 0) -> Parts:
    """Every attached file; those of an attached message have its subject as their folder."""
    for place in _attachments(file, parent):
        inner = (*place, f"__substg1.0_{DATA}000D")
        if file.has((*inner, PROPERTIES)):
            yield from _of_attached_message(file, inner, depth)
            continue
        name = inside(_name(file, place))
        content = file.read((*place, f"__substg1.0_{DATA}0102"))
        reason = ignored(name.rpartition("/")[2])
        if _fixed(file, place, 8).get((HIDDEN, BOOLEAN), 0) & 1:
            reason = "inline_image"
        if content is None and not reason:
            reason = "damaged"
        yield Skipped(name, reason) if reason else Part(name, content or b"")


def _of_attached_message(file: OleFile, inner: Path, depth: int) -> Parts:
    """The files of an attached message, which is itself only text."""
    title = inside(mail.title_of(_text(file, inner, SUBJECT)))
    if depth >= MAX_DEPTH:
        yield Skipped(title, "too_deep")
        return
    found = list(parts(file, inner, depth + 1))
    if not found:
        yield Skipped(title, "message_without_files")
    for part in found:
        yield (
            part._replace(name=f"{title}/{part.name}")
            if isinstance(part, Part)
            else Skipped(f"{title}/{part.source}", part.reason)
        )


def _attachments(file: OleFile, parent: Path) -> Iterator[Path]:
    names = (name for name in file.names(parent) if name.lower().startswith("__attach_version1.0_"))
    yield from ((*parent, name) for name in sorted(names))


def _name(file: OleFile, place: Path) -> str:
    found = (_text(file, place, code) for code in (LONG_NAME, DISPLAY_NAME, SHORT_NAME))
    return next((text for text in found if text), "tep_dinh_kem")


def _text(file: OleFile, parent: Path, code: str) -> str:
    """A text property: UTF-16, or 8 bits as older Outlooks wrote."""
    wide = file.read((*parent, f"__substg1.0_{code}001F"))
    if wide is not None:
        return wide.decode("utf-16-le", "replace").rstrip("\0")
    narrow = file.read((*parent, f"__substg1.0_{code}001E")) or b""
    try:
        return narrow.decode("utf-8").rstrip("\0")
    except UnicodeDecodeError:
        return narrow.decode("cp1258", "replace").rstrip("\0")


def _fixed(file: OleFile, parent: Path, header: int) -> dict[tuple[int, int], int]:
    """Property and type -> value, of the properties that fit into eight bytes."""
    raw = file.read((*parent, PROPERTIES)) or b""
    found: dict[tuple[int, int], int] = {}
    for at in range(header, len(raw) - 15, 16):
        kind, code, _, value = struct.unpack_from("<HHIQ", raw, at)
        found[(code, kind)] = value
    return found


def _day(filetime: int) -> str:
    """A count of 100 nanoseconds since 1601 as ISO-8601; empty where it is no time."""
    try:
        return (FIRST_DAY + timedelta(microseconds=filetime // 10)).isoformat()
    except OverflowError:
        return ""
