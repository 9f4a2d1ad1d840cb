"""The Dagster resource of every asset: which province, where its data lie, where its files arrive."""

import hashlib
from pathlib import Path

from dagster import ConfigurableResource

from pipelines.ledger import Ledger
from pipelines.settings import Places, data_root, places, seeds_root


class ProvinceResource(ConfigurableResource[None]):
    """The province whose month is run. An empty path stands for the default in `pipelines.settings`.

    `inbox` holds one folder a month, named by its period code; by default it lies under the data root.
    """

    province: str = "08"
    data: str = ""
    seeds: str = ""
    inbox: str = ""

    @property
    def places(self) -> Places:
        """The folders of the province."""
        return places(self.province, Path(self.data) if self.data else None)

    @property
    def seeds_root(self) -> Path:
        """The folder of the codebook's seeds."""
        return Path(self.seeds) if self.seeds else seeds_root()

    def inbox_of(self, period: str) -> Path:
        """Return the folder that holds the files of one month."""
        return (Path(self.inbox) if self.inbox else data_root() / "inbox" / self.province) / period

    def new_files(self, period: str) -> list[Path]:
        """Return the files of the month that were not received yet, so that a repeated run receives nothing twice.

        A file is new where no receipt has its name, or where the last receipt of that name has other bytes.
        """
        receipts = [entry.payload for entry in Ledger(self.places.ledger).read() if entry.kind == "receipt"]
        last = {str(receipt["original_name"]): receipt["sha256"] for receipt in receipts}
        files = sorted(path for path in self.inbox_of(period).rglob("*") if path.is_file())
        return [path for path in files if last.get(path.name) != hashlib.sha256(path.read_bytes()).hexdigest()]
