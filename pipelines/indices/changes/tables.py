"""The table of changes by cause of every index of a release."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import polars as pl

from pipelines.indices.analysis_table import (
    INTEGER,
    NUMBER,
    TEXT,
    AnalysisInput,
    AnalysisTable,
    TableColumn,
    TableDeclaration,
    joined,
)
from pipelines.indices.changes.decompose import Decomposition, decompose
from pipelines.indices.changes.editions import pair_of
from pipelines.indices.changes.pair import Pair

CHANGE_CAUSES = TableDeclaration(
    "index_change_cause",
    "Mỗi địa bàn và nguyên nhân một dòng: điểm và hạng đổi bao nhiêu so với lần trước, do đâu. Kỳ là lần sau.",
    "One row per area and cause: by how much score and rank moved since the edition before. The period is the later.",
    (
        TableColumn("area_id", TEXT, "Địa bàn.", "Area."),
        TableColumn("area_name_vi", TEXT, "Tên địa bàn.", "Name of the area."),
        TableColumn("from_structure_version", INTEGER, "Phiên bản cấu trúc, lần trước.", "Structure version, before."),
        TableColumn("from_method_version", INTEGER, "Phiên bản phương pháp, lần trước.", "Method version, before."),
        TableColumn("from_field_code", TEXT, "Tập so sánh, lần trước.", "Field of areas compared, before."),
        TableColumn("from_period_code", TEXT, "Kỳ của lần trước.", "Period of the edition before."),
        TableColumn("from_score", NUMBER, "Điểm lần trước.", "Score before.", "points"),
        TableColumn("to_score", NUMBER, "Điểm lần này.", "Score now.", "points"),
        TableColumn("from_rank", INTEGER, "Hạng lần trước.", "Rank before."),
        TableColumn("to_rank", INTEGER, "Hạng lần này.", "Rank now."),
        TableColumn("n_ranked", INTEGER, "Số địa bàn có hạng lần này.", "Areas with a rank now."),
        TableColumn(
            "cause",
            TEXT,
            "own_data, peers, weights, method, coverage, revision, borders; trống: không phân rã được vì một lần không"
            " có điểm.",
            "own_data, peers, weights, method, coverage, revision, borders; empty: not decomposed, since a score is"
            " undefined.",
        ),
        TableColumn(
            "score_change",
            NUMBER,
            "Phần thay đổi điểm do nguyên nhân này (giá trị Shapley); các phần cộng lại bằng cả thay đổi.",
            "Change of the score by this cause (Shapley value); the parts add up to the whole change.",
            "points",
        ),
        TableColumn(
            "rank_change",
            NUMBER,
            "Phần thay đổi hạng do nguyên nhân này; âm là lên hạng.",
            "Change of the rank by this cause; negative is a better place.",
            "places",
        ),
    ),
)


def tables(found: AnalysisInput) -> list[AnalysisTable]:
    """Return the changes of all indices of a release that have an earlier edition."""
    frames: list[pl.DataFrame] = []
    for index in found.fields:
        if index.method.bounds_kind == "panel":
            continue  # no period stands alone
        pair = pair_of(found.release, found.codebook, index)
        if pair is not None:
            frames.append(change_frame(pair))
    return [joined(CHANGE_CAUSES, frames)]


def change_frame(pair: Pair, units: Sequence[str] | None = None) -> pl.DataFrame:
    """Return the rows of a pair of editions, by area and cause; causes that do not differ for an area are left out."""
    return CHANGE_CAUSES.rows_of(pair.new.key, _rows(pair, decompose(pair, units)))


def _rows(pair: Pair, found: Decomposition) -> Iterator[tuple[Any, ...]]:
    before = pair.old.key
    for place, unit in enumerate(found.units):
        head = (
            *(unit, pair.new.names.get(unit, (unit, unit))[0]),
            *(before.structure_version, before.method_version, before.field_code, before.period_code),
            *map(_number, found.scores[place]),
            *(None if np.isnan(rank) else int(rank) for rank in found.ranks[place]),
            found.n_ranked,
        )
        if np.isnan(found.score_changes[:, place]).any():
            if not np.isnan(found.scores[place]).all():
                yield (*head, None, None, None)
            continue
        differs = pair.causes([unit])
        for row, cause in enumerate(found.causes):
            if cause in differs:
                yield (*head, cause, float(found.score_changes[row, place]), _places(found.rank_changes[row, place]))


def _places(value: float) -> float:
    """Return a change of rank, a fraction of at most 7!, without the rounding of its sum."""
    return round(float(value), 9) + 0.0


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
