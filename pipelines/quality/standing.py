"""The values that figures have before a build: as sent, and as the decisions in the ledger left them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, NamedTuple

from pipelines.codebook.schema.columns import SLICE_KEY
from pipelines.ledger import Entry

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Slice = tuple[str, ...]  # in the order of SLICE_KEY
REPLACES = ("accept", "correct")  # of one figure, a later one of these replaces an earlier one


class Sent(NamedTuple):
    """What the file in force states of a figure, and where."""

    value: float | None
    file: str
    sheet: str
    address: str

    @property
    def place(self) -> str:
        """The cell, with the name of its file."""
        return f"{self.sheet}!{self.address} ({self.file})"


def slice_of(fields: Mapping[str, Any]) -> Slice:
    """The key of the figure that a decision is about."""
    return tuple(str(fields[name]) for name in SLICE_KEY)


def corrections(entries: Iterable[Entry]) -> dict[Slice, Mapping[str, Any]]:
    """The correction in force of each figure, as int_decisions_in_force has it, expiry left aside.

    A later acceptance of another value than the corrected one takes the correction back.
    """
    found: dict[Slice, Mapping[str, Any]] = {}
    for entry in entries:
        decision = entry.payload
        if entry.kind != "decision" or decision.get("decision_kind") not in REPLACES:
            continue
        key = slice_of(decision)
        if decision["decision_kind"] == "correct":
            found[key] = decision
        elif key in found and decision.get("expected_value") != found[key].get("new_value"):
            del found[key]
    return found


def payload_of(decision: DataclassInstance) -> frozenset[tuple[str, Any]]:
    """A decision as the ledger keeps it, to be compared."""
    return frozenset((name, value) for name, value in asdict(decision).items() if value is not None)


def written_before(entries: Iterable[Entry]) -> dict[frozenset[tuple[str, Any]], int]:
    """The positions of the decisions in the ledger, each by what it says."""
    return {
        frozenset((name, value) for name, value in entry.payload.items() if value is not None): entry.seq
        for entry in entries
        if entry.kind == "decision"
    }
