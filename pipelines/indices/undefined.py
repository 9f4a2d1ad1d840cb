"""Units without a score: a table of them with the reasons, and one sentence for each reason at a root."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from pipelines.errors import Message
from pipelines.indices.errors import text
from pipelines.vocabulary import UNDEFINED_REASON

N_NAMED = 10  # units that a sentence names


def undefined(scores: pl.DataFrame, indicators: Sequence[str]) -> pl.DataFrame:
    """Return the rows without a score above the indicators, each with its reason in Vietnamese and English."""
    rows = scores.filter(pl.col("score").is_null(), ~pl.col("node").is_in(indicators))
    reason = pl.col("undefined_reason")
    labels = [
        reason.replace_strict(
            {code: UNDEFINED_REASON.label(code, lang) for code in UNDEFINED_REASON.codes}, return_dtype=pl.String()
        ).alias(f"reason_{lang}")
        for lang in ("vi", "en")
    ]
    return rows.select("uCode", "Time", "node", "undefined_reason", *labels)


def sentences(rows: pl.DataFrame, roots: Sequence[str]) -> list[Message]:
    """Return one sentence for each root and reason: how many units have no score, the first of them by name."""
    found: list[Message] = []
    at_root = rows.filter(pl.col("node").is_in(roots))
    for (node, reason), units in at_root.group_by("node", "undefined_reason", maintain_order=True):
        named = [" ".join(row).strip() for row in units.select("uCode", "Time").head(N_NAMED).rows()]
        named += ["…"] if units.height > N_NAMED else []
        labels = {f"reason_{lang}": UNDEFINED_REASON.label(str(reason), lang) for lang in ("vi", "en")}
        found.append(text("without_score", node=node, n=units.height, units=", ".join(named), **labels))
    return found
