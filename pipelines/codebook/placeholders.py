"""Placeholders in proposed seed rows: `<mã chỉ tiêu>` for a free choice, `<N_FIRM?>` for a likely code.

`submissions/propose` writes them; `checks/schema_rules.py` refuses a codebook that still has one.
"""

from __future__ import annotations

import re

PLACEHOLDER = re.compile(r"<[^<>]*>")  # anywhere in a cell: one of several due measures may be open


def placeholder(what: str, of: str = "") -> str:
    """Return a placeholder that names what is to be chosen, and for which header or label.

    Equal placeholders mean equal things, so that a person may replace all of them at once.
    """
    named = " ".join(of.translate({ord(char): " " for char in "<>|"}).split())
    return f"<{what} «{named}»>" if named else f"<{what}>"


def unconfirmed_code(code: str) -> str:
    """Return a likely code as a placeholder. A person confirms it by removing `<` and `?>`."""
    return f"<{code}?>"


def has_placeholder(text: str) -> bool:
    """True if any part of the text is a placeholder."""
    return "<" in text and PLACEHOLDER.search(text) is not None
