"""The Dagster resource of every asset: which province, where its data lie, where its files arrive."""

import hashlib
from pathlib import Path

from dagster import ConfigurableResource

from pipelines.ledger import Ledger
from pipelines.settings import Places, data_root, places, seeds_root
from pipelines.submissions.intake.inbox.scan import Found, FoundFile, scan


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

    def new_files(self, period: str) -> Found:
        """Return the files of the month that were not received yet, so that a repeated run receives nothing twice.

        A file is new where no receipt has its path below the inbox, or where the last receipt of that path has other
        bytes; an archive where nothing of it was received. A receipt of an earlier version has no path, only a name.
        """
        receipts = [entry.payload for entry in Ledger(self.places.ledger).read() if entry.kind == "receipt"]
        last: dict[tuple[str, str], str] = {}
        for receipt in receipts:
            source = receipt.get("archive_source") or receipt.get("source")
            key = ("path", str(source)) if source else ("name", str(receipt["original_name"]))
            last[key] = str(receipt.get("archive_sha256") or receipt["sha256"])
        folder = self.inbox_of(period)
        found = scan([folder]) if folder.is_dir() else Found([], [])
        return Found([file for file in found.files if not _is_known(file, last)], found.skipped)


def _is_known(file: FoundFile, last: dict[tuple[str, str], str]) -> bool:
    """Whether the last receipt of the file's path, else of its name, has its bytes; False if it cannot be read."""
    known = last.get(("path", file.source)) or last.get(("name", file.path.name))
    try:
        with file.path.open("rb") as content:
            return known is not None and hashlib.file_digest(content, "sha256").hexdigest() == known
    except OSError:
        return False
