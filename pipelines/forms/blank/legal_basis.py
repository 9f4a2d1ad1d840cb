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
        today = tables["area_links"].select(area_id="from_id", today="to_id")
        documents = tables["policy_documents"].join(today, on="area_id", how="left")
        self._titles: dict[str, str] = {}
        self._foreign: set[str] = set()
        for document in documents.iter_rows(named=True):
            self._titles[document["document_file"]] = document["title_vi"]
            area = document["today"] or document["area_id"]
            if province_code and area.rpartition("-")[2] != province_code:
                self._foreign.add(document["document_file"])

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
