"""Statistical flags of figures: notes for the statistician, which no rule of the codebook states."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from pipelines.codebook.schema.columns import SLICE_KEY
from pipelines.forms.number_text import number_vi
from pipelines.forms.review.messages import text
from pipelines.quality.standing import Slice
from pipelines.vocabulary import FLAG_BASIS, OUTLIER_METHOD
from pipelines.warehouse.query import query

FLAGS = "select * from figure_flag where period_code = $period and severity = 'note' order by slice_id, basis"


class Flag(NamedTuple):
    """Why a method flags a figure, and the value that it expects."""

    basis: str
    message_vi: str
    expected: float | None


def flags(tree: Path, period: str) -> dict[Slice, list[Flag]]:
    """The flags of a period by figure; none in a release of an earlier version."""
    found: dict[Slice, list[Flag]] = {}
    if (tree / "parquet" / "figure_flag.parquet").exists():
        for row in query(tree, FLAGS, {"period": period}).to_dicts():
            expected = row["expected"]
            about = text("flag_expected", value=number_vi(float(f"{expected:.4g}"))) if expected is not None else ""
            words = {"basis": FLAG_BASIS.label(row["basis"], "vi"), "method": OUTLIER_METHOD.label(row["method"], "vi")}
            flag = Flag(row["basis"], text("flag", **words, n=row["n"]) + about, expected)
            found.setdefault(tuple(row[name] for name in SLICE_KEY), []).append(flag)
    return found
