"""Numbers as they are printed in Vietnam: decimal comma, dots between thousands."""

from __future__ import annotations


def printed_number(value: float, lang: str) -> str:
    """Format `value` in `vi` or `en`: 1234.5 -> "1.234,5" or "1,234.5"; at most 12 significant digits."""
    return number_vi(float(f"{value:.12g}")) if lang == "vi" else f"{value:,.12g}"


def number_vi(value: float) -> str:
    """Format `value` with a decimal comma: 1234.5 -> "1.234,5". Trailing zeros are left out; at most 10 decimals."""
    text = f"{value:,.10f}".rstrip("0").rstrip(".")
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")
