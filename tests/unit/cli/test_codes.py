"""A sentence exists for every code of a closed list from which its name is composed."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from pipelines import vocabulary
from pipelines.cli.words.messages import CLI
from pipelines.publication.messages import BALANCES
from pipelines.publication.reply.messages import REPLY

PREFIXES: list[tuple[Mapping[str, object], str, vocabulary.Vocabulary]] = [
    (CLI, "slice_", vocabulary.SLICE_STATE),
    (CLI, "state_", vocabulary.VERDICT_OUTCOME),
    (CLI, "preview_meets_", vocabulary.MODE),
    (CLI, "figure_", vocabulary.FIGURE_STATUS),
    (REPLY, "outcome_", vocabulary.OUTCOME),
]


@pytest.mark.parametrize(("catalogue", "prefix", "vocabulary"), PREFIXES, ids=[prefix for _, prefix, _ in PREFIXES])
def test_every_code_has_its_sentence(
    catalogue: Mapping[str, object], prefix: str, vocabulary: vocabulary.Vocabulary
) -> None:
    assert {prefix + code for code in vocabulary.codes} <= catalogue.keys()


def test_every_sentence_of_a_reply_has_both_languages_with_the_same_names() -> None:
    for code, (vi, en) in REPLY.items():
        names = [{part.split("}")[0] for part in text.split("{")[1:]} for text in (vi, en)]
        assert vi and en and names[0] == names[1], code


def test_no_sentence_of_a_reply_names_a_command_or_an_option() -> None:
    for vi, en in [*REPLY.values(), *BALANCES.values()]:
        assert not any("chiso" in text or "--" in text or "data/" in text for text in (vi, en))
