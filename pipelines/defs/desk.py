"""What every asset works with: which province, where its data lie, where its files come in.

Here: one resource, and which files of an inbox are new. Not here: receiving them (submissions), any step of the month.
"""

import hashlib
from pathlib import Path

from dagster import ConfigurableResource

from pipelines.ledger import Ledger
from pipelines.settings import Places, data_root, places, seeds_root


class Desk(ConfigurableResource[None]):
    """The province at work; `inbox` holds one folder a month, by default under the data root."""

    province: str = "08"
    data: str = ""
    seeds: str = ""
    inbox: str = ""

    @property
    def places(self) -> Places:
        return places(self.province, Path(self.data) if self.data else None)

    @property
    def seeds_root(self) -> Path:
        return Path(self.seeds) if self.seeds else seeds_root()

    def inbox_of(self, period: str) -> Path:
        """Where the files of one month are put by those who collect them."""
        return (Path(self.inbox) if self.inbox else data_root() / "inbox" / self.province) / period

    def new_files(self, period: str) -> list[Path]:
        """Files of the month whose name last came with other bytes, or never: a run repeated receives nothing twice."""
        receipts = [entry.payload for entry in Ledger(self.places.ledger).read() if entry.kind == "receipt"]
        last = {str(receipt["original_name"]): receipt["sha256"] for receipt in receipts}
        files = sorted(path for path in self.inbox_of(period).rglob("*") if path.is_file())
        return [path for path in files if last.get(path.name) != hashlib.sha256(path.read_bytes()).hexdigest()]
