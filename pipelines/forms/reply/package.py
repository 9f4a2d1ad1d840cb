"""The ZIP package of a workbook: parts by name, their relationships and content types; other parts stay as sent."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from urllib.parse import unquote

from pipelines.forms.reply.marks import xml_text
from pipelines.forms.reply.xml_edits import Edits, NotEditableError, as_utf8, tree

MAX_UNZIPPED = 400 << 20  # bytes; against zip bombs. The reader's limit: what it does not open is not edited either
TYPES = "[Content_Types].xml"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
BLANK_RELATIONSHIPS = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{RELATIONSHIPS}"/>'
)


@dataclass(frozen=True)
class Relationship:
    """One relationship of a part; `kind` is the last word of its type."""

    id: str
    kind: str
    target: str


class Package:
    """The parts of one workbook. Names are compared as Excel does: without case, with either slash.

    Raises NotEditableError for what is no ZIP file, is encrypted or damaged, or unpacks to more than MAX_UNZIPPED.
    """

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise NotEditableError(str(error)) from error
        self._infos = self._zip.infolist()
        if sum(info.file_size for info in self._infos) > MAX_UNZIPPED:
            raise NotEditableError("too large")
        self._by_name = {_folded(info.filename): info for info in self._infos}
        self._written: dict[str, bytes] = {}  # by name as stored

    def __contains__(self, name: str) -> bool:
        return _folded(name) in self._by_name or name in self._written

    def read(self, name: str) -> bytes:
        """Return a part as it now is, in UTF-8. Raises NotEditableError where there is none of that name."""
        stored = self._stored(name)
        if stored in self._written:
            return self._written[stored]
        info = self._by_name.get(_folded(name))
        if info is None:
            raise NotEditableError(f"no part {name}")
        return as_utf8(self._raw(info))

    def write(self, name: str, data: bytes) -> None:
        """Add a part, or replace the one of that name."""
        self._written[self._stored(name)] = data

    def to_bytes(self) -> bytes:
        """Return the package: every part in its old place, new ones at the end."""
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

    def relationships(self, part: str) -> list[Relationship]:
        """Return the internal relationships of a part, targets as names in the package; `""` asks for the package's."""
        name = _relationships_of(part)
        if name not in self:
            return []
        found: list[Relationship] = []
        for node in tree(self.read(name)).all("Relationship"):
            attributes = node.attributes
            if attributes.get("TargetMode") != "External":
                kind = attributes.get("Type", "").rpartition("/")[2]
                target = self._resolved(part, attributes.get("Target", ""))
                found.append(Relationship(attributes.get("Id", ""), kind, target))
        return found

    def add_relationship(self, part: str, kind: str, target: str, base: str) -> str:
        """Add a relationship from `part` to the part `target` and return its id."""
        name = _relationships_of(part)
        data = self.read(name) if name in self else BLANK_RELATIONSHIPS.encode()
        root = tree(data)
        taken = {node.attributes.get("Id", "") for node in root.children}
        new = next(f"rIdChiso{number}" for number in range(1, 1 << 20) if f"rIdChiso{number}" not in taken)
        edits = Edits(data)
        edits.append_to(
            root, f'<{root.prefix}Relationship Id="{new}" Type="{base}/{kind}" Target="{xml_text("/" + target)}"/>'
        )
        self.write(name, edits.to_bytes())
        return new

    def add_content_type(self, part: str, content_type: str) -> None:
        """Declare the content type of a new part."""
        data = self.read(TYPES)
        root = tree(data)
        edits = Edits(data)
        edits.append_to(
            root, f'<{root.prefix}Override PartName="{xml_text("/" + part)}" ContentType="{content_type}"/>'
        )
        self.write(TYPES, edits.to_bytes())

    def free_name(self, pattern: str) -> str:
        """Return the first unused part name of a pattern such as `xl/comments{}.xml`."""
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
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, zlib.error) as error:
            raise NotEditableError(f"{info.filename}: {error}") from error


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _relationships_of(part: str) -> str:
    folder, _, name = part.replace("\\", "/").lstrip("/").rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
