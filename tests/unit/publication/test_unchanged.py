"""`unchanged` finds the last release where nothing that it stands for has changed since."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from unit.publication.hand_made import CODEBOOK, judged, places_of

from pipelines.ledger import Ledger
from pipelines.publication import month, prepare
from pipelines.publication.messages import PublicationError
from pipelines.publication.release.release import publish
from pipelines.settings import Places

SEEDS = Path("seeds")  # not read: the codebook's hash is that of the candidate made by hand
PERIOD = "2026-10"


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    def same_period(_: object, __: object, period: str) -> str:
        return period

    def noted(*_: Path) -> SimpleNamespace:
        return SimpleNamespace(hash=CODEBOOK)

    monkeypatch.setattr(prepare, "note_codebook", noted)
    monkeypatch.setattr(prepare, "occasion", same_period)
    monkeypatch.setattr(prepare, "code_commit", lambda: "commit")
    monkeypatch.setattr(prepare, "lock_hash", lambda: "lock")
    where = places_of(tmp_path)
    assert prepare.unchanged(where, SEEDS, PERIOD) is None  # nothing was published yet
    judged(where, "b1")
    assert prepare.unchanged(where, SEEDS, PERIOD) is None  # only judged
    publish(where, "b1")
    return where


def test_after_a_release_nothing_is_new(places: Places) -> None:
    found = prepare.unchanged(places, SEEDS, PERIOD)
    assert found is not None and found.release_id == "2026-10-r001"
    done = month.run(places, SEEDS, PERIOD)
    assert (done.is_new, done.verdict.outcome) == (False, "pass")
    assert done.release == found


def test_a_verdict_is_no_news_and_another_period_is(places: Places) -> None:
    Ledger(places.ledger).append("verdict", {"build_id": "b1", "outcome": "refuse", "verdict_sha256": "0" * 64})
    assert prepare.unchanged(places, SEEDS, PERIOD) is not None
    assert prepare.unchanged(places, SEEDS, "2026-11") is None


@pytest.mark.parametrize(
    ("function", "value"),
    [("note_codebook", SimpleNamespace(hash="d" * 64)), ("code_commit", "other"), ("lock_hash", "other")],
)
def test_another_codebook_code_or_environment_is_news(
    function: str, value: object, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changed(*_: Path) -> object:
        return value

    monkeypatch.setattr(prepare, function, changed)
    assert prepare.unchanged(places, SEEDS, PERIOD) is None


def test_an_entry_after_the_release_is_news(places: Places) -> None:
    Ledger(places.ledger).append("codebook", {"codebook_hash": "c" * 64})
    assert prepare.unchanged(places, SEEDS, PERIOD) is None


def test_a_missing_original_is_left_to_the_gate(tmp_path: Path, places: Places) -> None:
    where = places_of(tmp_path / "other")
    receipt = {"receipt_id": "R1", "sha256": "a" * 64, "n_bytes": 1, "original_name": "a.xlsx", "channel": "cli"}
    Ledger(where.ledger).append("receipt", receipt)
    judged(where, "b1")
    publish(where, "b1")
    assert prepare.unchanged(where, SEEDS, PERIOD) is None


def test_changed_bytes_of_the_release_are_refused(places: Places) -> None:
    page = places.release / "2026-10-r001" / "data-docs" / "index.html"
    page.chmod(0o644)
    page.write_text("<html>changed</html>")
    with pytest.raises(PublicationError) as raised:
        prepare.unchanged(places, SEEDS, PERIOD)
    assert raised.value.code == "release_changed"
