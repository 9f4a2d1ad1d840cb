"""Which files of a ledger are simulated, and the words that everything made from them carries.

`chiso run --sample` marks its receipts (`is_simulated`; earlier versions `is_ahead`). A receipt of the same bytes, such
as that of an acceptance, is simulated too. A province whose ledger has no such receipt never carries the words.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.errors import Message
from pipelines.ledger.entry import Entry
from pipelines.vocabulary import SIMULATED

WATERMARK = SIMULATED.label("all", "vi")  # as it stands in cell A1 of a simulated workbook


def simulated_hashes(entries: Sequence[Entry]) -> frozenset[str]:
    """The hashes of the files that were received as simulated."""
    return frozenset(
        str(entry.payload["sha256"])
        for entry in entries
        if entry.kind == "receipt" and (entry.payload.get("is_simulated") or entry.payload.get("is_ahead"))
    )


def is_simulated(entry: Entry, hashes: frozenset[str]) -> bool:
    """Whether the entry is the receipt of a simulated file, by `simulated_hashes` of its ledger."""
    return entry.kind == "receipt" and entry.payload["sha256"] in hashes


def simulated_part(entries: Sequence[Entry]) -> str:
    """How much of what was received is simulated, a code of SIMULATED: none, partly or all of it."""
    hashes = simulated_hashes(entries)
    marks = {is_simulated(entry, hashes) for entry in entries if entry.kind == "receipt"}
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
