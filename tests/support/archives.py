"""Builds ZIP archives and mail messages for the tests of what opens them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from email.message import EmailMessage

SENT = datetime(2026, 10, 16, 9, 30, tzinfo=UTC)


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these members, in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def locked(content: bytes) -> bytes:
    """The archive with every member marked as encrypted."""
    changed = bytearray(content)
    for signature, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        place = changed.find(signature)
        while place >= 0:
            changed[place + at] |= 1
            place = changed.find(signature, place + 4)
    return bytes(changed)


def mail(
    files: Mapping[str, bytes], sender: str = "Văn thư <vanthu@xa.vn>", subject: str = "Báo cáo tháng 10"
) -> EmailMessage:
    """A message with a text, and these files attached."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"], message["Date"] = sender, "so@tinh.vn", subject, SENT
    message.set_content("Kính gửi; đơn vị gửi, báo cáo\n| a | b |\n")
    for name, content in files.items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message
