"""What a problem's value probably was meant to be, and the line of the file that a problem's row stands on.

Both are sought after the checks have found a problem, so that a good codebook costs nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches

import polars as pl

from pipelines.codebook.errors import Problem, repaired
from pipelines.codebook.schema import SEEDS
from pipelines.codebook.text import name_ascii

LinesOf = Callable[[Iterable[str]], Mapping[tuple[str, str], str]]
MAX_SHOWN = 3
LIKENESS = 0.75  # of difflib; `N_FRM` and `N_FIRM` are at 0.91, `N_FIRM` and `N_HUB` at 0.55


def with_repairs(problems: Sequence[Problem], tables: Mapping[str, pl.DataFrame], lines_of: LinesOf) -> list[Problem]:
    """Return the problems, each with file and line, and with a repair where its value is near a declared code.

    `lines_of` returns for some tables: table and key of a row -> file and line.
    """
    lines = lines_of({problem.table for problem in problems if problem.table in SEEDS and not problem.place})
    done: list[Problem] = []
    for problem in problems:
        placed = replace(problem, place=lines.get((problem.table, problem.row), problem.place))
        known = [] if placed.repair else _declared(placed, tables)
        done.append(repaired(placed, " / ".join(nearest_codes(placed.found.vi, known))) if known else placed)
    return done


def nearest_codes(text: str, known: Iterable[tuple[str, str]], n: int = MAX_SHOWN) -> list[str]:
    """The codes that a text may mean: equal but for leading zeros or letters, equal to the name, or similar to it.

    Args:
        text: what was written, such as `691` or `Ngọc Đường`.
        known: (code, name) of what is declared.
        n: how many codes at most.
    """
    pairs = [(code, name_ascii(name)) for code, name in known]
    digits = re.sub(r"^[A-Za-z]*0*", "", text.strip())
    if digits.isdigit():
        same = [code for code, _ in pairs if re.fullmatch(rf"[A-Za-z]*0*{digits}", code)]
        if same:
            return same[:n]
    folded = name_ascii(text)
    exact = [code for code, name in pairs if folded and folded in (name, name_ascii(code))]
    if exact:
        return exact[:n]
    by_text: defaultdict[str, list[str]] = defaultdict(list)
    for code, name in pairs:
        by_text[name_ascii(code)].append(code)
        if name:
            by_text[name].append(code)
    close = get_close_matches(folded, by_text, n=n, cutoff=LIKENESS)
    return list(dict.fromkeys(code for text in close for code in by_text[text]))[:n]


def _declared(problem: Problem, tables: Mapping[str, pl.DataFrame]) -> list[tuple[str, str]]:
    """Code and name of all rows that the problem's column may point at; none for another kind of problem."""
    column = SEEDS[problem.table].columns.get(problem.column) if problem.table in SEEDS else None
    if column is None:
        return []
    scope = problem.row.partition("/")[0]  # of an alias
    areas, reporters = tables["areas"], tables["reporters"]
    match problem.expected.code:
        case "one_of":
            found = ((word, "") for word in column.values)
        case "province_code":
            found = _pairs(areas.filter(pl.col("area_set") == "p34"), "code")
        case "code_in_scope" if scope == "reporter":
            found = _pairs(reporters, "reporter_code")
        case "code_in_scope":
            found = _pairs(areas.filter(pl.col("area_set") == scope), "area_id")
        case "code_of_table":
            table, _, name = column.ref.partition(".")
            found = _pairs(tables[table], name)
        case _:
            found = iter(())
    return list(found)


def _pairs(frame: pl.DataFrame, column: str) -> Iterator[tuple[str, str]]:
    names = frame["name_vi"] if "name_vi" in frame.columns else [""] * frame.height
    yield from ((str(code), name or "") for code, name in zip(frame[column], names, strict=True) if code is not None)
