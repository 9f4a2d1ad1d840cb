"""Writes numbers into messages: with a decimal comma in Vietnamese, a decimal point in English."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.errors import Message


def plain_number(number: float) -> Message:
    """The number without thousands separators, so that it has one meaning: 1234,5 in Vietnamese, 1234.5 in English."""
    text = str(int(number)) if number % 1 == 0 else repr(number)
    return Message("number", text.replace(".", ","), text)


def grouped_number(number: float) -> Message:
    """A whole number with thousands separators: 1.000 in Vietnamese, 1,000 in English."""
    text = f"{number:,.0f}"
    return Message("number", text.replace(",", "."), text)


def join_or(texts: Iterable[Message]) -> Message:
    """Alternatives, each once: `12,5 hay 5,12`."""
    parts = list(dict.fromkeys(texts))
    return Message("alternatives", " hay ".join(part.vi for part in parts), " or ".join(part.en for part in parts))
