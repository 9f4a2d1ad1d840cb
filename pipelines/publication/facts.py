"""Records: what a candidate was made from, the facts that the gate checks, and its verdict with its JSON form."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from pipelines.errors import Message
from pipelines.ledger.simulated import both_languages
from pipelines.quality.suite_files import CheckResult

Outcome = Literal["pass", "refuse"]


@dataclass(frozen=True)
class Identity:
    """What a candidate was made from. Two builds of one identity have the same bytes."""

    build_id: str
    release_id: str
    province: str
    occasion_period: str
    ledger_seq: int
    ledger_hash: str
    codebook_hash: str
    code_commit: str
    lock_hash: str


@dataclass(frozen=True)
class DamagedBlob:
    """A receipt whose bytes are gone or are no longer what was received."""

    receipt_id: str
    original_name: str
    sha256: str
    found_sha256: str | None  # None: no file


@dataclass(frozen=True)
class CellBalance:
    """Two counts of a receipt's cells that must be equal."""

    receipt_id: str
    original_name: str
    what: Literal["sheets", "second", "rows"]
    n_in: int
    n_out: int


@dataclass(frozen=True)
class RuleCount:
    """Violations of one rule by severity, outcome and whether a decision waived them."""

    rule_code: str
    severity: str
    outcome: str
    is_waived: bool
    n: int


@dataclass(frozen=True)
class Completeness:
    """Reports of one form in one period: due, read, unreadable, waiting for a person, missing."""

    form_code: str
    period_code: str
    n_due: int
    n_read: int
    n_unreadable: int
    n_missing: int
    n_not_due: int = 0
    n_withdrawn: int = 0
    n_waiting: int = 0


@dataclass(frozen=True)
class Facts:
    """Everything that the gate checks."""

    identity: Identity
    tree_hash: str
    built_tree_hash: str
    changed_record: tuple[str, ...] = ()  # what built.json states otherwise than the ledger
    csv_apart: tuple[str, ...] = ()  # CSV files that are not those of their Parquet files
    ledger_error: Message | None = None
    damaged_blobs: tuple[DamagedBlob, ...] = ()
    lost_blobs: tuple[DamagedBlob, ...] = ()  # a person recorded that they are lost
    balances: tuple[CellBalance, ...] = ()
    build_failures: tuple[Message, ...] = ()
    checks: tuple[CheckResult, ...] = ()
    table_rows: dict[str, int] = field(default_factory=lambda: {})
    n_observations: int = 0
    n_expected: int | None = None  # slices of the occasion's period, whatever their state; None: not counted
    n_receipts: int = 0
    n_died: int = 0  # receipts on which a worker process died
    rule_counts: tuple[RuleCount, ...] = ()
    completeness: tuple[Completeness, ...] = ()
    held_slices: tuple[dict[str, str], ...] = ()
    occasion_counts: tuple[RuleCount, ...] = ()  # of `rule_counts`, those about the occasion's period
    simulated: str = "none"  # how much of what was received is simulated, a code of SIMULATED


@dataclass(frozen=True)
class Verdict:
    """The gate's answer; it holds only for the candidate with these bytes and this identity."""

    identity: Identity
    tree_hash: str
    outcome: Outcome
    reasons: tuple[Message, ...]
    rule_counts: tuple[RuleCount, ...]
    completeness: tuple[Completeness, ...]
    held_slices: tuple[dict[str, str], ...]
    notes: tuple[Message, ...] = ()  # what a person settled, and the release does not hold
    occasion_counts: tuple[RuleCount, ...] = ()  # of `rule_counts`, those about the occasion's period
    simulated: str = "none"

    def to_json(self) -> str:
        """JSON with the identity's fields beside the others, keys sorted; it has no time, so it is reproducible."""
        flat = asdict(self)
        flat.update(flat.pop("identity"))
        flat["notice"] = both_languages(self.simulated)
        for name in ("reasons", "notes"):
            flat[name] = [said._asdict() for said in getattr(self, name)]
        return json.dumps(flat, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def verdict_from_json(text: str) -> Verdict:
    """The verdict that `to_json` wrote. Raises KeyError or ValueError for anything else."""
    raw: dict[str, Any] = json.loads(text)
    return Verdict(
        identity=identity_from(raw),
        tree_hash=str(raw["tree_hash"]),
        outcome="pass" if raw["outcome"] == "pass" else "refuse",
        reasons=tuple(Message(**row) for row in raw["reasons"]),
        rule_counts=tuple(RuleCount(**row) for row in raw["rule_counts"]),
        completeness=tuple(Completeness(**row) for row in raw["completeness"]),
        held_slices=tuple(raw["held_slices"]),
        notes=tuple(Message(**row) for row in raw.get("notes", ())),  # verdicts of earlier versions have none
        occasion_counts=tuple(RuleCount(**row) for row in raw.get("occasion_counts", ())),
        simulated=str(raw.get("simulated", "none")),
    )


def identity_from(raw: dict[str, Any]) -> Identity:
    """The identity among the keys of a JSON object."""
    return Identity(**{name: raw[name] for name in Identity.__dataclass_fields__})
