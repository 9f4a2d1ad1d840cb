"""The legal basis of a form or a line, as printed for one province: titles of documents instead of file names."""

from __future__ import annotations

from pipelines.codebook.load import Codebook

FURTHER = "dòng "  # a part that begins so cites a further line of the document before it


class LegalBases:
    """The policy documents of the codebook that one province may cite.

    A document of another province is no legal basis here. With `province_code` None, every document may be cited.
    """

    def __init__(self, codebook: Codebook, province_code: str | None) -> None:
        tables = codebook.tables
        today = tables["area_links"].select(area_id="from_id", today="to_id")
        documents = tables["policy_documents"].join(today, on="area_id", how="left")
        self._titles: dict[str, str] = {}  # by file name
        self._of_other_provinces: set[str] = set()
        for document in documents.iter_rows(named=True):
            self._titles[document["document_file"]] = document["title_vi"]
            area = document["today"] or document["area_id"]
            if province_code and area.rpartition("-")[2] != province_code:
                self._of_other_provinces.add(document["document_file"])

    def printed(self, basis: str, *, instead: str = "") -> str:
        """Return the parts of `basis` (separated by "; ") that this province may cite, with titles.

        `instead` is put first where parts were left out and no document of this province remains.
        """
        parts: list[str] = []
        for part in basis.split("; ") if basis else []:
            if part.startswith(FURTHER) and parts:
                parts[-1] += f"; {part}"
            else:
                parts.append(part)
        kept = [part for part in parts if not any(file in part for file in self._of_other_provinces)]
        if instead and len(kept) < len(parts) and not any(file in part for part in kept for file in self._titles):
            kept = [instead, *kept]
        return "; ".join(map(self._with_title, kept))

    def _with_title(self, part: str) -> str:
        for file, title in self._titles.items():
            part = part.replace(file, title)
        return part
