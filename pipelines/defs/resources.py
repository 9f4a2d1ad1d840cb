"""The Dagster resources: where an office's data lie and its files arrive, and the lock that a run holds."""

from __future__ import annotations

import hashlib
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from dagster import ConfigurableResource, InitResourceContext

from pipelines.defs.messages import both, step_error
from pipelines.defs.partitions import PROVINCE_TAG
from pipelines.ledger import Ledger
from pipelines.publication.province_lock import Holder, province_lock
from pipelines.settings import Places, data_root, places, seeds_root
from pipelines.submissions.intake.inbox.scan import Found, FoundFile, scan


class Office(ConfigurableResource[None]):
    """Data root, codebook and inbox of all provinces. An empty path stands for the default in `pipelines.settings`.

    `inbox` holds a folder for each province, and in it one for each month, named by its period code.
    """

    data: str = ""
    seeds: str = ""
    inbox: str = ""

    def places(self, province: str) -> Places:
        """The folders of a province."""
        return places(province, Path(self.data) if self.data else None)

    @property
    def seeds_root(self) -> Path:
        """The folder of the codebook's seeds."""
        return Path(self.seeds) if self.seeds else seeds_root()

    def inbox_of(self, province: str, month: str) -> Path:
        """Return the folder that holds a province's files of one month."""
        return (Path(self.inbox) if self.inbox else data_root() / "inbox") / province / month

    def new_files(self, province: str, month: str) -> Found:
        """Return the files of the month that were not received yet, so that a repeated run receives nothing twice.

        A file is new where no receipt has its path below the inbox, or where the last receipt of that path has other
        bytes; an archive where nothing of it was received. A receipt of an earlier version has no path, only a name.
        """
        receipts = [entry.payload for entry in Ledger(self.places(province).ledger).read() if entry.kind == "receipt"]
        last: dict[tuple[str, str], str] = {}
        for receipt in receipts:
            source = receipt.get("archive_source") or receipt.get("source")
            key = ("path", str(source)) if source else ("name", str(receipt["original_name"]))
            last[key] = str(receipt.get("archive_sha256") or receipt["sha256"])
        folder = self.inbox_of(province, month)
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


class RunLock(ConfigurableResource[None]):
    """The lock of the run's province, from the first step that asks for it to the end of the run.

    Runs of one province and commands of `chiso` wait for each other, however the run was launched. Steps take the lock
    again where they need it: the run has one process and one thread (in_process_executor).
    """

    office: Office

    @contextmanager
    def yield_for_execution(self, context: InitResourceContext) -> Generator[RunLock]:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Hold the lock; what is awaited is a line of the run's log."""
        province = context.run.tags.get(PROVINCE_TAG) if context.run else None
        if province is None:
            raise step_error("no_partition")

        def say(holder: Holder) -> None:
            if context.log:
                words = {"since": holder.since_local, "command": holder.command or "chiso"}
                context.log.info(both("lock_awaited", province=province, **words))

        with province_lock(self.office.places(province), say):
            yield self
