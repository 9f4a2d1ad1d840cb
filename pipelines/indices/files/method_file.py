"""METHOD.yml: the steps of a method as a row of index_methods, and the aggregation of each level.

An absent key leaves its step out. docs/method.md describes the keys and the names they accept (chiso's and COINr's).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import yaml

from pipelines.codebook.schema import AGGREGATION, IMPUTE_KIND, NORMALISE_KIND, Row
from pipelines.errors import Message
from pipelines.indices.errors import TableProblem, problem, text
from pipelines.vocabulary import TREAT_KIND

TRANSFORMS = TREAT_KIND.without("winsorise", "untested")
# COINr's names and common spellings -> the names of the schema
ALIASES = {
    **{"i_mean": "mean", "indicator_mean": "mean", "i_median": "median", "indicator_median": "median"},
    **{"i_mean_grp": "group_mean", "mean_grp": "group_mean", "i_median_grp": "group_median"},
    **{"median_grp": "group_median", "previous_value": "previous", "impute_panel": "previous", "latest": "previous"},
    **{"n_minmax": "min_max", "minmax": "min_max", "n_goalposts": "goalpost", "goalposts": "goalpost"},
    **{"n_zscore": "z_score", "zscore": "z_score", "z": "z_score", "n_rank": "rank", "ranks": "rank"},
    **{"n_prank": "percentile_rank", "prank": "percentile_rank", "percentile": "percentile_rank"},
    **{"n_dist2targ": "distance_to_target", "dist2targ": "distance_to_target"},
    **{
        "n_dist2max": "distance_to_maximum",
        "dist2max": "distance_to_maximum",
        "distance_to_max": "distance_to_maximum",
    },
    **{"n_dist2ref": "distance_to_reference", "dist2ref": "distance_to_reference"},
    **{"n_fracmax": "fraction_of_maximum", "fracmax": "fraction_of_maximum", "fraction_of_max": "fraction_of_maximum"},
    **{
        "a_amean": "arithmetic",
        "amean": "arithmetic",
        "mean_arithmetic": "arithmetic",
        "arithmetic_mean": "arithmetic",
    },
    **{"a_gmean": "geometric", "gmean": "geometric", "geometric_mean": "geometric"},
    **{"a_hmean": "harmonic", "hmean": "harmonic", "harmonic_mean": "harmonic", "a_copeland": "copeland"},
    **{"log": "log_ct", "null": "none"},
}
KEYS = {
    "": ("screen", "impute", "treat", "normalise", "aggregate", "weights"),
    "screen": ("min_coverage",),
    "impute": ("method", "group", "by", "use_group", "max_periods"),
    "treat": ("winmax", "skew_threshold", "kurtosis_threshold", "transform"),
    "normalise": (
        "method",
        "low",
        "high",
        "mean",
        "sd",
        "cap",
        "clip",
        "cap_max",
        "trunc2posts",
        "reference",
        "bounds",
    ),
    "aggregate": ("method", "coverage", "coverage_weight"),
}
# names of COINr's arguments and common spellings -> keys
KEY_ALIASES = {"by": "group", "use_group": "group", "cap_max": "cap", "trunc2posts": "clip"}
UNLIMITED = 10**6  # more points than any table has
UNIT_SCALE = {  # kinds that are placed on 0 to 1 unless the file states low and high
    "distance_to_target",
    "distance_to_maximum",
    "distance_to_reference",
    "fraction_of_maximum",
    "percentile_rank",
}


@dataclass
class MethodFile:
    """The method of a file: a row of index_methods, and the aggregation of each level above the indicators."""

    name: str
    row: Row
    stated_keys: frozenset[str] = frozenset()  # keys of `normalise` that the file states
    is_unlimited: bool = False  # winsorising without a maximum number of points
    group_column: str | None = None
    aggregations: list[str] = field(default_factory=lambda: [])
    coverages: list[float] = field(default_factory=lambda: [])
    weight_coverages: list[float] = field(default_factory=lambda: [])
    is_aggregated: bool = True


def read_method(path: Path, problems: list[TableProblem]) -> MethodFile:
    """Return the method of a file; problems are appended."""
    return _MethodReader(path.name, problems).read(path)


class _MethodReader:
    def __init__(self, name: str, problems: list[TableProblem]) -> None:
        self.name, self.problems = name, problems

    def read(self, path: Path) -> MethodFile:
        content: Any = {}
        try:
            content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            self._problem(text("at_file"), " ".join(str(error).split())[:200], "yaml_file")
        steps = {step: self._block(content, step) for step in self._known("", content)}
        method = MethodFile(
            self.name, {**self._screen(steps), **self._impute(steps), **self._treat(steps), **self._normalise(steps)}
        )
        method.stated_keys = frozenset(steps.get("normalise") or {})
        method.is_unlimited = method.row["treat_winmax"] == UNLIMITED
        group = (steps.get("impute") or {}).get("group")
        method.group_column = None if group is None else str(group)
        if str(method.row["impute_kind"]).startswith("group") and not method.group_column:
            self._problem("impute.group", "", "group_column")
        weights = steps.get("weights") or {}
        method.row["weight_kind"] = self._choice("weights", weights.get("method") or "own", ("own", "equal"))
        self._aggregate(steps, method)
        return method

    def _known(self, block: str, content: Any) -> list[str]:
        """Return the known keys of a block; the others are problems."""
        if not isinstance(content, dict):
            self._problem(block or text("at_file"), content, "keys")
            return []
        names = [str(key) for key in content]  # pyright: ignore[reportUnknownVariableType,reportUnknownArgumentType]
        known = KEYS.get(block, ("method",))
        for key in names:
            if key not in known:
                self._problem(f"{block}.{key}".strip("."), key, "one_of", values=", ".join(known))
        return [key for key in names if key in known]

    def _block(self, content: Any, step: str) -> Row | None:
        """Return the keys of a step. A single word is its method; nothing or `none` means no such step."""
        value: Any = content[step]
        if value is None or value is False or value == "none":
            return None
        if isinstance(value, (int, float)) and step == "screen":
            return {"min_coverage": value}
        if isinstance(value, (str, list)) and "method" in KEYS.get(step, ("method",)):
            return {"method": value}
        known, entries = self._known(step, value), cast("dict[str, Any]", value)
        return {KEY_ALIASES.get(key, key): entries[key] for key in known}

    def _screen(self, steps: dict[str, Row | None]) -> Row:
        block = steps.get("screen") or {}
        return {"screen_min_coverage": self._number("screen.min_coverage", block.get("min_coverage"), None, 0.0, 1.0)}

    def _impute(self, steps: dict[str, Row | None]) -> Row:
        block = steps.get("impute") or {"method": "none"}
        default = "group_mean" if "group" in block else "mean"
        kind = self._choice("impute.method", block.get("method", default), IMPUTE_KIND)
        if "group" in block and kind in ("mean", "median"):
            kind = f"group_{kind}"  # a group that is named is used
        max_periods = self._whole("impute.max_periods", block.get("max_periods"), None, 1)
        return {"impute_kind": kind, "impute_max_periods": max_periods, "impute_grouping_code": "group"}

    def _treat(self, steps: dict[str, Row | None]) -> Row:
        block = steps.get("treat")
        if block is None:
            return {"treat_winmax": None}
        # None is COINr's NULL: no limit
        winmax = block.get("winmax", 5)
        unlimited = winmax is None or str(winmax).lower() in ("none", "null")
        transform = self._choice("treat.transform", block.get("transform", "log_ct") or "none", TRANSFORMS)
        skew = self._number("treat.skew_threshold", block.get("skew_threshold"), 2.0, 0.0)
        kurtosis = self._number("treat.kurtosis_threshold", block.get("kurtosis_threshold"), 3.5)
        return {
            "treat_winmax": UNLIMITED if unlimited else self._whole("treat.winmax", winmax, 5, 0),
            **{"treat_skew_threshold": skew, "treat_kurtosis_threshold": kurtosis, "treat_transform": transform},
        }

    def _normalise(self, steps: dict[str, Row | None]) -> Row:
        block = steps.get("normalise")
        if block is None:
            return {"normalise_kind": "none", "scale_low": 0.0, "scale_high": 100.0}
        kind = self._choice("normalise.method", block.get("method", "min_max"), NORMALISE_KIND)
        return {
            "normalise_kind": kind,
            "scale_low": self._number("normalise.low", block.get("low"), 0.0),
            "scale_high": self._number("normalise.high", block.get("high"), 1.0 if kind in UNIT_SCALE else 100.0),
            "z_mean": self._number("normalise.mean", block.get("mean"), 0.0),
            "z_sd": self._number("normalise.sd", block.get("sd"), 1.0, 1e-12),
            "is_capped": self._flag("normalise.cap", block.get("cap"), False),
            "is_clipped": self._flag("normalise.clip", block.get("clip"), True),
            # as in a COINr purse, where global = TRUE is the default
            "bounds_kind": self._choice("normalise.bounds", block.get("bounds", "panel"), ("period", "panel")),
            "reference_area_id": None if block.get("reference") is None else str(block["reference"]),
        }

    def _aggregate(self, steps: dict[str, Row | None], method: MethodFile) -> None:
        block = steps.get("aggregate")
        if block is None:
            method.is_aggregated = False
            return
        methods = _listed(block.get("method", "arithmetic"))
        method.aggregations = [self._choice("aggregate.method", name, AGGREGATION) for name in methods]
        for key, target in (("coverage", method.coverages), ("coverage_weight", method.weight_coverages)):
            values = _listed(block.get(key, 0.0))
            target += [self._number(f"aggregate.{key}", value, 0.0, 0.0, 1.0) or 0.0 for value in values]

    def _choice(self, place: str, found: Any, known: tuple[str, ...]) -> str:
        name = str(found).strip().lower().replace("-", "_").replace("–", "_").replace(" ", "_")
        name = ALIASES.get(name, name)
        if name in known:
            return name
        self._problem(place, found, "one_of", values=", ".join(known))
        return known[0]

    def _number(
        self, place: str, found: Any, default: float | None, low: float = -math.inf, high: float = math.inf
    ) -> float | None:
        if found is None:
            return default
        is_number = isinstance(found, (int, float)) and not isinstance(found, bool) and math.isfinite(found)
        if is_number and low <= found <= high:
            return float(found)
        code = "number" if math.isinf(low) else "from" if math.isinf(high) else "from_to"
        self._problem(place, found, code, low=f"{low:g}", high=f"{high:g}")
        return default

    def _whole(self, place: str, found: Any, default: int | None, low: int) -> int | None:
        value = self._number(place, found, default, low)
        if value is not None and value != int(value):
            self._problem(place, found, "whole_number")
        return None if value is None else int(value)

    def _flag(self, place: str, found: Any, default: bool) -> bool:
        if found is None or isinstance(found, bool):
            return default if found is None else found
        self._problem(place, found, "flag")
        return default

    def _problem(self, place: Message | str, found: object, code: str, /, **values: object) -> None:
        # str(): yaml reads 0.5 and true as numbers and flags, and None is the word None here
        self.problems.append(problem(self.name, place, str(found), code, **values))


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list) else [value]  # pyright: ignore[reportUnknownVariableType,reportUnknownArgumentType]
