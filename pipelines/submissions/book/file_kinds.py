"""Names what a file is that is no workbook, by its bytes: photo, PDF, text document, archive, message, program.

A kind is named in both languages; its group decides what the sender is asked to do
(`not_a_workbook.<group>` of submissions/messages.py). Nothing is unpacked or run.
"""

from __future__ import annotations

import re
import zipfile
from typing import NamedTuple

from pipelines.errors import Message
from pipelines.submissions.book import ole

HEAD = 64 << 10  # bytes that are looked at in a text
HEADER_LINE = re.compile(r"([A-Za-z][A-Za-z0-9-]*):[ \t]?(.*)")
MAIL_HEADERS = frozenset(
    [
        "from",
        "to",
        "cc",
        "subject",
        "date",
        "received",
        "message-id",
        "mime-version",
        "return-path",
        "delivered-to",
        "reply-to",
        "sender",
    ]
)
SAVED_PAGE = ("snapshot-content-location", "x-document-type")  # headers of a page or workbook saved as .mht


class FileKind(NamedTuple):
    """What a file is: the group that decides the advice, and its name in both languages."""

    group: str
    vi: str
    en: str

    @property
    def name(self) -> Message:
        """The name as a message's detail."""
        return Message("file_kind", self.vi, self.en)


PHOTO, DOCUMENT, SLIDES, PDF, ARCHIVE = "photo", "document", "slides", "pdf", "archive"
MESSAGE, TEXT, PROGRAM, MEDIA, SHORTCUT, OTHER = "message", "text", "program", "media", "shortcut", "other"
WRITTEN = frozenset({PHOTO, DOCUMENT, SLIDES, PDF, TEXT})  # what may be a written report

_RAW: tuple[tuple[bytes, FileKind], ...] = (  # first bytes
    (b"%PDF", FileKind(PDF, "PDF", "PDF")),
    (b"\xff\xd8\xff", FileKind(PHOTO, "ảnh JPEG", "a JPEG picture")),
    (b"\x89PNG", FileKind(PHOTO, "ảnh PNG", "a PNG picture")),
    (b"GIF8", FileKind(PHOTO, "ảnh GIF", "a GIF picture")),
    (b"II*\0", FileKind(PHOTO, "ảnh TIFF", "a TIFF picture")),
    (b"MM\0*", FileKind(PHOTO, "ảnh TIFF", "a TIFF picture")),
    (b"AT&TFORM", FileKind(PHOTO, "ảnh quét DjVu", "a DjVu scan")),
    (b"{\\rtf", FileKind(DOCUMENT, "RTF", "RTF")),
    (b"\xdb\xa5-\0", FileKind(DOCUMENT, "Word cũ", "an old Word document")),
    (b"Rar!", FileKind(ARCHIVE, "tệp nén RAR", "a RAR archive")),
    (b"7z\xbc\xaf", FileKind(ARCHIVE, "tệp nén 7-Zip", "a 7-Zip archive")),
    (b"\x1f\x8b", FileKind(ARCHIVE, "tệp nén GZIP", "a GZIP archive")),
    (b"BZh", FileKind(ARCHIVE, "tệp nén BZIP2", "a BZIP2 archive")),
    (b"\xfd7zXZ", FileKind(ARCHIVE, "tệp nén XZ", "an XZ archive")),
    (b"MSCF", FileKind(ARCHIVE, "tệp nén CAB", "a CAB archive")),
    (b"\x78\x9f\x3e\x22", FileKind(MESSAGE, "winmail.dat của Outlook", "Outlook's winmail.dat")),
    (b"MZ", FileKind(PROGRAM, "chương trình Windows", "a Windows program")),
    (b"\x7fELF", FileKind(PROGRAM, "chương trình Linux", "a Linux program")),
    (b"\xca\xfe\xba\xbe", FileKind(PROGRAM, "chương trình", "a program")),
    (b"#!", FileKind(PROGRAM, "tệp lệnh", "a script")),
    (b"L\0\0\0\x01\x14\x02\0", FileKind(SHORTCUT, "lối tắt của Windows", "a Windows shortcut")),
    (b"[InternetShortcut]", FileKind(SHORTCUT, "lối tắt trang mạng", "a shortcut to a web page")),
    (b"ID3", FileKind(MEDIA, "tệp âm thanh", "a sound file")),
    (b"OggS", FileKind(MEDIA, "tệp âm thanh", "a sound file")),
    (b"SQLite format 3\0", FileKind(OTHER, "cơ sở dữ liệu SQLite", "an SQLite database")),
    (b"\0\x01\0\0Standard", FileKind(OTHER, "cơ sở dữ liệu Access", "an Access database")),
)
_WORD = FileKind(DOCUMENT, "Word", "Word")
_POWERPOINT = FileKind(SLIDES, "PowerPoint", "PowerPoint")
_PROGRAM_PACKAGE = FileKind(PROGRAM, "chương trình đóng gói", "a packed program")
_PARTS: tuple[tuple[str, FileKind], ...] = (  # a part of a ZIP package, in lower case
    ("word/document.xml", _WORD),
    ("ppt/presentation.xml", _POWERPOINT),
    ("visio/document.xml", FileKind(OTHER, "bản vẽ Visio", "a Visio drawing")),
    ("fixeddocseq.fdseq", FileKind(PDF, "XPS", "XPS")),
    ("meta-inf/manifest.mf", _PROGRAM_PACKAGE),
    ("androidmanifest.xml", _PROGRAM_PACKAGE),
    ("index/document.iwa", FileKind(OTHER, "tệp của Apple iWork", "an Apple iWork file")),
    ("meta-inf/container.xml", FileKind(DOCUMENT, "sách EPUB", "an EPUB book")),
)
_MIMETYPES: tuple[tuple[str, FileKind], ...] = (  # of an OpenDocument package, which .odt, .odp … are
    ("opendocument.text", FileKind(DOCUMENT, "văn bản OpenDocument (.odt)", "an OpenDocument text (.odt)")),
    ("opendocument.presentation", FileKind(SLIDES, "bản trình chiếu OpenDocument", "an OpenDocument presentation")),
    ("opendocument", FileKind(OTHER, "tệp OpenDocument khác", "another OpenDocument file")),
    ("epub", FileKind(DOCUMENT, "sách EPUB", "an EPUB book")),
)
_STREAMS: tuple[tuple[str, FileKind], ...] = (  # a stream at the root of a compound file, in lower case
    ("worddocument", _WORD),
    ("powerpoint document", _POWERPOINT),
    ("visiodocument", FileKind(OTHER, "bản vẽ Visio", "a Visio drawing")),
    ("__properties_version1.0", FileKind(MESSAGE, "thư Outlook (.msg)", "an Outlook message (.msg)")),
)
_ZIP = FileKind(ARCHIVE, "tệp nén ZIP", "a ZIP archive")
_HEIC = FileKind(PHOTO, "ảnh HEIC của điện thoại", "a HEIC picture of a phone")
_VIDEO = FileKind(MEDIA, "video", "a video")
_MAIL = FileKind(MESSAGE, "thư điện tử (.eml)", "a mail message (.eml)")
_TEXT = FileKind(TEXT, "CSV / văn bản", "CSV / text")
UNKNOWN = FileKind(OTHER, "không rõ loại", "of unknown kind")


def kind_of(content: bytes) -> FileKind:
    """What the bytes are, of a file that is no ZIP package and no compound file."""
    text = content.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
    found = next((kind for first, kind in _RAW if content.startswith(first) or text.startswith(first)), None)
    return found or _by_box(content) or _by_text(content, text)


def is_certain(kind: FileKind, content: bytes) -> bool:
    """True where the kind rules out a table of text: a PDF, a message, or binary bytes behind a known beginning."""
    return kind.group in (PDF, MESSAGE) or (kind.group not in (TEXT, OTHER) and b"\0" in content[:4096])


def kind_of_package(names: set[str], mimetype: str) -> FileKind:
    """What a ZIP package is by the names of its parts, in lower case; an archive where it is no package."""
    found = next((kind for part, kind in _PARTS if part in names), None)
    return found or next((kind for part, kind in _MIMETYPES if part in mimetype), None) or _ZIP


def mimetype_of(archive: zipfile.ZipFile) -> str:
    """The text of a package's part `mimetype`; empty where it has none that can be read."""
    try:
        with archive.open("mimetype") as part:
            return part.read(200).decode("latin-1")
    except Exception:  # absent, locked, damaged, of an unknown compression
        return ""


def kind_of_compound(content: bytes) -> FileKind | None:
    """What a compound file is by the streams at its root; None for a workbook, and where it cannot be told."""
    names = root_names(content)
    if not names:  # a damaged directory: a stream's name may still stand somewhere in the file
        folded = content.lower()
        names = {name for name in ("workbook", *dict(_STREAMS)) if name.encode("utf-16-le") in folded}
    if any(name.endswith("book") for name in names):
        return None
    return next((kind for stream, kind in _STREAMS if stream in names), None)


def root_names(content: bytes) -> set[str]:
    """The streams and storages at the root of a compound file, in lower case; empty where it is damaged."""
    try:
        return {name.lower() for name in ole.OleFile(content).names()}
    except (ValueError, IndexError, OverflowError):
        return set()


def is_mail(content: bytes) -> bool:
    """True for an e-mail message: header lines with a sender, and at least one more that only messages have."""
    head = content[:HEAD].removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n").decode("latin-1")
    headers: dict[str, str] = {}
    for n, line in enumerate(head.splitlines()):
        if not line.strip():
            break
        match = HEADER_LINE.fullmatch(line)
        if match:
            headers.setdefault(match[1].lower(), match[2])
        elif not (line[0] in " \t" and headers) and not (n == 0 and line.startswith("From ")):
            return False
    is_page = any(name in headers for name in SAVED_PAGE) or "saved by" in headers.get("from", "").lower()
    return "from" in headers and len(MAIL_HEADERS & headers.keys()) >= 2 and not is_page


def _by_box(content: bytes) -> FileKind | None:
    """Formats whose name stands behind a length: HEIC, video, WebP, BMP, tar."""
    if content[4:8] == b"ftyp":
        return _HEIC if content[8:12] in (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif") else _VIDEO
    if content[:4] == b"RIFF":
        return FileKind(PHOTO, "ảnh WebP", "a WebP picture") if content[8:12] == b"WEBP" else _VIDEO
    if content[:2] == b"BM" and int.from_bytes(content[2:6], "little") in (len(content), 0):
        return FileKind(PHOTO, "ảnh BMP", "a BMP picture")
    return FileKind(ARCHIVE, "tệp nén TAR", "a TAR archive") if content[257:262] == b"ustar" else None


def _by_text(content: bytes, text: bytes) -> FileKind:
    if is_mail(content):
        return _MAIL
    head = text[:HEAD].lower()
    if head.startswith((b"<html", b"<!doctype", b"<table")):
        return FileKind(TEXT, "trang HTML", "an HTML page")
    if head.startswith(b"<"):
        return FileKind(TEXT, "XML", "XML")
    if head.startswith(b"{") and b'"url"' in head and len(content) < 2_000:
        return FileKind(SHORTCUT, "lối tắt Google", "a shortcut to Google Drive")
    if head.startswith((b"{", b"[")):
        return FileKind(TEXT, "JSON", "JSON")
    return _TEXT if head and not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", head) else UNKNOWN
