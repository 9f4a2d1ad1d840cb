"""One thing changed in a whole province: `verify` and the script beside the releases name the file."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest
from unit.publication.hand_made import CODEBOOK, SHA, judged, places_of, received

from pipelines.errors import ChisoError
from pipelines.ledger import Ledger
from pipelines.ledger.entry import Link, Stamp, format_line, make_entry
from pipelines.ledger.last_known import head_path
from pipelines.publication.candidate.build import note_codebook
from pipelines.publication.candidate.candidate import candidate
from pipelines.publication.gate.gate_run import gate
from pipelines.publication.integrity.verify import verify
from pipelines.publication.messages import PublicationError
from pipelines.publication.proof.verify_release import release_faults
from pipelines.publication.release.current import current_release
from pipelines.publication.release.release import publish
from pipelines.publication.tree import set_writable, tree_hash
from pipelines.settings import Places

R1, R2 = "2026-10-r001", "2026-10-r002"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """Two releases, a received file with its landing, and a snapshot of the codebook."""
    where = places_of(tmp_path_factory.mktemp("made"))
    received(where)
    judged(where, "b1")
    publish(where, "b1")
    judged(where, "b2", value=13.0)
    publish(where, "b2")
    set_writable(where.release)
    return where


@pytest.fixture
def places(made: Places, tmp_path: Path) -> Places:
    """A copy to damage."""
    shutil.copytree(made.data, tmp_path / "data")
    return Places("08", tmp_path / "data")


def script(places: Places, *arguments: str) -> tuple[int, str]:
    """Exit code and output of the script on a copy of the releases, in an interpreter without site packages."""
    copy = places.data.parent / "elsewhere"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(places.release, copy)
    command = [sys.executable, "-I", "-S", str(copy / "verify_release.py"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout + done.stderr


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


def named(places: Places, is_deep: bool = True) -> set[str]:
    return {found.path for found in verify(places, is_deep) if not found.is_note}


def test_a_whole_province_has_no_finding(places: Places) -> None:
    assert verify(places) == [] and verify(places, is_deep=True) == []
    code, said = script(places)
    assert code == 0 and said.splitlines() == [
        f"CÓ / YES     {R1}",
        f"CÓ / YES     {R2}",
        "CÓ: mọi bản còn nguyên vẹn. / YES: every release is whole.",
    ]
    assert script(places, "--ledger", str(places.ledger))[0] == 0


OF_A_RELEASE = (
    f"{R1}/parquet/indicator_value.parquet",
    f"{R1}/csv/indicator_value.csv",
    f"{R1}/data-docs/index.html",
    f"{R1}/manifest.json",
    f"{R1}.verdict.json",
    f"{R1}.proof.json",
)


@pytest.mark.parametrize("name", OF_A_RELEASE)
def test_a_flipped_bit_of_a_release_is_named_here_and_elsewhere(places: Places, name: str) -> None:
    flip(places.release / name)
    assert f"release/08/{name}" in named(places)
    code, said = script(places)
    assert code == 1 and f"- {name}: " in said and f"CÓ / YES     {R2}" in said


@pytest.mark.parametrize("name", OF_A_RELEASE)
def test_a_missing_file_of_a_release_is_named_by_the_fast_look(places: Places, name: str) -> None:
    (places.release / name).unlink()
    if name.endswith("proof.json"):  # as of a release of an earlier version
        assert [found.path for found in verify(places)] == [f"release/08/{R1}"] and named(places) == set()
    else:
        assert f"release/08/{name}" in named(places, is_deep=False)
        assert script(places)[0] == 1


def test_a_file_more_is_named(places: Places) -> None:
    (places.release / R1 / "csv" / "more.csv").write_text("x", "utf-8")
    assert named(places, is_deep=False) == {f"release/08/{R1}/csv/more.csv"}
    assert f"- {R1}/csv/more.csv: không thuộc bản công bố" in script(places)[1]


def stored(places: Places) -> dict[str, Path]:
    (landed,) = (path for path in places.landing.rglob("*.parquet"))
    return {
        "blob": places.blobs / SHA[:2] / SHA,
        "snapshot": places.snapshots / CODEBOOK / "uoms.csv",
        "values": places.published / f"{R1}.parquet",
        "landing": landed,
        "database": places.release / "marts.duckdb",
        "ledger": places.ledger,
    }


@pytest.mark.parametrize("kind", ["blob", "snapshot", "values", "landing", "database", "ledger"])
def test_a_flipped_bit_of_what_is_stored_is_named(places: Places, kind: str) -> None:
    path = stored(places)[kind]
    flip(path)
    assert any(path.relative_to(places.data).as_posix().startswith(name) for name in named(places))


@pytest.mark.parametrize("kind", ["blob", "values", "ledger"])
def test_a_deleted_file_is_named_by_the_fast_look(places: Places, kind: str) -> None:
    path = stored(places)[kind]
    path.unlink()
    assert path.relative_to(places.data).as_posix() in named(places, is_deep=False)


def test_the_script_itself_is_compared(places: Places) -> None:
    with (places.release / "verify_release.py").open("a") as file:
        file.write("# x\n")
    assert named(places, is_deep=False) == {"release/08/verify_release.py"}


def test_the_script_of_an_earlier_version_is_no_fault(places: Places) -> None:
    """After an upgrade the script is that of the last publication, which its proof names."""
    script_file = places.release / "verify_release.py"
    script_file.write_bytes(script_file.read_bytes() + b"# earlier\n")
    proof = json.loads((places.release / f"{R2}.proof.json").read_text("utf-8"))
    proof["script_sha256"] = hashlib.sha256(script_file.read_bytes()).hexdigest()
    (places.release / f"{R2}.proof.json").write_text(json.dumps(proof), "utf-8")
    assert verify(places) == []


def test_a_blob_without_a_receipt_is_named(places: Places) -> None:
    other = places.blobs / "ff" / ("f" * 64)
    other.parent.mkdir()
    other.write_bytes(b"x")
    assert named(places, is_deep=False) == {f"raw/08/blobs/ff/{'f' * 64}"}


def test_swapped_releases_are_named(places: Places) -> None:
    first, second, third = (places.release / name for name in (R1, R2, "swap"))
    for source, target in ((first, third), (second, first), (third, second)):
        source.rename(target)
    assert {f"release/08/{R1}/manifest.json", f"release/08/{R2}/manifest.json"} <= named(places, is_deep=False)
    code, said = script(places)
    assert code == 1 and f"KHÔNG / NO   {R1}" in said and f"KHÔNG / NO   {R2}" in said


def test_a_swapped_release_with_its_proof_and_verdict_is_named_too(places: Places) -> None:
    for suffix in ("", ".verdict.json", ".proof.json"):
        first, second, third = (places.release / f"{name}{suffix}" for name in (R1, R2, "swap"))
        for source, target in ((first, third), (second, first), (third, second)):
            source.rename(target)
    assert f"release/08/{R1}.proof.json" in named(places)
    code, said = script(places)
    assert code == 1 and f"{R1}.proof.json: thuộc về bản khác ({R2})" in said


def cut(places: Places) -> None:
    places.ledger.write_bytes(b"".join(places.ledger.read_bytes().splitlines(keepends=True)[:-1]))


def empty(places: Places) -> None:
    places.ledger.write_bytes(b"")


def rewrite(places: Places) -> None:
    """The whole chain anew, with another name in the receipt; every hash is right."""
    lines, link = list[bytes](), Link(1, "0" * 64)
    for entry in Ledger(places.ledger).read():
        payload = dict(entry.payload) | ({"original_name": "z.xlsx"} if entry.kind == "receipt" else {})
        made = make_entry(link, Stamp(entry.at, entry.actor, entry.role), entry.kind, payload)
        lines.append(format_line(made))
        link = Link(made.seq + 1, made.hash)
    places.ledger.write_bytes(b"".join(lines))


def delete(places: Places) -> None:
    places.ledger.unlink()


@pytest.mark.parametrize(
    ("damage", "has_head"),
    [(cut, True), (empty, True), (empty, False), (rewrite, True), (rewrite, False), (delete, True), (delete, False)],
)
def test_a_ledger_that_lost_something_is_named_and_nothing_goes_on(
    places: Places, damage: Callable[[Places], None], has_head: bool
) -> None:
    """By the position kept beside it, and where that is lost too, by what the releases name."""
    judged(places, "b3")
    damage(places)
    if not has_head:
        head_path(places.ledger).unlink()
    before = places.ledger.read_bytes() if places.ledger.exists() else None
    assert verify(places)
    for step in (lambda: publish(places, "b3"), lambda: note_codebook(places, places.data / "seeds")):
        with pytest.raises(ChisoError, match=r"[sS]ổ cái"):
            step()
    assert (places.ledger.read_bytes() if places.ledger.exists() else None) == before
    assert script(places)[0] == 0  # the releases themselves are whole
    assert script(places, "--ledger", str(places.ledger))[0] == (0 if damage is cut else 1)  # only a verdict was cut


def test_current_that_names_an_unpublished_tree_is_refused(places: Places) -> None:
    judged(places, "b3")
    places.current.write_text("../../build/08/b3/tree\n")
    with pytest.raises(PublicationError) as fault:
        current_release(places)
    assert fault.value.code == "current_unknown" and named(places, is_deep=False) == {"release/08/current"}
    publish(places, "b3")
    assert current_release(places).release_id == "2026-10-r003"


def test_an_edited_record_of_a_build_is_refused_with_what_differs(places: Places) -> None:
    """A failed check taken out of built.json, and a tree edited with its hash: neither is believed."""
    judged(places, "b3")
    place = candidate(places, "b3")
    record = json.loads(place.built.read_text("utf-8"))
    table = place.tree / "csv" / "indicator_value.csv"
    table.write_text(table.read_text("utf-8") + "FORGED\n", "utf-8")
    record |= {"tree_hash": tree_hash(place.tree), "checks": []}
    place.built.write_text(json.dumps(record), "utf-8")
    verdict = gate(places, "b3")
    changed = next(reason for reason in verdict.reasons if reason.code == "record_changed")
    assert "tree_hash" in changed.en and "batch/cell/expect_columns" in changed.en
    assert "tree_changed" in [reason.code for reason in verdict.reasons]
    with pytest.raises(PublicationError):
        publish(places, "b3")


def test_the_fast_look_at_fifty_releases_takes_less_than_a_second(places: Places) -> None:
    """Processor time for 50 releases of 120 files each, their proofs with 150 entries; measured: 0.3 s."""
    listed = json.loads((places.release / f"{R1}.proof.json").read_text("utf-8"))
    for number in range(120):
        (places.release / R1 / "csv" / f"t{number}.csv").write_bytes(b"x" * 100)
        listed["files"].append([f"csv/t{number}.csv", 100, "0" * 64])
    listed["chain"] *= 30
    (places.release / f"{R1}.proof.json").write_text(json.dumps(listed), "utf-8")
    begun = process_time()
    for _ in range(50):
        release_faults(places.release / R1, is_deep=False)
    assert process_time() - begun < 1.0
