"""Catalogues of messages: both languages name the same values, and every text is used."""

from __future__ import annotations

import re
import string
from importlib import import_module
from pathlib import Path

import pytest

CATALOGUES = [
    ("pipelines.codebook.messages", "CODEBOOK"),
    ("pipelines.ledger.messages", "LEDGER"),
    ("pipelines.indices.messages", "FILES"),
    *(("pipelines.quality.messages", name) for name in ("FIELDS", "DECISIONS", "SUITES", "REPAIRS", "PAGE")),
]


def fields(text: str) -> set[str]:
    """The names in braces; `found_vi` and `found_en` are one value in two languages."""
    return {re.sub("_(vi|en)$", "", name) for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize(("module", "name"), CATALOGUES)
def test_both_languages_name_the_same_values(module: str, name: str) -> None:
    catalogue: dict[str, tuple[str, str]] = getattr(import_module(module), name)
    assert {code for code, (vi, en) in catalogue.items() if fields(vi) != fields(en)} <= {"unreadable_line"}
    # a Vietnamese letter in an English text is a text that was not translated
    assert [code for code, (_, en) in catalogue.items() if re.search("[À-ÖØ-öø-ỹ]", en)] == []
    assert all(vi.strip() == vi and en.strip() == en and vi and en for vi, en in catalogue.values())


@pytest.mark.parametrize(("module", "name"), CATALOGUES)
def test_every_text_is_used(repo: Path, module: str, name: str) -> None:
    path = repo / (module.replace(".", "/") + ".py")
    catalogue: dict[str, tuple[str, str]] = getattr(import_module(module), name)
    code = "\n".join(file.read_text(encoding="utf-8") for file in path.parent.rglob("*.py") if file != path)
    assert [key for key in catalogue if f'"{key}"' not in code and f"'{key}'" not in code] == []
