"""The ledger of a province: an append-only, hash-chained record of receipts, decisions, verdicts and releases.

The ledger stores entries and verifies them. What an entry means is decided by the packages that read it.
"""

from pipelines.ledger.entry import KINDS, BrokenLedgerError, Entry
from pipelines.ledger.ledger import Item, Ledger

__all__ = ["KINDS", "BrokenLedgerError", "Entry", "Item", "Ledger"]
