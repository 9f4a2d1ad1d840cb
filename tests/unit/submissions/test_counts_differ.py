"""A file whose two readers count differently is unreadable, and its message names the sheet and both counts."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from support.trial import row_form, write


def test_the_file_is_unreadable_and_the_message_has_both_counts(read: Callable[..., Any], tmp_path: Path) -> None:
    # A cell that stands twice in the XML: the scan counts both, every reader keeps one.
    sent = write(tmp_path / "a.xlsx", {"TRIAL-01": row_form(E9=5)})
    twice = tmp_path / "t.xlsx"
    with zipfile.ZipFile(sent) as old, zipfile.ZipFile(twice, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                cell = b'<c r="E9"><v>5</v></c>'
                assert part.count(cell) == 1
                part = part.replace(cell, cell + cell)
            new.writestr(name, part)
    row = read(twice, name="hai lần.xlsx").row
    assert (row["outcome"], row["reason_code"]) == ("unreadable", "counts_differ")
    n = len(row_form(E9=5))
    assert f"“TRIAL-01”: {n} ≠ {n + 1}" in row["message_vi"]
    assert read(sent).row["outcome"] == "read"
