"""The Dagster resources: where an office's data lie and its files arrive, and the lock that a run holds."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from dagster import ConfigurableResource, InitResourceContext

from pipelines.codebook.load import load
from pipelines.defs.messages import both, step_error
from pipelines.defs.month_limits import check_ended
from pipelines.defs.partitions import MONTH_TAG, PROVINCE_TAG
from pipelines.ledger.days import today
from pipelines.publication.province_lock import Holder, province_lock
from pipelines.publication.triggers.inbox import InboxView, inbox_folder
from pipelines.publication.triggers.take_new import Taken, take_new
from pipelines.settings import Places, places, seeds_root
from pipelines.submissions.intake.inbox.complete import QUIET_SECONDS, Patience


class Office(ConfigurableResource[None]):
    """Data root, codebook and inbox of all provinces. An empty path stands for the default in `pipelines.settings`.

    `inbox` holds a folder for each province. `quiet_seconds` is how long a file must not have changed to be received.
    """

    data: str = ""
    seeds: str = ""
    inbox: str = ""
    quiet_seconds: float = QUIET_SECONDS

    def places(self, province: str) -> Places:
        """The folders of a province."""
        return places(province, Path(self.data) if self.data else None)

    @property
    def seeds_root(self) -> Path:
        """The folder of the codebook's seeds."""
        return Path(self.seeds) if self.seeds else seeds_root()

    def inbox_of(self, province: str) -> Path:
        """The folder into which the units of a province copy their files."""
        return Path(self.inbox) / province if self.inbox else inbox_folder(self.places(province))

    @property
    def patience(self) -> Patience:
        """How long a file is waited for that may not be written completely."""
        return Patience(quiet=self.quiet_seconds)

    def take_new(self, province: str, month: str) -> Taken:
        """Receive the new files of a province's inbox that are complete, without those in folders of later months."""
        where = InboxView(self.inbox_of(province), month, self.patience)
        return take_new(self.places(province), self.seeds_root, where, "dagster")


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
        month = context.run.tags.get(MONTH_TAG) if context.run else None
        if province is None or month is None:
            raise step_error("no_partition")
        check_ended(load(self.office.seeds_root), month, today())

        def say(holder: Holder) -> None:
            if context.log:
                words = {"since": holder.since_local, "command": holder.command or "chiso"}
                context.log.info(both("lock_awaited", province=province, **words))

        with province_lock(self.office.places(province), say):
            yield self
