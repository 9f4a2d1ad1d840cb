"""The package of a workbook: its parts by name, their relations and content types; parts not written stay as sent.

Here: the ZIP container and the conventions of its two index files. Not here: sheets, styles, comments.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from urllib.parse import unquote

from pipelines.forms.reply.marks import xml_text
from pipelines.forms.reply.xml_edits import CannotAnnotate, Edits, as_utf8, tree

MAX_UNZIPPED = 400 << 20  # as the reader's limit: what it would not open is not edited either
TYPES = "[Content_Types].xml"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
BLANK_RELATIONS = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{RELATIONS}"/>'


@dataclass(frozen=True)
class Relation:
    """One relation of a part; `kind` is the last word of its type."""

    id: str
    kind: str
    target: str


class Package:
    """The parts of one workbook. Names are compared as Excel does: without case, with either slash."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as fault:
            raise CannotAnnotate(str(fault)) from fault
        self._infos = self._zip.infolist()
        if sum(info.file_size for info in self._infos) > MAX_UNZIPPED:
            raise CannotAnnotate("too large")
        self._by_name = {_folded(info.filename): info for info in self._infos}
        self._written: dict[str, bytes] = {}  # by name as stored

    def __contains__(self, name: str) -> bool:
        return _folded(name) in self._by_name or name in self._written

    def read(self, name: str) -> bytes:
        """A part as it now is, in UTF-8."""
        stored = self._stored(name)
        if stored in self._written:
            return self._written[stored]
        info = self._by_name.get(_folded(name))
        if info is None:
            raise CannotAnnotate(f"no part {name}")
        return as_utf8(self._raw(info))

    def write(self, name: str, data: bytes) -> None:
        """Put a part in, new or in place of the one of that name."""
        self._written[self._stored(name)] = data

    def done(self) -> bytes:
        """The package: every part in its old place, new ones at the end."""
        target = io.BytesIO()
        left = dict(self._written)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
            for info in self._infos:
                data = left.pop(info.filename, None)
                copy = zipfile.ZipInfo(info.filename, info.date_time)
                copy.compress_type, copy.external_attr = zipfile.ZIP_DEFLATED, info.external_attr
                out.writestr(copy, self._raw(info) if data is None else data)
            for name, data in left.items():
                new = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))  # fixed: equal replies are equal bytes
                new.compress_type = zipfile.ZIP_DEFLATED
                out.writestr(new, data)
        return target.getvalue()

    def relations(self, part: str) -> list[Relation]:
        """The inner relations of a part, targets as names in the package."""
        name = _relations_of(part)
        if name not in self:
            return []
        found: list[Relation] = []
        for node in tree(self.read(name)).all("Relationship"):
            one = node.attributes
            if one.get("TargetMode") != "External":
                kind = one.get("Type", "").rpartition("/")[2]
                found.append(Relation(one.get("Id", ""), kind, self._resolved(part, one.get("Target", ""))))
        return found

    def relate(self, part: str, kind: str, target: str, base: str) -> str:
        """Add a relation; its id."""
        name = _relations_of(part)
        data = self.read(name) if name in self else BLANK_RELATIONS.encode()
        root = tree(data)
        taken = {node.attributes.get("Id", "") for node in root.children}
        new = next(f"rIdChiso{number}" for number in range(1, 1 << 20) if f"rIdChiso{number}" not in taken)
        edits = Edits(data)
        edits.append_to(
            root, f'<{root.prefix}Relationship Id="{new}" Type="{base}/{kind}" Target="{xml_text("/" + target)}"/>'
        )
        self.write(name, edits.done())
        return new

    def declare(self, part: str, content_type: str) -> None:
        """Give a new part its content type."""
        data = self.read(TYPES)
        root = tree(data)
        edits = Edits(data)
        edits.append_to(
            root, f'<{root.prefix}Override PartName="{xml_text("/" + part)}" ContentType="{content_type}"/>'
        )
        self.write(TYPES, edits.done())

    def free(self, pattern: str) -> str:
        """The first unused name of the form `xl/comments{}.xml`."""
        return next(name for number in range(1, 1 << 20) if (name := pattern.format(number)) not in self)

    def _stored(self, name: str) -> str:
        info = self._by_name.get(_folded(name))
        return info.filename if info else name

    def _resolved(self, part: str, target: str) -> str:
        base = "" if target.startswith("/") else posixpath.dirname(part)
        name = posixpath.normpath(posixpath.join(base, target.replace("\\", "/").lstrip("/")))
        return name if name in self else unquote(name)

    def _raw(self, info: zipfile.ZipInfo) -> bytes:
        try:
            return self._zip.read(info)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, zlib.error) as fault:
            raise CannotAnnotate(f"{info.filename}: {fault}") from fault


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _relations_of(part: str) -> str:
    folder, _, name = part.replace("\\", "/").lstrip("/").rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
