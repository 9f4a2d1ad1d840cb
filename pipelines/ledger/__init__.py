"""The append-only record of a province: what was received, decided, judged and released, in which order.

Here: the form of an entry, the hash chain, locking, reading with verification, mending after a crash.
Not here: what an entry means to the quality, warehouse or publication rooms.
"""

from pipelines.ledger.book import Item, Ledger
from pipelines.ledger.entry import KINDS, Entry, LedgerBroken

__all__ = ["KINDS", "Entry", "Item", "Ledger", "LedgerBroken"]
