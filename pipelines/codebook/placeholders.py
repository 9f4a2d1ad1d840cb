"""Marks in seed rows for what only a person can choose: `<mã chỉ tiêu>`, or `<N_FIRM?>` where a candidate is likely.

Here: how such a mark looks. Not here: who writes them (submissions/propose*.py), the check that refuses them
(schema_rules.py).
"""

from __future__ import annotations

import re

PLACEHOLDER = re.compile(r"<[^<>]*>")  # anywhere in a cell: one of several due measures may be open


def placeholder(what: str, of: str = "") -> str:
    """A mark that says what is to be chosen, and for which header or label, so that equal marks mean equal things."""
    named = " ".join(of.translate({ord(char): " " for char in "<>|"}).split())
    return f"<{what} «{named}»>" if named else f"<{what}>"


def unconfirmed_code(code: str) -> str:
    """A likely code that a person has to confirm by taking the marks away."""
    return f"<{code}?>"


def has_placeholder(text: str) -> bool:
    return "<" in text and PLACEHOLDER.search(text) is not None
