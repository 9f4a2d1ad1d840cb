"""What each released table answers, in Vietnamese and English, from the descriptions of dbt's published models.

Read from the YAML files themselves: a start of dbt takes ten seconds, these 0.1.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from pipelines.settings import DBT_PROJECT

QUESTION = re.compile(r"^(?P<vi>.*\S) \((?P<en>[^()]*)\)$")  # the form of `meta.question`
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Answer(NamedTuple):
    """A released table: its topic, the question that it answers in both languages, what a row is, an example query."""

    topic: str
    table: str
    question_vi: str
    question_en: str
    description: str
    example: str


def released_tables(models: Path = DBT_PROJECT / "models" / "published") -> list[Answer]:
    """The released tables, those for planners first, then by topic and name."""
    found = [answer for path in models.glob("*/_models.yml") for answer in _answers(path)]
    return sorted(found, key=lambda answer: (answer.topic != "planning", answer.topic, answer.table))


def _answers(path: Path) -> list[Answer]:
    """The tables of one topic."""
    content: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
    return [_answer(path.parent.name, model) for model in content["models"]]


def _answer(topic: str, model: dict[str, Any]) -> Answer:
    """One table; a question without English stands in both languages."""
    meta = model["config"]["meta"]
    words = QUESTION.match(meta["question"])
    vi, en = (words["vi"], words["en"]) if words else (meta["question"], meta["question"])
    return Answer(topic, model["name"], vi, en, " ".join(model["description"].split()), meta["example"])
