"""The candidate that a command without --build speaks of: the only one that may still be published."""

from __future__ import annotations

from pathlib import Path

import pytest
from unit.publication.hand_made import built, judged, places_of

from pipelines.ledger import Ledger
from pipelines.publication.candidate.candidate import open_candidate
from pipelines.publication.messages import PublicationError
from pipelines.publication.release.release import publish
from pipelines.settings import Places


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return places_of(tmp_path)


def found(places: Places) -> str:
    return open_candidate(places, Ledger(places.ledger).read())


def test_without_a_candidate_there_is_none_to_speak_of(places: Places) -> None:
    with pytest.raises(PublicationError) as raised:
        found(places)
    assert raised.value.code == "no_candidate"


def test_a_candidate_of_a_later_position_supersedes_and_the_pointer_to_the_last_build_says_nothing(
    places: Places,
) -> None:
    built(places, "b1")
    assert found(places) == "b1"
    Ledger(places.ledger).append("codebook", {"codebook_hash": "d" * 64})
    built(places, "b2")
    (places.build / "latest").write_text("b1\n")
    assert found(places) == "b2"


def test_two_of_one_position_are_for_the_caller_to_tell_apart(places: Places) -> None:
    built(places, "b1")
    built(places, "b2", value=13.0)
    with pytest.raises(PublicationError) as raised:
        found(places)
    assert raised.value.code == "several_candidates" and "b1 (2026-10), b2 (2026-10)" in raised.value.message_vi


def test_after_a_release_it_is_that_of_the_release_until_another_is_built(places: Places) -> None:
    judged(places, "b1")
    publish(places, "b1")
    assert found(places) == "b1"
    built(places, "b2")
    assert found(places) == "b2"
