"""All health checks of a province, one finding each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from pipelines.ledger import BrokenLedgerError, Ledger
from pipelines.maintenance.health import machine, province
from pipelines.maintenance.health.finding import Finding, Level, Site
from pipelines.office_settings import HealthSettings, office_settings
from pipelines.settings import Places

Check = Callable[[Site], Finding | None]
CHECKS: tuple[Check, ...] = (
    *(machine.disk, province.ledger, province.release, machine.daemon, province.inbox),
    *(province.incomplete, machine.clock, machine.permissions, province.backup, province.running),
)


def health(places: Places, seeds: Path, now: datetime | None = None) -> list[Finding]:
    """Look at everything; nothing is written. Raises SettingsError for a faulty settings file."""
    limits = office_settings(places.data).get(HealthSettings) or HealthSettings()
    moment = now or datetime.now(UTC)
    try:
        site = Site(places, seeds, limits, moment, Ledger(places.ledger).read())
    except BrokenLedgerError as error:
        site = Site(places, seeds, limits, moment, (), error)
    findings = (check(site) for check in CHECKS)
    return [found for found in findings if found is not None]


def gravest(findings: Sequence[Finding]) -> Level:
    """The level of the gravest finding."""
    return max((found.level for found in findings), default=Level.GOOD)
