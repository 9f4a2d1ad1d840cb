"""Units and leaves of a field by what a person types: a code, or a name with or without diacritics."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

import numpy as np

from pipelines.codebook.text import name_ascii
from pipelines.indices.errors import UnitError
from pipelines.indices.scoring.field import Field
from pipelines.indices.scoring.score import nominal


def find_unit(index: Field, text: str, *, is_scored: bool = False) -> int:
    """Return the place of a unit. Raises UnitError for one that is unknown, or with `is_scored` has no score."""
    place = index.units.index(_found(index, index.units, text, "unit_unknown"))
    if is_scored and np.isnan(nominal(index).of(index.root.node_code)[0, place]):
        raise UnitError("unit_unscored", text)
    return place


def find_leaf(index: Field, text: str) -> str:
    """Return the code of a leaf. Raises UnitError for one that is unknown."""
    return _found(index, tuple(index.leaf_position), text, "leaf_unknown")


def _found(index: Field, codes: Sequence[str], text: str, error: str) -> str:
    if text in codes:
        return text
    by_name = {name_ascii(name): code for code in codes for name in (code, *index.names.get(code, ()))}
    folded = name_ascii(text)
    if folded in by_name:
        return by_name[folded]
    near = [by_name[name] for name in get_close_matches(folded, by_name, n=5, cutoff=0.4)]
    shown = dict.fromkeys(near) if error == "unit_unknown" else dict.fromkeys(codes)
    raise UnitError(
        error, text, [f"{index.names[code][0]} ({code})" if code in index.names else code for code in shown]
    )
