"""Notes of a release: what it was made from, what it changes against the one before, decisions, and who did what.

Generated from the ledger and the releases alone; they name accounts and owners, so they lie with the files of the
office and are no part of the release.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.errors import ChisoError, message
from pipelines.files.messages import NOTES
from pipelines.forms.number_text import printed_number
from pipelines.ledger import Entry, Ledger
from pipelines.ledger.days import local_time
from pipelines.publication.release.difference import Change, compare
from pipelines.settings import Places
from pipelines.vocabulary import DECISION_KIND, PROGRESS_CLASS, TARGET_DECISION
from pipelines.warehouse.query import query

DECIDED = ("decision", "dismissal")
NAMED = 40  # changed figures that are listed
NAMES = """
select distinct area_id, indicator_code, area_name_vi || ' – ' || indicator_name_vi as name from indicator_value
"""


def write_notes(places: Places, release_id: str, path: Path) -> None:
    """Write the notes in Vietnamese, then in English; nothing where the ledger does not have the release."""
    facts = _facts(places, release_id)
    if facts is not None:
        texts = ["\n".join(_lines(facts, lang)) for lang in ("vi", "en")]
        path.write_text("\n\n----\n\n".join(texts) + "\n", "utf-8-sig", newline="\r\n")


def release_notes(places: Places, release_id: str, lang: str) -> list[str]:
    """The lines of the notes; none where the ledger does not have the release."""
    facts = _facts(places, release_id)
    return [] if facts is None else _lines(facts, lang)


class _Facts(NamedTuple):
    """What the notes are made from."""

    entry: Entry
    earlier_id: str | None  # the release before
    changes: Mapping[str, Change] | None  # None where a folder is not there, or of a version with other tables
    later: Sequence[Entry]  # known to this release and not to the one before
    about: Sequence[Entry]  # of its build
    names: Mapping[tuple[str, str], str]  # (area, indicator) -> their names


def _facts(places: Places, release_id: str) -> _Facts | None:
    entries = Ledger(places.ledger).read()
    releases = [entry for entry in entries if entry.kind == "release"]
    found = [n for n, entry in enumerate(releases) if entry.payload["release_id"] == release_id]
    if not found:
        return None
    entry, before = releases[found[0]], releases[found[0] - 1] if found[0] else None
    since = before.payload["ledger_seq"] if before else 0
    later = [item for item in entries if since < item.seq <= entry.payload["ledger_seq"]]
    about = [item for item in entries if item.payload.get("build_id") == entry.payload["build_id"]]
    earlier_id = str(before.payload["release_id"]) if before else None
    changes = _compared(places.release / earlier_id, places.release / release_id) if earlier_id else None
    has_decisions = any(item.kind in DECIDED for item in later)
    names = _names(places.release / release_id) if has_decisions else {}
    return _Facts(entry, earlier_id, changes, later, about, names)


def _compared(earlier: Path, later: Path) -> Mapping[str, Change] | None:
    """The changes; None where a folder is not there, or holds the tables of an early version."""
    if not earlier.is_dir():
        return None
    try:
        return compare(earlier, later)
    except (ChisoError, OSError):
        return None


def _lines(facts: _Facts, lang: str) -> list[str]:
    return [*_head(facts.entry, lang), *_changes(facts, lang), *_decisions(facts, lang), *_people(facts.about, lang)]


def _head(entry: Entry, lang: str) -> Iterator[str]:
    payload = entry.payload
    names = {name: payload[name] for name in ("release_id", "occasion_period", "ledger_seq", "build_id")}
    yield _said(lang, "notes_title", **names)
    hashes = {"codebook": str(payload["codebook_hash"])[:12], "commit": str(payload["code_commit"])[:12]}
    yield _said(lang, "notes_made_from", **names, **hashes)


def _changes(facts: _Facts, lang: str) -> Iterator[str]:
    """Numbers of changes by part, then the figures that changed, the largest changes first."""
    yield ""
    if facts.earlier_id is None:
        yield _said(lang, "notes_first")
        return
    if facts.changes is None:
        yield _said(lang, "notes_no_folder", earlier=facts.earlier_id)
        return
    found = facts.changes
    yield _said(lang, "notes_changes", earlier=facts.earlier_id)
    for part, change in found.items():
        counts = {"changed": change.changed.height, "new": change.new.height, "gone": change.gone.height}
        yield _said(lang, "notes_counts", part=_said(lang, f"notes_{part}"), **counts)
    figures, targets = found["figures"].changed, found["targets"].changed
    if figures.height:
        yield _said(lang, "notes_changed", n=figures.height)
    for row in figures.head(NAMED).iter_rows(named=True):
        values = (printed_number(row[name], lang) for name in ("before", "compared"))
        yield f"  - {row['what']}, {row['period_code']}: {' → '.join(values)} {row['unit'] or ''}".rstrip()
    if figures.height > NAMED:
        more = {"earlier": facts.earlier_id, "later": facts.entry.payload["release_id"]}
        yield _said(lang, "notes_more", n=figures.height - NAMED, **more)
    for row in targets.iter_rows(named=True):
        classes = (PROGRESS_CLASS.label(str(row[name]), lang) for name in ("before", "compared"))
        yield f"  - {row['what']}: {' → '.join(classes)}"


def _decisions(facts: _Facts, lang: str) -> Iterator[str]:
    """What persons decided since the release before, with reason and owner."""
    decided = [entry for entry in facts.later if entry.kind in DECIDED]
    n_files = sum(entry.kind == "receipt" for entry in facts.later)
    yield ""
    yield _said(lang, "notes_received", n=n_files)
    yield _said(lang, "notes_decided" if decided else "notes_undecided", n=len(decided))
    for entry in decided:
        payload = entry.payload
        values = [payload[name] for name in ("expected_value", "new_value") if payload.get(name) is not None]
        change = " → ".join(printed_number(float(value), lang) for value in values)
        yield _said(
            lang,
            "notes_decision",
            kind=_kind(payload, lang),
            what=_what(payload, facts.names),
            change=f": {change}" if change else "",
            reason=str(payload["reason"]).rstrip("."),
            owner=payload["owner"],
            at=local_time(entry),
            actor=entry.actor,
        )


def _people(about: Sequence[Entry], lang: str) -> Iterator[str]:
    """Who built, judged and published, and who set an earlier release back."""
    yield ""
    for entry in about:
        if entry.kind in ("build", "verdict", "release"):
            yield _said(lang, f"notes_by_{entry.kind}", actor=entry.actor, at=local_time(entry))


def _names(release: Path) -> dict[tuple[str, str], str]:
    return {(area, indicator): name for area, indicator, name in query(release, NAMES).iter_rows()}


def _what(payload: Mapping[str, Any], names: Mapping[tuple[str, str], str]) -> str:
    """The figure, target or file that a decision is about."""
    key = (str(payload.get("area_id")), str(payload.get("indicator_code")))
    about = payload.get("target_id") or payload.get("conflict_id") or payload.get("file_id") or names.get(key)
    texts = [str(about or " ".join(part for part in key if part != "None")), str(payload.get("period_code") or "")]
    return ", ".join(text for text in [*texts, str(payload.get("rule_code") or "")] if text)


def _kind(payload: Mapping[str, Any], lang: str) -> str:
    kind = str(payload.get("decision_kind", ""))
    vocabulary = next((words for words in (DECISION_KIND, TARGET_DECISION) if kind in words.codes), None)
    return vocabulary.label(kind, lang) if vocabulary else kind or _said(lang, "notes_dismissal")


def _said(lang: str, code: str, **values: object) -> str:
    return message(NOTES, code, **values).in_lang(lang)
