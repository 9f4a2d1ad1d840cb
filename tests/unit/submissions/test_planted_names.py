"""Nothing that a file gives names the person planted in it, but for the restricted table: every place, four formats."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from support import trial, trial_register
from support.planted_names import PLACES, Place, leaked, person, write
from unit.submissions.conftest import Read, read_with

from pipelines.submissions.layout.compile import compile_layouts
from pipelines.submissions.layout.layouts import Layouts

FORMATS = ("xlsx", "ods", "csv", "html")
TABLES = ("row", "cells", "observations", "records", "matches")


@pytest.fixture(scope="module")
def layouts(tmp_path_factory: pytest.TempPathFactory) -> Layouts:
    folder = tmp_path_factory.mktemp("planted") / "seeds"
    trial.codebook(folder)
    return compile_layouts(trial_register.codebook(folder), "08")


def named(found: Read) -> dict[str, set[str]]:
    """Which tables but `personal` name somebody."""
    texts = {name: _text([getattr(part, name) for part in found.outcome.parts]) for name in TABLES}
    return {name: who for name, text in texts.items() if (who := leaked(text))}


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def test_no_text_that_names_a_person_leaves_the_restricted_table(layouts: Layouts, tmp_path: Path) -> None:
    faults: list[str] = []
    counts: Counter[str] = Counter()
    for number, place in enumerate(PLACES):
        for suffix in FORMATS:
            if suffix == "csv" and place.layout == "area":
                continue  # two sheets
            found = _read(layouts, place, number, tmp_path / f"t.{suffix}")
            counts[f"{place.layout}.{suffix}"] += 1
            counts[found.outcome.parts[0].row["outcome"]] += 1
            counts["texts in personal"] += sum(len(part.personal[0]) for part in found.outcome.parts if part.personal)
            faults += [f"{place.layout}, {place.what}, .{suffix}: {name} {who}" for name, who in named(found).items()]
    print(f"{len(PLACES)} places: {dict(counts)}, {len(faults)} leaks")
    assert not faults, "\n".join(faults)
    assert len(PLACES) >= 60 and counts["read"] > 150


def _read(layouts: Layouts, place: Place, number: int, path: Path) -> Read:
    return read_with(layouts, write(path, place.sheets(person(number))), name=path.name)
