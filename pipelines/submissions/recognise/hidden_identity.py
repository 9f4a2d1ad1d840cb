"""Reads the hidden identity sheet of our own blank forms, and fills what the visible head leaves open.

Cells and signature of that sheet are declared in codebook/identity_sheet.py. The visible head is what somebody signed:
where the two differ, a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.codebook.identity_sheet import IDENTITY_SHEET, FormIdentity, read_identity
from pipelines.errors import Message
from pipelines.submissions.book.book import Book, raw_text
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.notes import detail, note
from pipelines.submissions.recognise.head.sheet_head import SheetHead


@dataclass(frozen=True, slots=True)
class HiddenIdentity:
    """The hidden identity of a book, if it has a valid one, and what must be said about it."""

    identity: FormIdentity | None = None
    notes: tuple[Message, ...] = ()


def read_hidden_identity(book: Book, layouts: Layouts) -> HiddenIdentity:
    """The identity in the book's hidden sheet; an altered sheet gives none, an outdated layout a note."""
    sheet = next((sheet for sheet in book.sheets if sheet.name == IDENTITY_SHEET), None)
    if sheet is None:
        return HiddenIdentity()
    cells = {raw_text(line[1]): raw_text(line[2]) for line in sheet.rows.values() if 1 in line and 2 in line}
    found = read_identity(cells)
    if found is None:
        return HiddenIdentity(None, (note("identity_broken", sheet=IDENTITY_SHEET),))
    form = next((f for f in layouts.versions(found.form_code) if f.version == found.form_version), None)
    if form is None or form.layout_hash != found.layout_hash:
        return HiddenIdentity(found, (note("layout_outdated", form=found.form_code, version=found.form_version),))
    return HiddenIdentity(found)


def complete_head(hidden: HiddenIdentity, heads: Sequence[SheetHead], layouts: Layouts) -> SheetHead | None:
    """Fill what the head of the identity's form leaves open, in place, and return it.

    None where the book has no identity, or where no head or more than one can be the identity's.
    """
    identity = hidden.identity
    if identity is None:
        return None
    fitting = [head for head in heads if head.form == identity.form_code]
    if len(fitting) > 1:  # sheets of other reporters were copied in: the one that names the same reporter is meant
        fitting = [head for head in fitting if identity.reporter_code in _stated_reporters(head, layouts)]
    elif not fitting and len(heads) == 1 and _may_be(heads[0]) and layouts.versions(identity.form_code):
        fitting = [heads[0]]
        heads[0].form = identity.form_code
    if len(fitting) != 1:
        return None
    head = fitting[0]
    if not _stated_reporters(head, layouts):
        head.code = identity.reporter_code
    head.period = head.period or identity.period_code
    return head


def other_identity(hidden: HiddenIdentity, reporter: str, period: str) -> Message | None:
    """The hidden reporter and period where they differ from `reporter` and `period`; else None."""
    identity = hidden.identity
    if identity is None or (identity.reporter_code, identity.period_code) == (reporter, period):
        return None
    return detail("reporter_period", reporter=identity.reporter_code, period=identity.period_code)


def _may_be(head: SheetHead) -> bool:
    """True if the head names no form; a number that is not declared, XA-02, was typed over the printed one."""
    is_number = re.search(r"\d", head.number) and re.search(r"[^\W\d_]", head.number)
    return not head.form and not head.is_coded and not is_number


def _stated_reporters(head: SheetHead, layouts: Layouts) -> set[str]:
    return layouts.reporter_codes(head.code) | layouts.reporter_codes(head.reporter)
