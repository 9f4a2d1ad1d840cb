"""What our own blank forms say of themselves in their hidden sheet, and what it is worth for a sheet of the book.

Here: reading that sheet, and how it goes with what the visible sheet tells. Not here: its cells and its signature
(codebook/identity_sheet.py). A visible head is what somebody signed: where the two differ, a person decides.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.codebook.identity_sheet import IDENTITY_SHEET, FormIdentity, read_identity
from pipelines.submissions.book.book import Book, raw_text
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.recognise.sheet_head import SheetHead

Note = tuple[str, str, str]  # reason, Vietnamese, English


@dataclass(frozen=True, slots=True)
class HiddenIdentity:
    """The hidden identity, and what has to be told about it."""

    identity: FormIdentity | None
    notes: tuple[Note, ...] = ()


def read_hidden_identity(book: Book, layouts: Layouts) -> HiddenIdentity:
    """The identity in the book's hidden sheet; a sheet that was tampered with counts for nothing and is told."""
    sheet = next((sheet for sheet in book.sheets if sheet.name == IDENTITY_SHEET), None)
    if sheet is None:
        return HiddenIdentity(None)
    cells = {raw_text(line[1]): raw_text(line[2]) for line in sheet.rows.values() if 1 in line and 2 in line}
    found = read_identity(cells)
    if found is None:
        vi = f"trang ẩn “{IDENTITY_SHEET}” đã bị sửa nên không dùng để nhận dạng; biểu được nhận theo phần nhìn thấy"
        return HiddenIdentity(
            None, (("identity_broken", vi, f"hidden sheet “{IDENTITY_SHEET}” was altered and is not used"),)
        )
    form = next((f for f in layouts.versions(found.form_code) if f.version == found.form_version), None)
    if form is None or form.layout_hash != found.layout_hash:
        told = f"{found.form_code}, phiên bản {found.form_version}"
        vi = f"biểu được phát theo mẫu cũ ({told}); đọc theo mẫu đang áp dụng, kỳ sau hãy dùng biểu mới"
        en = (
            f"the form was issued in an older layout ({found.form_code}/{found.form_version}); read by the one in force"
        )
        return HiddenIdentity(found, (("layout_outdated", vi, en),))
    return HiddenIdentity(found)


def fill(own: HiddenIdentity, marks: list[SheetHead], layouts: Layouts) -> SheetHead | None:
    """The piece that the identity belongs to; what its head leaves open is filled from the identity."""
    identity = own.identity
    if identity is None:
        return None
    fitting = [mark for mark in marks if mark.form == identity.form_code]
    if len(fitting) > 1:  # sheets of other forms were copied in: the one that says the same is ours
        fitting = [mark for mark in fitting if identity.reporter_code in _told(mark, layouts)] or fitting[:0]
    elif not fitting and len(marks) == 1 and not marks[0].form and layouts.versions(identity.form_code):
        fitting = marks
        marks[0].form = identity.form_code
    if len(fitting) != 1:
        return None
    mark = fitting[0]
    if not _told(mark, layouts):
        mark.code = identity.reporter_code
    mark.period = mark.period or identity.period_code
    return mark


def differs(own: HiddenIdentity, reporter: str, period: str) -> str:
    """What the hidden sheet says otherwise than the visible head; empty where they agree."""
    identity = own.identity
    if identity is None or (identity.reporter_code, identity.period_code) == (reporter, period):
        return ""
    return f"{identity.reporter_code}, kỳ {identity.period_code}"


def _told(mark: SheetHead, layouts: Layouts) -> set[str]:
    return layouts.reporter_codes(mark.code) | layouts.reporter_codes(mark.reporter)
