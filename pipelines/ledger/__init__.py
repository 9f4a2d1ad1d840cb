"""The append-only record of a province: what was received, decided, judged and released, in which order.

Here: the form of an entry, the hash chain, locking, reading with verification, mending after a crash.
Not here: what an entry means to the quality, warehouse or publication rooms.
"""

from pipelines.ledger.entry import KINDS, BrokenLedgerError, Entry
from pipelines.ledger.ledger import Ledger

__all__ = ["KINDS", "BrokenLedgerError", "Entry", "Ledger"]
