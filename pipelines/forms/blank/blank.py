"""Write a form as an .xlsx workbook: the form itself, its guide, and its hidden identity."""

# xlsxwriter ships type hints for arguments, and none for its option dictionaries.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
from __future__ import annotations

from datetime import datetime
from pathlib import Path

import xlsxwriter

from pipelines.codebook.identity_sheet import FormIdentity, layout_hash
from pipelines.codebook.load import Codebook
from pipelines.forms.blank.content import FormContent
from pipelines.forms.blank.form_sheet import FormSheet
from pipelines.forms.blank.guide import GuideSheet, write_identity
from pipelines.forms.blank.layout import FormKey, form_layout
from pipelines.forms.blank.rule_formulas import RuleFormulas
from pipelines.forms.blank.style import add_formats
from pipelines.forms.blank.validations import CellValidations

CREATED = datetime(2026, 1, 1)  # a workbook records its date of creation; a fixed one keeps equal forms equal in bytes
BLANK = FormContent()


def form_file_name(codebook: Codebook, key: FormKey) -> str:
    """Return `08_XA-01_2026-10_C00700.xlsx`: province, form, period, reporter; ASCII, for every file system."""
    reporters = codebook.tables["reporters"].filter(reporter_code=key.reporter_code)
    return f"{reporters['province_code'].item()}_{key.form_code}_{key.period_code}_{key.reporter_code}.xlsx"


def write_form(codebook: Codebook, key: FormKey, path: Path, content: FormContent = BLANK) -> Path:
    """Write the form to `path` and return the path; equal arguments give equal bytes.

    Raises UnknownFormError, before anything is written, where the codebook lacks the reporter, the period, or a version
    of the form in force for it.
    """
    layout = form_layout(codebook, key)
    period_names = dict(codebook.tables["periods"].select("period_code", "name_vi").iter_rows())
    declared = layout_hash(codebook, key.form_code, layout.version)
    identity = FormIdentity(key.form_code, layout.version, key.reporter_code, key.period_code, declared)
    with xlsxwriter.Workbook(str(path), {"in_memory": True}) as book:
        book.set_properties({"title": layout.title, "created": CREATED})
        formats = add_formats(book)
        sheet = FormSheet(book, layout, formats)
        sheet.write(content)
        checks = RuleFormulas(codebook, layout, sheet.addresses, content.published).checks()
        validations = CellValidations(layout, sheet.addresses, checks, content.published, period_names)
        sheet.add_validations(validations)
        GuideSheet(book, formats, layout).write(content.published, period_names)
        write_identity(book, identity)
    return path
