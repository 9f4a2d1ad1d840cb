"""On what a form or a line rests, as printed for one province.

Here: titles in the place of files' names; a document of another province is no basis here. Not here: where it stands.
"""

from __future__ import annotations

from pipelines.codebook.load import Codebook

NOTHING_YET = "chưa có văn bản của tỉnh"
FURTHER = "dòng "  # a part that begins so cites a further line of the document before it


class Bases:
    """The documents of the codebook, as a province may cite them; `province_code` None: all of them."""

    def __init__(self, codebook: Codebook, province_code: str | None) -> None:
        tables = codebook.tables
        today = dict(tables["area_links"].select("from_id", "to_id").iter_rows())
        documents = tables["policy_documents"].select("document_file", "title_vi", "area_id").iter_rows()
        self._titles: dict[str, str] = {}
        self._foreign: set[str] = set()
        for file, title, area in documents:
            self._titles[file] = title
            if province_code and today.get(area, area).rpartition("-")[2] != province_code:
                self._foreign.add(file)

    def printed(self, basis: str, *, instead: str = "") -> str:
        """The parts of `basis` (parted by `; `) that hold here; `instead` in the place of all that do not."""
        parts: list[str] = []
        for part in basis.split("; ") if basis else []:
            if part.startswith(FURTHER) and parts:
                parts[-1] += f"; {part}"
            else:
                parts.append(part)
        kept = [part for part in parts if not any(file in part for file in self._foreign)]
        if instead and len(kept) < len(parts) and not any(file in part for part in kept for file in self._titles):
            kept = [instead, *kept]
        return "; ".join(map(self._titled, kept))

    def _titled(self, part: str) -> str:
        for file, title in self._titles.items():
            part = part.replace(file, title)
        return part
