"""Names of forms and reporters as messages quote them, and the reporters nearest to a text that names none."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.codebook.text import name_ascii
from pipelines.errors import Message, join
from pipelines.submissions.layout.layouts import Form, Layouts, Reporter
from pipelines.submissions.match.similarity import similarity
from pipelines.submissions.notes import detail

MOST = 3  # names that are quoted: a longer list is not read
LIKE_NAME = 0.6  # lowest likeness of a name, 0 to 1


def form_name(form: Form) -> Message:
    """A form as a person knows it: its name, with the code behind it."""
    return Message("form", f"“{form.title}” ({form.code})", f"“{form.title_en or form.title}” ({form.code})")


def reporter_name(reporter: Reporter) -> Message:
    """A reporter's name, with the code behind it."""
    named = f"{reporter.name or reporter.code} ({reporter.code})"
    return Message("reporter", named, named)


def reporter_names(codes: Iterable[str], layouts: Layouts) -> Message:
    """The names of reporters in the order of their codes."""
    return join([reporter_name(layouts.reporters[code]) for code in sorted(codes)], ", ")


def nearest_reporters(text: str, form: Form, layouts: Layouts) -> Message | None:
    """The names of the reporters of the form's kind that are most similar to `text`; None where none is."""
    plain = _office_words(text)
    scored = [
        (similarity(plain, _office_words(reporter.name)), reporter)
        for reporter in layouts.reporters.values()
        if reporter.kind == form.reporter_kind
    ]
    near = sorted((entry for entry in scored if entry[0] >= LIKE_NAME), key=lambda entry: (-entry[0], entry[1].code))
    if not plain or not near:
        return None
    return detail("nearest", names=join([reporter_name(reporter) for _, reporter in near[:MOST]], ", "))


def _office_words(text: str) -> str:
    """A reporter's name to be compared: without accents and without `UBND`."""
    return re.sub(r"^(?:uy ban nhan dan|ubnd) ", "", name_ascii(text))
