"""Acts of a person about releases: rollback, retention, missing proofs; differences and notes."""

from __future__ import annotations

import re
import runpy
import shutil
from pathlib import Path

import pytest
from support.once import stamps
from unit.publication.hand_made import judged, places_of, received

from pipelines.cli.app import call
from pipelines.ledger import Ledger
from pipelines.publication.integrity.verify import verify
from pipelines.publication.messages import PublicationError
from pipelines.publication.release import retention
from pipelines.publication.release.acts import prove, retire, rollback
from pipelines.publication.release.current import current_release
from pipelines.publication.release.release import publish
from pipelines.publication.release.standing import Rollback
from pipelines.publication.tree import set_writable
from pipelines.settings import Places

R1, R2, R3 = "2026-10-r001", "2026-10-r002", "2026-10-r003"
BACK = Rollback(R1, "Số xã X gõ sai", "Phòng QLKH")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """Three releases of one period."""
    where = places_of(tmp_path_factory.mktemp("made"))
    received(where)
    for number, value in enumerate((12.0, 13.0, 13.0), start=1):
        judged(where, f"b{number}", value)
        publish(where, f"b{number}")
    return where


@pytest.fixture
def places(made: Places, tmp_path: Path) -> Places:
    """A copy to work on."""
    shutil.copytree(made.data, tmp_path / "data")
    return Places("08", tmp_path / "data")


def test_a_rollback_is_an_entry_and_deletes_nothing(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    before = stamps(places.release / R3)
    rollback(places, BACK)
    entry = Ledger(places.ledger).read()[-1]
    assert (entry.kind, entry.payload["release_id"], entry.payload["from_release_id"]) == ("rollback", R1, R3)
    assert current_release(places).release_id == R1 and stamps(places.release / R3) == before
    assert verify(places, is_deep=True) == []
    at = ("--data", str(places.data))
    assert call(["query", "select value from indicator_value where state = 'current'", *at]) == 0
    printed = capsys.readouterr()
    assert printed.out.split() == ["value", "12.0"]
    assert f"quay lại từ {R3}: Số xã X gõ sai (Phòng QLKH)" in printed.err
    call(["status", *at])
    assert f"quay lại từ {R3}: Số xã X gõ sai (Phòng QLKH)" in capsys.readouterr().out


def test_after_a_rollback_only_a_publication_or_another_rollback_changes_current(places: Places) -> None:
    rollback(places, BACK)
    places.current.write_text(f"{R3}\n")  # by hand
    assert {found.path for found in verify(places)} == {"release/08/current"}
    judged(places, "b4")
    with pytest.raises(PublicationError):
        publish(places, "nothing")  # it settles what was interrupted or edited first
    assert current_release(places).release_id == R1
    publish(places, "b4")
    assert current_release(places).release_id == "2026-10-r004" and current_release(places).rollback is None
    rollback(places, BACK._replace(release_id=R2))
    assert current_release(places).release_id == R2


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (BACK._replace(reason=" "), "nothing_stated"),
        (BACK._replace(owner=""), "nothing_stated"),
        (BACK._replace(release_id=R3), "stands_already"),
        (BACK._replace(release_id="2026-10-r009"), "no_release"),
    ],
)
def test_a_rollback_that_cannot_be_is_refused(places: Places, asked: Rollback, code: str) -> None:
    before = places.ledger.read_bytes()
    with pytest.raises(PublicationError) as fault:
        rollback(places, asked)
    assert fault.value.code == code and places.ledger.read_bytes() == before


def test_no_rollback_to_a_changed_release(places: Places) -> None:
    set_writable(places.release / R1)
    (places.release / R1 / "csv" / "indicator_value.csv").write_text("x")
    with pytest.raises(PublicationError) as fault:
        rollback(places, BACK)
    assert fault.value.code == "release_changed" and current_release(places).release_id == R3


def kept(places: Places, n_kept: int, has_code: bool = True) -> list[tuple[str, str]]:
    entries = Ledger(places.ledger).read()
    return [(row.release_id, row.reason) for row in retention.plan(places, entries, n_kept, lambda _: has_code)]


def test_what_may_be_deleted(places: Places) -> None:
    """r003 is the last of its year as well as the last one; r001 and r002 can be built again."""
    assert kept(places, 1) == [(R1, ""), (R2, ""), (R3, "late")]
    assert kept(places, 2) == [(R1, ""), (R2, "late"), (R3, "late")]
    assert kept(places, 3) == [(R1, "late"), (R2, "late"), (R3, "late")]
    assert kept(places, 1, has_code=False) == [(R1, "no_code"), (R2, "no_code"), (R3, "late")]
    rollback(places, BACK)
    assert kept(places, 1) == [(R1, "current"), (R2, ""), (R3, "late")]


def test_the_last_of_a_year_is_kept(tmp_path: Path) -> None:
    where = places_of(tmp_path)
    for number, period in enumerate(("2026-11", "2026-12", "2027-01"), start=1):
        judged(where, f"b{number}", period=period)
        publish(where, f"b{number}")
    assert [reason for _, reason in kept(where, 1)] == ["", "yearly", "late"]


@pytest.mark.parametrize(
    ("damage", "reason"),
    [("blobs", "no_originals"), ("codebook", "no_codebook"), ("published", "no_values"), ("tree", "changed")],
)
def test_what_cannot_be_built_again_is_kept(places: Places, damage: str, reason: str) -> None:
    if damage == "tree":
        set_writable(places.release / R2)
        (places.release / R2 / "csv" / "indicator_value.csv").write_text("x")
    elif damage == "published":
        (places.published / f"{R1}.parquet").unlink()
    else:
        path = next(path for path in sorted((places.raw / damage).rglob("*")) if path.is_file())
        path.chmod(0o644)
        path.write_bytes(b"x")
    assert (R2, reason) in kept(places, 1)


def test_retired_folders_are_gone_recorded_and_known_to_verify(
    places: Places, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(retention, "code_commit", lambda: "commit")  # that of the candidates made by hand
    at = ("--data", str(places.data))
    assert call(["release", "retire", "--keep", "2", *at]) == 0
    said = capsys.readouterr().out
    assert f"{R1}\t" in said and (places.release / R1).is_dir()  # the dry run
    assert "chiso release retire --keep 2 --delete" in said
    with pytest.raises(PublicationError):
        retire(places, 2, reason="", owner="Phòng QLKH")
    retire(places, 2, reason="Hết chỗ", owner="Phòng QLKH")
    assert not (places.release / R1).exists() and (places.release / R2).is_dir()
    entry = Ledger(places.ledger).read()[-1]
    assert (entry.kind, entry.payload["release_id"], entry.payload["owner"]) == ("retirement", R1, "Phòng QLKH")
    assert verify(places, is_deep=True) == []
    script = runpy.run_path(str(places.release / "verify_release.py"))
    assert script["main"]([]) == 0
    said = capsys.readouterr().out
    assert f"CÓ / YES     {R2}" in said and R1 not in said
    with pytest.raises(PublicationError) as fault:
        rollback(places, BACK)
    assert fault.value.code == "release_retired"
    judged(places, "b4")
    assert publish(places, "b4").release_id == "2026-10-r004"


def test_the_office_sets_how_many_releases_are_kept_and_the_option_counts_before_it(
    places: Places, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(retention, "code_commit", lambda: "commit")  # that of the candidates made by hand
    command = ["release", "retire", "--data", str(places.data), "--lang", "en"]

    def n_free(*options: str) -> int:
        """How many of the three releases may be deleted, by the command's last line."""
        assert call([*command, *options]) == 0
        (number,) = re.findall(r"^(\d+) folders", capsys.readouterr().out, re.MULTILINE)
        return int(number)

    assert n_free() == 0  # 24 without settings
    (places.data / "chiso.toml").write_text("[releases]\nkeep = 1\n", "utf-8")
    assert n_free() == 2
    assert n_free("--keep", "2") == 1
    (places.data / "chiso.toml").write_text("[releases]\nkeep = 2\n", "utf-8")
    assert n_free() == 1
    deleting = ("--delete", "--reason", "Hết chỗ", "--owner", "Phòng QLKH")
    assert call([*command, *deleting]) == 0
    assert not (places.release / R1).exists() and (places.release / R2).is_dir()
    (places.data / "chiso.toml").write_text("[releases]\nkeep = 0\n", "utf-8")
    assert call([*command]) == 1 and "releases.keep" in capsys.readouterr().err


def test_a_deleted_folder_that_nobody_retired_is_a_fault(places: Places) -> None:
    set_writable(places.release / R1)
    shutil.rmtree(places.release / R1)
    assert [(found.path, found.said.code) for found in verify(places)] == [(f"release/08/{R1}", "release_absent")]


def test_proofs_that_earlier_versions_did_not_write(places: Places) -> None:
    for name in (R1, R2):
        (places.release / f"{name}.proof.json").unlink()
    set_writable(places.release / R2)
    table = places.release / R2 / "csv" / "indicator_value.csv"
    whole = table.read_bytes()
    table.write_bytes(whole + b"x")
    assert prove(places) == [R1]
    found = [(row.path, row.said.code) for row in verify(places, is_deep=True)]
    assert found == [(f"release/08/{R2}", "release_differs")]  # a manifest made by hand names no hashes of tables
    table.write_bytes(whole)
    assert prove(places) == [R2] and verify(places, is_deep=True) == []
