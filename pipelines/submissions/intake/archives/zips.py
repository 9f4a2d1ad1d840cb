"""Takes a ZIP archive apart. A damaged, locked or oversized member costs only itself."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import PurePosixPath

from pipelines.submissions.book.file_kinds import ARCHIVE, kind_of_package, mimetype_of
from pipelines.submissions.intake.archives.parts import Part, Parts, TooLargeError
from pipelines.submissions.intake.inbox.names import inside, readable
from pipelines.submissions.intake.inbox.skipped import Skipped, ignored

UTF8, LOCKED = 0x800, 0x1  # flags of a member
PIECE = 1 << 20
MAX_LISTED = 20_000  # members that are looked at, directories and system files among them
MAX_RATIO, RATIO_FREE = 200, 20 << 20  # as in book/read.py: unpacked to packed, above a size that is harmless


def open_zip(content: bytes) -> zipfile.ZipFile | None:
    """The archive; None for a workbook, another package (.docx, .ods, .jar), or what cannot be opened."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return None
    names = {name.replace("\\", "/").lstrip("/").lower() for name in archive.namelist()}
    is_package = "[content_types].xml" in names or any(
        name.endswith(("workbook.xml", "workbook.bin")) for name in names
    )
    if is_package or {"content.xml", "styles.xml"} & names or mimetype_of(archive):
        return None
    return archive if kind_of_package(names, "").group == ARCHIVE else None


def parts(archive: zipfile.ZipFile, limit: int) -> Parts:
    """Every file of the archive, none larger than `limit` bytes, and what is skipped in it."""
    folders: set[str] = set()
    for n, info in enumerate(archive.infolist()):
        if n >= MAX_LISTED:
            yield Skipped("", "too_many")
            return
        path = inside(_name(info))
        folder, reason = _ignored(path)
        if reason and folder not in folders:
            folders.add(folder)
            yield Skipped(folder, reason)
        if reason or info.is_dir():
            continue
        reason = _reason(info, limit)
        if reason:
            yield Skipped(path, reason)
            continue
        try:
            content = _read(archive, info, limit)
        except (TooLargeError, MemoryError):
            yield Skipped(path, "unpacked_too_large")
        except Exception:  # whatever zipfile, zlib, bz2 or lzma raise on damaged bytes
            yield Skipped(path, "damaged")
        else:
            yield Part(path, content)


def _reason(info: zipfile.ZipInfo, limit: int) -> str | None:
    """Why a member is not unpacked, as its header says."""
    if info.flag_bits & LOCKED:
        return "encrypted"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "link"
    is_bomb = info.file_size > RATIO_FREE and info.file_size / max(info.compress_size, 1) > MAX_RATIO
    return "unpacked_too_large" if info.file_size > limit or is_bomb else None


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    """The member's bytes; the header's size is not trusted."""
    pieces: list[bytes] = []
    n_bytes = 0
    with archive.open(info) as member:
        while piece := member.read(PIECE):
            n_bytes += len(piece)
            if n_bytes > limit:
                raise TooLargeError
            pieces.append(piece)
    return b"".join(pieces)


def _name(info: zipfile.ZipInfo) -> str:
    """The member's name. Without the mark for UTF-8 it may be UTF-8 all the same; zipfile takes it for CP437."""
    if info.flag_bits & UTF8:
        return readable(info.orig_filename)
    try:
        return info.orig_filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.orig_filename


def _ignored(path: str) -> tuple[str, str | None]:
    """The first folder or file of the path that is ignored by its name, and the reason."""
    pure = PurePosixPath(path)
    for folder in reversed(pure.parents):
        if folder.name and (reason := ignored(folder.name, is_folder=True)):
            return str(folder), reason
    return path, ignored(pure.name)
