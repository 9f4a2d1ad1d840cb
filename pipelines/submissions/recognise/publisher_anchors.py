"""Finds publishers' forms by their anchors: texts of titles and headers that only one version has.

Our own forms are known by their form number (sheet_head.py).
"""

from __future__ import annotations

from dataclasses import replace

from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import Sheet
from pipelines.submissions.layout.layouts import Anchor, Form, Layouts
from pipelines.submissions.recognise.head.sheet_head import folded_texts
from pipelines.submissions.recognise.identify import Hints, StatedIdentity, SubmissionIdentity, identify


def anchored_forms(sheets: list[Sheet], layouts: Layouts) -> list[Form]:
    """Publishers' versions all of whose anchors stand; of two the one whose anchors include the other's."""
    texts: dict[str, set[str]] = {}
    standing = [
        form
        for form in layouts.forms
        if form.anchors and form.is_anchored and all(_stands(anchor, sheets, texts) for anchor in form.anchors)
    ]
    return [f for f in standing if not any(f.code == o.code and {*f.anchors} < {*o.anchors} for o in standing)]


def _stands(anchor: Anchor, sheets: list[Sheet], texts: dict[str, set[str]]) -> bool:
    """True if the anchor's text stands on a sheet of its name; `texts` keeps the folded texts of sheets by name."""
    for sheet in sheets:
        if anchor.sheet in ("", name_fold(sheet.name)):
            if sheet.name not in texts:
                texts[sheet.name] = set(folded_texts(sheet))
            if anchor.text in texts[sheet.name]:
                return True
    return False


def identity_of_anchors(layouts: Layouts, form: Form, stated: StatedIdentity, hints: Hints) -> SubmissionIdentity:
    """The identity of a form whose anchors stand; these, not a date, chose its version."""
    only = replace(layouts, forms=[form])
    periods = [block.period for block in form.blocks if block.period]
    if len(periods) == len(form.blocks):  # each block says which period it is of, whatever a title adds
        stated = stated._replace(titles=frozenset())
        if not hints.period:
            hints = replace(hints, period=periods[0])
    return identify(only, form.code, stated, hints)
