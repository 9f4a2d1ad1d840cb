"""The workbook's own part: its sheets by name, and a new sheet in front of them.

Here: workbook.xml, and what counts sheets by their place (names of one sheet, the sheet shown first). Not here: what
stands on a sheet.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.codebook.identity_sheet import RESULT_SHEET
from pipelines.forms.reply.marks import xml_text
from pipelines.forms.reply.package import STRICT, TRANSITIONAL, Package
from pipelines.forms.reply.styles import BLANK, MAIN
from pipelines.forms.reply.xml_edits import CannotAnnotate, Edits, Node, tree

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"


@dataclass
class Workbook:
    """The workbook of a package: `base` of its relation types, `main` namespace of its sheets."""

    package: Package

    def __post_init__(self) -> None:
        roots = [one.target for one in self.package.relations("") if one.kind == "officeDocument"]
        self.part = roots[0] if roots and roots[0] in self.package else "xl/workbook.xml"
        data = self.package.read(self.part)
        root = tree(data)
        is_strict = STRICT_MAIN.encode() in data[root.start : root.inner]
        self.base, self.main = (STRICT, STRICT_MAIN) if is_strict else (TRANSITIONAL, MAIN)
        self.relations = {one.id: one for one in self.package.relations(self.part)}
        listed = root.child("sheets")
        self.sheets: dict[str, str] = {}  # name -> part, worksheets only
        self.names: list[str] = []
        for node in listed.children if listed else []:
            name = node.attributes.get("name", "")
            self.names.append(name)
            relation = next((value for key, value in node.attributes.items() if key.rpartition(":")[2] == "id"), "")
            one = self.relations.get(relation)
            if one and one.kind == "worksheet" and one.target in self.package:
                self.sheets[name] = one.target

    @property
    def styles(self) -> str:
        """The styles part, made where the sender's program wrote none."""
        found = next((one.target for one in self.relations.values() if one.kind == "styles"), None)
        if found and found in self.package:
            return found
        name = "xl/styles.xml"  # where some readers look without asking the relations
        if name in self.package:
            name = self.package.free("xl/stylesChiso{}.xml")
        self.package.write(name, BLANK.replace(MAIN.encode(), self.main.encode()))
        self.package.declare(name, STYLES_TYPE)
        self.package.relate(self.part, "styles", name, self.base)
        return name

    @property
    def result(self) -> str | None:
        """The result sheet of an earlier reply, where the sender sent one back."""
        return next((part for name, part in self.sheets.items() if name.lower() == RESULT_SHEET.lower()), None)

    def add_result(self, xml: bytes) -> None:
        """The result sheet: over the one of an earlier reply, else new and first."""
        part = self.result
        if part is not None:
            self.package.write(part, xml)
            return
        part = self.package.free("xl/worksheets/sheetChiso{}.xml")
        self.package.write(part, xml)
        self.package.declare(part, SHEET_TYPE)
        relation = self.package.relate(self.part, "worksheet", part, self.base)
        data = self.package.read(self.part)
        edits = Edits(data)
        self._list_first(edits, tree(data), relation)
        self.package.write(self.part, edits.done())

    def _list_first(self, edits: Edits, root: Node, relation: str) -> None:
        """The new sheet in front; everything that counts sheets moves by one, what the sender looked at stays shown."""
        listed = root.child("sheets")
        if listed is None or listed.is_empty:
            raise CannotAnnotate("no sheets")
        taken = [int(node.attributes.get("sheetId", "0")) for node in listed.children]
        edits.insert(
            listed.inner,
            f'<{listed.prefix}sheet xmlns:r="{self.base}" name="{xml_text(RESULT_SHEET)}" '
            f'sheetId="{max(taken, default=0) + 1}" r:id="{relation}"/>',
        )
        views = root.child("bookViews")
        if views is None or not views.children:
            p = root.prefix
            if views is None:
                edits.insert(listed.start, f'<{p}bookViews><{p}workbookView activeTab="1"/></{p}bookViews>')
            return
        for view in views.all("workbookView"):
            edits.set(view, "activeTab", str(int(view.attributes.get("activeTab", "0")) + 1))
            if int(view.attributes.get("firstSheet", "0")):
                edits.set(view, "firstSheet", "0")  # the result is to be seen among the tabs
        names = root.child("definedNames")
        for name in names.children if names else []:
            if "localSheetId" in name.attributes:
                edits.set(name, "localSheetId", str(int(name.attributes["localSheetId"]) + 1))
