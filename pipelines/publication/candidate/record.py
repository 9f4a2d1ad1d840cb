"""The ledger's entry of a build: what the gate believes of a candidate, besides its bytes.

`built.json` beside the tree tells people the same and more; where the two differ, the gate refuses the candidate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from pipelines.errors import Message
from pipelines.ledger import Entry, Item, Ledger
from pipelines.publication.candidate.candidate import Built
from pipelines.publication.facts import identity_from
from pipelines.quality.suite_files import CheckResult, check_from

NAMED = ("suite", "table", "expectation", "column")  # what names a check


def payload_of(built: Built) -> dict[str, Any]:
    """The payload of the entry: identity, tree hash, results without the rows found, numbers of rows."""
    checks = [_without_cases(check) for check in built.checks]
    return {
        **asdict(built.identity),
        "tree_hash": built.tree_hash,
        "landing": built.landing,
        "failures": [failure._asdict() for failure in built.failures],
        "checks": [{name: value for name, value in check.items() if value is not None} for check in checks],
        "n_checks": len(checks),
        "n_failed": sum(not check["success"] for check in checks),
        "table_rows": dict(built.table_rows),
    }


def record_build(ledger: Ledger, built: Built) -> None:
    """Append the entry, unless the last one of this build states the same."""
    payload = payload_of(built)

    def missing(known: Sequence[Entry]) -> list[Item]:
        last = _last(known, built.identity.build_id)
        return [] if last is not None and dict(last) == payload else [("build", payload)]

    ledger.append_decided(missing)


def recorded_build(entries: Sequence[Entry], build_id: str) -> Built | None:
    """The build as the ledger has it last; None where it does not, as builds of earlier versions."""
    payload = _last(entries, build_id)
    if payload is None:
        return None
    return Built(
        identity=identity_from(dict(payload)),
        tree_hash=str(payload["tree_hash"]),
        landing=str(payload["landing"]),
        failures=tuple(Message(**row) for row in payload["failures"]),
        checks=tuple(check_from({"exception": None, **row, "cases": ()}) for row in payload["checks"]),
        table_rows=dict(payload["table_rows"]),
    )


def differences(found: Built, recorded: Built) -> tuple[str, ...]:
    """What `built.json` states otherwise than the ledger: names of fields and of checks."""
    return tuple(_differences(payload_of(found), payload_of(recorded)))


def _differences(found: Mapping[str, Any], recorded: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted(recorded.keys() - {"checks", "n_checks", "n_failed"}):
        if found[name] != recorded[name]:
            yield name
    there, stated = _by_name(found["checks"]), _by_name(recorded["checks"])
    for name in sorted(there.keys() | stated.keys()):
        if there.get(name) != stated.get(name):
            yield name


def _by_name(checks: Sequence[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """The results by the names of the checks; two checks may differ in their arguments only."""
    named: dict[str, list[Mapping[str, Any]]] = {}
    for check in checks:
        named.setdefault("/".join(str(check[name]) for name in NAMED if check[name]), []).append(check)
    return named


def _last(entries: Sequence[Entry], build_id: str) -> Mapping[str, Any] | None:
    found = [entry.payload for entry in entries if entry.kind == "build" and entry.payload["build_id"] == build_id]
    return found[-1] if found else None


def _without_cases(check: CheckResult) -> dict[str, Any]:
    fields = asdict(check)
    del fields["cases"]
    return fields
