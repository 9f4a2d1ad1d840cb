"""The tables of the audit of every field of a release."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl

from pipelines.indices.analysis_table import AnalysisInput, AnalysisTable, joined
from pipelines.indices.audit.declarations import COMPONENTS, GROUPS, IMPORTANCE, LEVELS, LOADINGS, PAIRS
from pipelines.indices.audit.sheet import Audit, audit
from pipelines.indices.scoring.field import Field

DECLARATIONS = (PAIRS, LEVELS, IMPORTANCE, GROUPS, COMPONENTS, LOADINGS)
N_LOADED = 2  # components whose loadings are written
Rows = Iterator[tuple[Any, ...]]


def tables(found: AnalysisInput) -> list[AnalysisTable]:
    """Return the tables of all fields of a release."""
    frames = [audit_frames(index) for index in found.fields]
    return [
        joined(declaration, [of_index[place] for of_index in frames]) for place, declaration in enumerate(DECLARATIONS)
    ]


def audit_frames(index: Field) -> tuple[pl.DataFrame, ...]:
    """Return the audit of one field: a frame of each declaration, in the order of DECLARATIONS."""
    found = audit(index)
    rows = (
        _rounded(found.pairs),
        _rounded(found.levels),
        _rounded(found.importance),
        _group_rows(found),
        _component_rows(found),
        _loading_rows(index, found),
    )
    return tuple(declaration.rows_of(index.key, part) for declaration, part in zip(DECLARATIONS, rows, strict=True))


def _rounded(rows: list[Any]) -> Rows:
    """Yield rows with numbers of nine decimals, which are the same whatever the order of a sum; NaN is empty."""
    for row in rows:
        yield tuple(_value(value) for value in row)


def _value(value: Any) -> Any:
    if not isinstance(value, float):
        return value
    return None if np.isnan(value) else round(value, 9) + 0.0


def _group_rows(found: Audit) -> Rows:
    for group in found.groups:
        n = None if group.components is None else group.components.n
        figures = (_value(group.alpha), _value(group.mean_correlation))
        yield (group.node, group.n_children, n, *figures, group.n_kaiser)


def _component_rows(found: Audit) -> Rows:
    for group in found.groups:
        if group.components is None:
            continue
        shares = group.components.shares
        for k, eigenvalue in enumerate(group.components.eigenvalues):
            figures = (float(eigenvalue), float(shares[k]), float(shares[: k + 1].sum()))
            yield (group.node, k + 1, *map(_value, figures))


def _loading_rows(index: Field, found: Audit) -> Rows:
    for group in found.groups:
        if group.components is None:
            continue
        children = index.children(group.node)
        for k in range(min(N_LOADED, len(children))):
            for child, loading in zip(children, group.components.loadings[:, k], strict=True):
                yield (group.node, k + 1, child.node_code, _value(float(loading)))
