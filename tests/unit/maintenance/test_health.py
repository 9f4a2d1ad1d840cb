"""Each health check on the good side and on the bad side of its limit."""

from __future__ import annotations

import fcntl
import json
import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from support.small_root import add_receipt, add_release

from pipelines.codebook.load import Codebook, load
from pipelines.ledger import BrokenLedgerError, Ledger
from pipelines.maintenance.backup import back_up
from pipelines.maintenance.health import machine, province
from pipelines.maintenance.health.finding import Finding, Level, Site
from pipelines.maintenance.health.health import gravest, health
from pipelines.office_settings import HealthSettings
from pipelines.publication.triggers.deadlines import runs_on
from pipelines.settings import Places, seeds_root

LIMITS = HealthSettings()


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load(seeds_root())


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A province with one receipt and the release of September, at this moment."""
    where = Places("08", tmp_path / "data")
    add_receipt(where, b"one")
    add_release(where, "2026-09-r001", 1)
    return Site(where, seeds_root(), LIMITS, datetime.now(UTC), Ledger(where.ledger).read())


def is_found(found: Finding | None, level: Level, code: str) -> bool:
    assert found is not None
    return (found.level, found.text.code) == (level, code)


def on(site: Site, day: date) -> Site:
    """The site at noon in Vietnam on a day."""
    return replace(site, now=datetime(day.year, day.month, day.day, 5, tzinfo=UTC))


@pytest.mark.parametrize(
    ("free", "level", "code"),
    [
        (4000, Level.GOOD, "disk_free"),
        (3999, Level.WARNING, "disk_low"),
        (2000, Level.WARNING, "disk_low"),
        (1999, Level.FAILURE, "disk_low"),
    ],
)
def test_disk(free: int, level: Level, code: str) -> None:
    assert is_found(machine.judge_disk(free, LIMITS.min_free_mb, Path("/srv")), level, code)


def test_the_disk_is_asked_where_the_data_will_be(site: Site, tmp_path: Path) -> None:
    absent = replace(site, places=Places("08", tmp_path / "not" / "there"), limits=HealthSettings(min_free_mb=1))
    found = machine.disk(absent)
    assert found.level == Level.GOOD and str(tmp_path) in found.text.en


def test_ledger(site: Site) -> None:
    assert is_found(province.ledger(site), Level.GOOD, "ledger_whole")
    assert is_found(province.ledger(replace(site, entries=())), Level.WARNING, "ledger_absent")
    blob = next(site.places.blobs.glob("*/*"))
    blob.write_bytes(b"longer")
    found = province.ledger(site)
    assert is_found(found, Level.FAILURE, "files_differ") and blob.name in found.text.en
    broken = replace(site, ledger_fault=BrokenLedgerError("hash_mismatch", 2))
    found = province.ledger(broken)
    assert is_found(found, Level.FAILURE, "ledger_broken") and "2" in found.text.vi


def first_run(codebook: Codebook, period: str) -> date:
    """The day on which the month is first run, found day by day from its end on."""
    start = date.fromisoformat(f"{period}-14")
    return next(
        day
        for day in (start + timedelta(days=n) for n in range(40))
        if period in {run.period for run in runs_on(codebook, "08", day)}
    )


def test_a_release_is_late_from_the_day_after_its_day(site: Site, codebook: Codebook) -> None:
    day = first_run(codebook, "2026-10")
    assert is_found(
        province.release(on(site, day)), Level.GOOD, "release_in_time"
    )  # September is there, October not due
    assert is_found(province.release(on(site, day + timedelta(days=1))), Level.WARNING, "release_late")
    assert is_found(province.release(on(site, day + timedelta(days=3))), Level.WARNING, "release_late")
    found = province.release(on(site, day + timedelta(days=4)))
    assert is_found(found, Level.FAILURE, "release_late") and "chiso run --period 2026-10" in found.text.vi
    add_release(site.places, "2026-10-r002", 2)
    later = replace(site, entries=Ledger(site.places.ledger).read())
    assert is_found(province.release(on(later, day + timedelta(days=4))), Level.GOOD, "release_in_time")


def test_a_codebook_with_errors_is_a_failure(site: Site, tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "reporters.csv").write_text("reporter_code,kind\nX,nonsense\n", "utf-8")
    found = province.release(replace(site, seeds=tmp_path / "seeds"))
    assert is_found(found, Level.FAILURE, "codebook_broken")


def test_a_file_that_nobody_receives_is_named(site: Site) -> None:
    folder = site.places.data / "inbox" / "08"
    assert is_found(province.inbox(site), Level.GOOD, "inbox_absent")
    folder.mkdir(parents=True)
    file = folder / "bao cao.csv"
    file.write_bytes(b"a,b\n")
    moment = site.now.timestamp()
    os.utime(file, (moment - 23.9 * 3600, moment - 23.9 * 3600))
    assert is_found(province.inbox(site), Level.GOOD, "inbox_empty")
    os.utime(file, (moment - 24.1 * 3600, moment - 24.1 * 3600))
    later = replace(site, now=site.now + timedelta(seconds=120))  # the change of the time itself is not fresh any more
    found = province.inbox(later)
    assert is_found(found, Level.WARNING, "inbox_old") and "bao cao.csv" in found.text.en


def test_a_file_that_does_not_become_complete_is_named(site: Site) -> None:
    folder = site.places.data / "inbox" / "08"
    assert is_found(province.incomplete(site), Level.GOOD, "incomplete_none")
    folder.mkdir(parents=True)
    (folder / "bao cao.xlsx.part").write_bytes(b"PK")
    written = (folder / "bao cao.xlsx.part").stat().st_ctime
    below = datetime.fromtimestamp(written + 24 * 3600 - 1, UTC)
    assert is_found(province.incomplete(replace(site, now=below)), Level.GOOD, "incomplete_none")
    found = province.incomplete(replace(site, now=below + timedelta(seconds=2)))
    assert is_found(found, Level.WARNING, "incomplete") and "bao cao.xlsx.part" in found.text.vi
    patient = replace(site, now=below + timedelta(seconds=2), limits=HealthSettings(inbox_hours=25))
    assert is_found(province.incomplete(patient), Level.GOOD, "incomplete_none")


def test_a_clock_behind_the_ledger(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    answers: dict[str, str] = {"clock": "yes"}
    monkeypatch.setattr(machine, "_answer", lambda _command: answers["clock"])  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType]
    assert is_found(machine.clock(site), Level.GOOD, "clock_right")
    last = datetime.fromisoformat(site.entries[-1].at)
    assert machine.clock(replace(site, now=last - timedelta(minutes=5))).level == Level.GOOD
    behind = machine.clock(replace(site, now=last - timedelta(minutes=5, seconds=1)))
    assert is_found(behind, Level.FAILURE, "clock_behind")
    answers["clock"] = "no"
    assert is_found(machine.clock(site), Level.WARNING, "clock_unsynchronised")
    answers["clock"] = ""  # a container without timedatectl
    assert machine.clock(site).level == Level.GOOD


def test_folders_that_other_accounts_may_enter(site: Site) -> None:
    assert is_found(machine.permissions(site), Level.GOOD, "permissions_right")
    settings = site.places.data / "chiso.toml"
    settings.write_text("", "utf-8")
    settings.chmod(0o640)
    assert machine.permissions(site).level == Level.GOOD
    settings.chmod(0o644)
    assert is_found(machine.permissions(site), Level.WARNING, "folder_open")
    settings.chmod(0o600)
    site.places.raw.chmod(0o750)
    found = machine.permissions(site)
    assert is_found(found, Level.WARNING, "folder_open") and f"chmod go-rwx {site.places.raw}" in found.text.en


def test_folders_of_several_accounts(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.geteuid():
        pytest.skip("only root can give a folder to another account")
    os.chown(site.places.ledger, 12345, 12345)
    assert is_found(machine.permissions(site), Level.WARNING, "two_owners")
    monkeypatch.setattr(machine.os, "access", lambda _path, _mode: False)  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType]
    assert is_found(machine.permissions(site), Level.FAILURE, "folder_unwritable")


def test_backup(site: Site, tmp_path: Path) -> None:
    assert is_found(province.backup(site), Level.WARNING, "backup_none")
    back_up(site.places, tmp_path / "disk")
    old = timedelta(days=2, minutes=1)
    assert is_found(province.backup(replace(site, now=site.now + old)), Level.GOOD, "backup_fresh")  # nothing is new
    add_receipt(site.places, b"two")
    grown = replace(site, entries=Ledger(site.places.ledger).read())
    assert is_found(province.backup(replace(grown, now=grown.now + timedelta(days=1.9))), Level.GOOD, "backup_fresh")
    assert is_found(province.backup(replace(grown, now=grown.now + old)), Level.FAILURE, "backup_old")
    add_receipt(site.places, b"three").write_bytes(b"bad")
    back_up(site.places, tmp_path / "disk")
    assert is_found(province.backup(grown), Level.FAILURE, "backup_faulty")


def test_a_command_that_does_not_end(site: Site) -> None:
    assert is_found(province.running(site), Level.GOOD, "running_none")
    site.places.build.mkdir(parents=True)
    lock = site.places.build / ".lock"
    holder = {"pid": 7, "command": "chiso run", "since": (site.now - timedelta(hours=6)).isoformat()}
    lock.write_text(json.dumps(holder), "utf-8")
    with lock.open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert is_found(province.running(site), Level.GOOD, "running_short")
        later = replace(site, now=site.now + timedelta(seconds=1))
        assert is_found(province.running(later), Level.WARNING, "running_long")


def test_the_daemon_is_asked_only_where_dagster_is_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DAGSTER_HOME", raising=False)
    assert machine.daemon(site) is None


def test_all_checks_answer_for_an_empty_and_for_a_broken_province(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DAGSTER_HOME", raising=False)
    found = health(Places("08", tmp_path / "empty"), seeds_root())
    assert {f.check: f.text.code for f in found}["ledger"] == "ledger_absent"
    assert not (tmp_path / "empty").exists(), "nothing is written"
    lines = site.places.ledger.read_bytes()
    site.places.ledger.write_bytes(lines[:40] + b"x" + lines[41:])
    broken = health(site.places, seeds_root())
    assert [f.check for f in broken] == [
        *("disk", "ledger", "release", "inbox", "incomplete", "clock", "permissions", "backup", "running")
    ]
    assert gravest(broken) == Level.FAILURE
