"""Proposes a row of `aliases` for each name that is no area of its set; which area it is, a person chooses."""

from __future__ import annotations

from pipelines.codebook.additions.addition import Row
from pipelines.submissions.compare.observed import ObservedForm
from pipelines.submissions.propose.candidates import CodedText, area_candidates
from pipelines.submissions.propose.messages import Placeholders
from pipelines.submissions.propose.table import Note, Tables

MAX_MISSING_SHOWN = 5  # areas that a table lacks are shown beside an unknown name where they are at most so many


def seed_aliases(observed: ObservedForm, tables: Tables, placeholder: Placeholders, notes: list[Note]) -> list[Row]:
    """A row for each unknown name, once a set; `notes` is filled with the nearest areas of each."""
    rows: dict[tuple[str, str], Row] = {}
    for table in observed.tables:
        scope = table.area_set or ""
        for place, text in table.unknown_areas:
            if (scope, text) not in rows:
                rows[scope, text] = {"scope": scope, "text": text, "target": placeholder("area", text)}
                missing = ", ".join(table.missing_areas) if len(table.missing_areas) <= MAX_MISSING_SHOWN else ""
                facts = {"text": text, "sheet": table.sheet, "cell": place, "scope": scope, "left": missing}
                notes.append(Note("diff_note_alias", facts, area_candidates(text, _areas(tables, scope))))
    return list(rows.values())


def _areas(tables: Tables, scope: str) -> list[CodedText]:
    rows = tables["areas"].filter(area_set=scope).select("name_vi", "area_id").rows()
    return [CodedText(name, area) for name, area in rows]
