"""Which files of a ledger are simulated, and the words that everything made from them carries.

`chiso sample` marks its receipts (`is_ahead`); a province whose ledger has no such receipt never carries the words.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.errors import Message
from pipelines.ledger.entry import Entry
from pipelines.vocabulary import SIMULATED

WATERMARK = SIMULATED.label("all", "vi")  # as it stands in cell A1 of a simulated workbook


def is_simulated(entry: Entry) -> bool:
    """Whether the entry is the receipt of a simulated workbook."""
    return entry.kind == "receipt" and bool(entry.payload.get("is_ahead"))


def simulated_part(entries: Sequence[Entry]) -> str:
    """How much of what was received is simulated, a code of SIMULATED: none, partly or all of it."""
    marks = {is_simulated(entry) for entry in entries if entry.kind == "receipt"}
    if True not in marks:
        return "none"
    return "partly" if False in marks else "all"


def notice(part: str) -> Message | None:
    """The words for a part; None where nothing is simulated."""
    return None if part == "none" else Message(part, *SIMULATED.labels[part])


def both_languages(part: str) -> str:
    """The words in Vietnamese and English, for files; empty where nothing is simulated."""
    words = notice(part)
    return f"{words.vi} / {words.en}" if words else ""
