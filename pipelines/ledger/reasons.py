"""Whether a person stated a reason: an entry without one cannot be understood years later."""

from __future__ import annotations

SHORTEST = 3  # letters and digits; a full stop, a dash or one letter explains nothing


def is_stated(text: str | None) -> bool:
    """True for a text with at least SHORTEST letters or digits."""
    return sum(character.isalnum() for character in text or "") >= SHORTEST
