"""Fills the open choices of proposed rows with stand-ins, so that they can be tried out before a person has chosen.

A likely code `<N_COOP?>` is taken as it is; every other placeholder gets a code of its own that the copy of the seeds
declares. Nothing of it is printed as a proposal.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from pipelines.codebook.additions.addition import Addition, Closing, Row
from pipelines.codebook.load import Codebook
from pipelines.codebook.placeholders import PLACEHOLDER, has_placeholder
from pipelines.codebook.schema import TABLES
from pipelines.submissions.compare.observed import ObservedForm
from pipelines.submissions.propose.form import Proposal

CONFIRMED = re.compile(r"<([^<>«»]+)\?>")
NAMED = re.compile(r"«(.*)»")
FIRST_DAY = "1900-01-01"
DEFAULTS = {  # column -> what stands in for any open choice of it
    **{"name_vi": "Thử", "name_en": "Trial", "label_en": "Trial", "frequency": "year", "calendar": "stat"},
    **{"reporter_kind": "publisher", "role": "context", "is_personal": "false"},
}


@dataclass
class StandIns:
    """Proposals without open choices, and the rows that the copy of the seeds needs for them."""

    codebook: Codebook
    rows: dict[str, dict[str, Row]] = field(default_factory=dict[str, dict[str, Row]])  # table -> code -> row
    row_codes: dict[str, str] = field(default_factory=dict[str, str])
    period: str | None = None  # of the trial, where neither the file nor the person states one

    def fill(self, proposal: Proposal) -> Addition:
        """The addition of a proposal with every open choice filled in."""
        addition = proposal.addition
        rows = {
            table: [self._row(row, addition) for row in lines if _is_kept(table, row)]
            for table, lines in addition.rows.items()
        }
        filled = replace(addition, rows=rows)
        if forms := rows.get("forms"):
            form = forms[0]
            if form["valid_from"] == FIRST_DAY:
                filled.closing = self._choose_period(form)
            if not rows["form_anchors"]:
                rows["form_anchors"] = [_any_anchor(form, proposal.observed)]
        return filled

    def seed_rows(self) -> dict[str, list[Row]]:
        """The rows that declare the stand-ins, by table."""
        return {table: list(rows.values()) for table, rows in self.rows.items()}

    def _row(self, row: Row, addition: Addition) -> Row:
        filled = {name: CONFIRMED.sub(r"\1", text) for name, text in row.items()}
        for name, text in filled.items():
            if has_placeholder(text):
                filled[name] = PLACEHOLDER.sub(lambda mark, name=name: self._stand_in(name, mark.group()), text)
        if row.get("indicator_code") and has_placeholder(CONFIRMED.sub("", row["indicator_code"])):
            unit = filled.get("uom_code") or self._unit_of_rows(addition)
            self.rows["indicators"][filled["indicator_code"]]["uom_code"] = unit
        return filled

    def _unit_of_rows(self, addition: Addition) -> str:
        """The unit of the first row that has one: a column that says what is counted has the unit of its rows."""
        units = [row["uom_code"] for row in addition.rows.get("form_rows", []) if row["uom_code"]]
        return PLACEHOLDER.sub(lambda mark: self._stand_in("uom_code", mark.group()), units[0]) if units else "person"

    def _stand_in(self, column: str, mark: str) -> str:
        name = NAMED.search(mark)
        text = name.group(1) if name else mark.strip("<>")
        if column in self._fixed:
            return self._fixed[column]
        if column in ("header_vi", "text"):
            return f"trial {text}"
        table, key = {
            "indicator_code": ("indicators", "CHISO_TRIAL"),
            "breakdown_code": ("breakdowns", "CHISO_TRIAL"),
            "measure_code": ("measures", "chiso_trial"),
            "due_measures": ("measures", "chiso_trial"),
            "uom_code": ("uoms", "chiso_trial"),
            "row_key": ("", "T"),
        }[column]
        return self._declare(table, key, text)

    @cached_property
    def _fixed(self) -> dict[str, str]:
        """Column -> what stands in for any open choice of it."""
        years = self.codebook.tables["periods"].filter(kind="year", calendar="stat").sort("start_date")
        source = self.codebook.tables["sources"]["source_code"][0]
        codes = {"form_code": "CHISO-TRIAL", "valid_from": FIRST_DAY, "source_code": str(source)}
        return DEFAULTS | codes | {"period_code": str(years["period_code"][0])}

    def _declare(self, table: str, key: str, text: str) -> str:
        if not table:  # a row code: no table declares it
            return self.row_codes.setdefault(text, f"{key}{len(self.row_codes) + 1}")
        known = self.rows.setdefault(table, {})
        same = next((code for code, row in known.items() if row[_name(table)] == text), None)
        code = same or f"{key}_{len(known) + 1}"
        known.setdefault(code, _declared(table, code, text))
        return code

    def _choose_period(self, form: Row) -> Closing | None:
        """Let the form hold for the last period of its kind; the version in force then ends."""
        periods = self.codebook.tables["periods"].filter(kind=form["frequency"], calendar=form["calendar"])
        last = periods.sort("start_date").row(-1, named=True)
        self.period, form["valid_from"] = last["period_code"], last["start_date"].isoformat()
        for version in self.codebook.tables["forms"].filter(form_code=form["form_code"]).to_dicts():
            if version["valid_from"] < last["start_date"] and version["valid_to"] is None:
                return Closing(version["form_code"], version["form_version"], form["valid_from"])
        return None


def _name(table: str) -> str:
    return "symbol_vi" if table == "uoms" else "name_vi"


def _declared(table: str, code: str, text: str) -> Row:
    """A row that declares a stand-in."""
    row = dict.fromkeys(TABLES[table].columns, "")
    key = TABLES[table].key[0]
    row |= {key: code, _name(table): text}
    if table == "uoms":
        return row | {"symbol_en": text, "dimension": code, "factor": "1"}
    row |= {"name_en": text}
    if table == "indicators":
        row |= {"version": "1", "definition_vi": text, "calc_kind": "reported", "stock_flow": "stock"}
        row |= {"agg_area": "none", "agg_time": "last", "direction": "1", "decimals": "6", "valid_from": FIRST_DAY}
    return row


def _is_kept(table: str, row: Mapping[str, str]) -> bool:
    """False for a row that an open choice leaves without sense: an alias of nobody, an anchor without a text."""
    return not (table == "aliases" and has_placeholder(row["target"])) and not (
        table == "form_anchors" and has_placeholder(row["text"])
    )


def _any_anchor(form: Row, observed: ObservedForm) -> Row:
    """An anchor for a form whose anchor a person has not chosen: the first text of its sheet."""
    texts = [(sheet, title.text) for sheet, titles in observed.titles.items() for title in titles if title.text.strip()]
    texts += [(table.sheet, column.header) for table in observed.tables for column in table.columns if column.header]
    sheet, text = (texts or [("", "trial")])[0]
    key = {"form_code": form["form_code"], "form_version": form["form_version"], "anchor_no": "1"}
    return key | {"sheet_name": sheet, "text": text}
