"""What an analyst should know about a valid codebook.

Leaves that nothing feeds, figures that no plausibility rule checks, rules implied by others, versions that fit any
year's file, files not read.
A note is no problem: the codebook is used as it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl

from pipelines.codebook.checks.rules.sets import implied_rules
from pipelines.codebook.damage.spreadsheet import decode
from pipelines.codebook.damage.zeros import short_keys
from pipelines.codebook.errors import found, row_key
from pipelines.codebook.read import seed_files
from pipelines.codebook.review.feeds import unfed_leaves
from pipelines.codebook.review.rule_coverage import unchecked, without_source
from pipelines.codebook.schema import SEEDS, Row
from pipelines.errors import Message


def notes(root: Path, tables: Mapping[str, pl.DataFrame]) -> list[Message]:
    """Return the notes on a codebook and its folder."""
    rows = {table: frame.to_dicts() for table, frame in tables.items()}
    return [*_leaves(rows), *_coverage(rows), *_rules(rows), *_anchors(rows), *zero_notes(rows), *_files(root)]


def _leaves(rows: dict[str, list[Row]]) -> Iterator[Message]:
    """Leaves of a computed index that no form, published score or ratio feeds."""
    for node, slice_text in unfed_leaves(rows):
        yield found("note_unfed", node=row_key("index_nodes", node), slice=slice_text)


def _rules(rows: dict[str, list[Row]]) -> Iterator[Message]:
    """Rules whose limits follow from those of other rules."""
    for rule, others in implied_rules(rows):
        yield found("note_implied", rule=rule, others=", ".join(others))


def _coverage(rows: dict[str, list[Row]]) -> Iterator[Message]:
    """Figures that feed a target or an index without a plausibility rule; limits of which the row states no source."""
    for figure in unchecked(rows):
        yield found("note_unchecked", **figure._asdict())
    if codes := without_source(rows):
        yield found("note_no_source", n=len(codes), rules=", ".join(codes))


def _anchors(rows: dict[str, list[Row]]) -> Iterator[Message]:
    """Versions for a single period whose anchors do not name its year: a file of any year fits them."""
    anchors: dict[tuple[str, int], list[str]] = {}
    for row in rows["form_anchors"]:
        texts = anchors.setdefault((row["form_code"], row["form_version"]), [])
        texts += [row["text"] or "", row["sheet_name"] or ""]
    for form in rows["forms"]:
        periods = [row for row in rows["periods"] if _is_covered(row, form)]
        if form["valid_to"] is None or len(periods) != 1:
            continue
        (period,) = periods
        years = {str(day.year) for day in (period["start_date"], period["end_date"])}
        texts = anchors.get((form["form_code"], form["form_version"]), [])
        if not any(year in re.findall(r"\d{4}", text) for text in texts for year in years):
            yield found("note_anchors", form=row_key("forms", form), period=period["period_code"])


def _is_covered(period: Row, form: Row) -> bool:
    """Whether a period of the form's frequency begins while the version is in force."""
    is_of_form = (period["kind"], period["calendar"]) == (form["frequency"], form["calendar"])
    return is_of_form and form["valid_from"] <= period["start_date"] < (form["valid_to"] or period["end_date"])


def zero_notes(rows: dict[str, list[Row]]) -> Iterator[Message]:
    """Row codes of a single digit where the rest of the table writes two."""
    short = list(short_keys(rows))
    is_padded = any(re.fullmatch(r"0\d", row["row_key"] or "") for row in rows["form_rows"])
    if not is_padded and not any(is_shown for _, is_shown in short):
        return
    blocks: defaultdict[str, list[str]] = defaultdict(list)
    for row, is_shown in short:
        if not is_shown:
            blocks[f"{row['form_code']}/{row['form_version']}/{row['block_no']}"].append(row["row_key"])
    for block, keys in blocks.items():
        padded = ", ".join(f"0{key}" for key in keys)
        yield found("note_zeros", block=block, keys=", ".join(keys), padded=padded)


def _files(root: Path) -> Iterator[Message]:
    """CSV files that no table reads; byte order marks and lines of separators, which spreadsheet programs write."""
    read = {path for table in SEEDS for path in seed_files(root, table)}
    for path in sorted(path for path in root.rglob("*") if path.suffix.lower() == ".csv" and path not in read):
        yield found("note_unread", path=path.relative_to(root).as_posix())
    for path in sorted(read):
        name, decoded = path.relative_to(root).as_posix(), decode(path.read_bytes())
        if decoded.has_mark:
            yield found("note_mark", path=name)
        empty = [n for n, line in enumerate(decoded.text.splitlines(), 1) if line and not line.strip(",; \t")]
        if empty:
            yield found("note_empty_lines", path=name, n=len(empty), first=empty[0])
