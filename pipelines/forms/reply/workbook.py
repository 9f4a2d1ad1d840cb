"""The workbook part (workbook.xml): its sheets by name, and the result sheet put in front of them.

A sheet in front moves what counts sheets by position: names of one sheet, the sheet shown first.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.codebook.identity_sheet import RESULT_SHEET
from pipelines.forms.reply.marks import xml_text
from pipelines.forms.reply.package import STRICT, TRANSITIONAL, Package
from pipelines.forms.reply.styles import BLANK, MAIN
from pipelines.forms.reply.xml_edits import Edits, Node, NotEditableError, tree

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"


@dataclass
class WorkbookPart:
    """The workbook of a package: `base` of its relationship types, `main` namespace of its sheets."""

    package: Package

    def __post_init__(self) -> None:
        targets = [link.target for link in self.package.relationships("") if link.kind == "officeDocument"]
        self.part = targets[0] if targets and targets[0] in self.package else "xl/workbook.xml"
        data = self.package.read(self.part)
        root = tree(data)
        is_strict = STRICT_MAIN.encode() in data[root.start : root.inner]
        self.base, self.main = (STRICT, STRICT_MAIN) if is_strict else (TRANSITIONAL, MAIN)
        self.relationships = {link.id: link for link in self.package.relationships(self.part)}
        listed = root.child("sheets")
        self.sheets: dict[str, str] = {}  # name -> part, worksheets only
        self.names: list[str] = []  # of all sheets
        for node in listed.children if listed else []:
            name = node.attributes.get("name", "")
            self.names.append(name)
            id_ = next((value for key, value in node.attributes.items() if key.rpartition(":")[2] == "id"), "")
            link = self.relationships.get(id_)
            if link and link.kind == "worksheet" and link.target in self.package:
                self.sheets[name] = link.target

    @property
    def styles(self) -> str:
        """The name of the styles part; the part is added where the sender's program wrote none."""
        found = next((link.target for link in self.relationships.values() if link.kind == "styles"), None)
        if found and found in self.package:
            return found
        name = "xl/styles.xml"  # where some readers look without the relationships
        if name in self.package:
            name = self.package.free_name("xl/stylesChiso{}.xml")
        self.package.write(name, BLANK.replace(MAIN.encode(), self.main.encode()))
        self.package.add_content_type(name, STYLES_TYPE)
        self.package.add_relationship(self.part, "styles", name, self.base)
        return name

    @property
    def result(self) -> str | None:
        """The part of the result sheet of an earlier reply, where the sender sent a reply back."""
        return next((part for name, part in self.sheets.items() if name.lower() == RESULT_SHEET.lower()), None)

    def add_result(self, xml: bytes) -> None:
        """Write the result sheet: in place of the one of an earlier reply, else as a new first sheet."""
        part = self.result
        if part is not None:
            self.package.write(part, xml)
            return
        part = self.package.free_name("xl/worksheets/sheetChiso{}.xml")
        self.package.write(part, xml)
        self.package.add_content_type(part, SHEET_TYPE)
        id_ = self.package.add_relationship(self.part, "worksheet", part, self.base)
        data = self.package.read(self.part)
        edits = Edits(data)
        self._list_first(edits, tree(data), id_)
        self.package.write(self.part, edits.to_bytes())

    def _list_first(self, edits: Edits, root: Node, relationship_id: str) -> None:
        """List the new sheet first; positions of sheets move by one, and the sheet that was shown stays shown."""
        listed = root.child("sheets")
        if listed is None or listed.is_empty:
            raise NotEditableError("no sheets")
        taken = [int(node.attributes.get("sheetId", "0")) for node in listed.children]
        edits.insert(
            listed.inner,
            f'<{listed.prefix}sheet xmlns:r="{self.base}" name="{xml_text(RESULT_SHEET)}" '
            f'sheetId="{max(taken, default=0) + 1}" r:id="{relationship_id}"/>',
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
                edits.set(view, "firstSheet", "0")  # so that the tab of the result sheet is seen
        names = root.child("definedNames")
        for name in names.children if names else []:
            if "localSheetId" in name.attributes:
                edits.set(name, "localSheetId", str(int(name.attributes["localSheetId"]) + 1))
