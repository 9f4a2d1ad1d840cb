#!/usr/bin/env python3
"""Check releases of chiso on any computer: python verify_release.py [FOLDER ...] [--ledger ledger.jsonl].

Needs Python 3.8 or later and nothing else. Without FOLDER it checks every release beside this file. A release is its
folder, such as 2026-10-r001, with 2026-10-r001.verdict.json and 2026-10-r001.proof.json beside it.

It computes the hash of every file and of the whole folder, and the ledger's chain from the release before it up to this
one; with --ledger the chain of the whole ledger. It answers YES (exit code 0), or NO and the names (1).

Kiểm tra bản công bố trên máy bất kỳ; trả lời CÓ (mã thoát 0), hoặc KHÔNG kèm tên tệp (1).
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

GENESIS = "0" * 64
FIELDS = ("seq", "at", "actor", "role", "kind", "payload_hash")  # of an entry, hashed with the hash before it
# code -> what is wrong with a file or a release, in Vietnamese and English; {detail} is what was found
TEXTS: dict[str, tuple[str, str]] = {
    "file_changed": ("nội dung đã bị thay đổi", "its content was changed"),
    "file_missing": ("không còn", "it is missing"),
    "file_added": ("không thuộc bản công bố", "it is not part of the release"),
    "file_unreadable": ("không đọc được ({detail})", "it cannot be read ({detail})"),
    "proof_broken": ("tệp chứng minh không khớp ({detail})", "the proof does not hold ({detail})"),
    "verdict_changed": (
        "không phải kết luận mà sổ cái ghi",
        "it is not the verdict that the ledger has",
    ),
    "other_release": (
        "thuộc về bản khác ({detail})",
        "it belongs to another release ({detail})",
    ),
    "chain_gap": (
        "chuỗi không nối với bản trước ({detail})",
        "its chain does not follow the release before it ({detail})",
    ),
    "ledger_broken": ("chuỗi băm hỏng ở dòng {detail}", "its hash chain is broken at line {detail}"),
    "ledger_other": ("không có bản {detail}", "it does not have release {detail}"),
}


# What a file that was damaged or written by somebody else raises.
UNREADABLE = (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError)


class Fault(NamedTuple):
    """One thing that is wrong: a code of TEXTS, the file or release, and what was found."""

    code: str
    name: str
    detail: str = ""


def canonical(value: Any) -> str:
    """The JSON text that the ledger hashes."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def text_sha256(text: str) -> str:
    """SHA-256 of a text's UTF-8 bytes."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def file_sha256(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for piece in iter(lambda: file.read(1 << 20), b""):
            digest.update(piece)
    return digest.hexdigest()


def files_of(folder: Path) -> dict[str, Path]:
    """The files of a release by their names from its folder on."""
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def hash_of_list(files: list[list[Any]]) -> str:
    """The hash of a folder, from name, size and hash of each of its files."""
    lines = "".join(f"{name}\0{size}\0{digest}\n" for name, size, digest in sorted(files))
    return text_sha256(lines)


def read_proof(folder: Path) -> dict[str, Any]:
    """The proof beside a release's folder. Raises one of UNREADABLE where there is none that can be read."""
    found: dict[str, Any] = json.loads(folder.with_name(f"{folder.name}.proof.json").read_text("utf-8"))
    if found["format"] != 1:
        raise ValueError("format")
    return found


def tree_faults(folder: Path, proof: dict[str, Any], is_deep: bool = True) -> Iterator[Fault]:
    """Files that are missing, added or changed; without `is_deep` by size, and by bytes of the manifest alone."""
    found = files_of(folder)
    for name, size, digest in proof["files"]:
        path = found.pop(name, None)
        if path is None:
            yield Fault("file_missing", f"{folder.name}/{name}")
        elif path.stat().st_size != size or ((is_deep or name == "manifest.json") and file_sha256(path) != digest):
            yield Fault("file_changed", f"{folder.name}/{name}")
    for name in sorted(found):
        yield Fault("file_added", f"{folder.name}/{name}")


def proof_faults(folder: Path, proof: dict[str, Any]) -> Iterator[Fault]:
    """Whether list of files, verdict and manifest are those of the chain, and the chain holds."""
    name = f"{folder.name}.proof.json"
    broken = _broken_at(proof)
    if broken:
        yield Fault("proof_broken", name, f"{broken}")
        return
    release = proof["chain"][-1]["payload"]
    if release["release_id"] != folder.name:
        yield Fault("other_release", name, release["release_id"])
    if hash_of_list(proof["files"]) != release["tree_hash"]:
        yield Fault("proof_broken", name, "tree_hash")
    yield from _verdict_faults(folder, proof)
    yield from _manifest_faults(folder, proof)


def _chain(proof: dict[str, Any]) -> dict[int, str]:
    """The hash at each position of the chain, that of the release before it included."""
    digest = str(proof["previous"]["hash"])
    hashes = {int(proof["previous"]["seq"]): digest}
    for row in proof["chain"]:
        digest = text_sha256(canonical([*(row[key] for key in FIELDS), digest]))
        hashes[row["seq"]] = digest
    return hashes


def _broken_at(proof: dict[str, Any]) -> str:
    """The entry at which the chain does not hold; empty where it does, and ends with the release."""
    for seq, row in enumerate(proof["chain"], start=proof["previous"]["seq"] + 1):
        if row["seq"] != seq or ("payload" in row and text_sha256(canonical(row["payload"])) != row["payload_hash"]):
            return f"seq {seq}"
    last = proof["chain"][-1]
    is_whole = last["kind"] == "release" and "payload" in last and _chain(proof)[last["seq"]] == proof["ledger_hash"]
    return "" if is_whole else f"seq {last['seq']}"


def _verdict_faults(folder: Path, proof: dict[str, Any]) -> Iterator[Fault]:
    """The verdict beside the release is the last one that the chain has of its build, and it passed."""
    path = folder.with_name(f"{folder.name}.verdict.json")
    if not path.is_file():
        yield Fault("file_missing", path.name)
        return
    build_id = proof["chain"][-1]["payload"]["build_id"]
    verdicts = [row.get("payload", {}) for row in proof["chain"] if row["kind"] == "verdict"]
    of_build = [verdict for verdict in verdicts if verdict.get("build_id") == build_id]
    if not of_build or of_build[-1]["outcome"] != "pass" or of_build[-1]["verdict_sha256"] != file_sha256(path):
        yield Fault("verdict_changed", path.name)


def _manifest_faults(folder: Path, proof: dict[str, Any]) -> Iterator[Fault]:
    """The manifest names this release and a position that the chain has."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        named = {key: manifest.get(key) for key in ("release_id", "ledger_seq", "ledger_hash")}
    except (OSError, ValueError, AttributeError) as error:
        yield Fault("file_unreadable", f"{folder.name}/manifest.json", type(error).__name__)
        return
    if named["release_id"] not in (None, folder.name):
        yield Fault("other_release", f"{folder.name}/manifest.json", str(named["release_id"]))
    if named["ledger_seq"] is not None and _chain(proof).get(named["ledger_seq"]) != named["ledger_hash"]:
        yield Fault("proof_broken", f"{folder.name}/manifest.json", f"seq {named['ledger_seq']}")


def release_faults(folder: Path, is_deep: bool = True) -> list[Fault]:
    """Everything that is wrong with one release."""
    try:
        proof = read_proof(folder)
        return [*tree_faults(folder, proof, is_deep), *proof_faults(folder, proof)]
    except OSError as error:
        name = Path(str(error.filename or folder)).name
        code = "file_missing" if isinstance(error, FileNotFoundError) else "file_unreadable"
        return [Fault(code, name, type(error).__name__)]
    except UNREADABLE as error:
        return [Fault("proof_broken", f"{folder.name}.proof.json", type(error).__name__)]


def gap_faults(folders: list[Path]) -> Iterator[Fault]:
    """Releases whose chain does not begin where that of the release before it ends, where that one is there."""
    proofs: dict[str, dict[str, Any]] = {}
    for folder in folders:
        try:
            proofs[folder.name] = read_proof(folder)
            before = proofs[folder.name]["previous"]
            earlier = proofs.get(before["release_id"])
            is_gap = earlier is not None and earlier["ledger_hash"] != before["hash"]
        except UNREADABLE:
            continue  # release_faults reports it
        if is_gap:
            yield Fault("chain_gap", f"{folder.name}.proof.json", before["release_id"])


def ledger_faults(ledger: Path, folders: list[Path]) -> Iterator[Fault]:
    """Where the chain of a whole ledger breaks, and the releases that it does not have."""
    hashes: dict[int, str] = {0: GENESIS}
    if not ledger.is_file():
        yield Fault("file_missing", ledger.name)
        return
    for number, line in enumerate(ledger.read_bytes().splitlines(), start=1):
        try:
            row = json.loads(line.decode("utf-8"))
            payload_hash = text_sha256(canonical(row["payload"]))
            kept = [*(row[key] for key in FIELDS[:-1]), payload_hash, hashes[number - 1]]
            digest = text_sha256(canonical(kept))
            is_whole = (row["seq"], row["hash"]) == (number, digest)
        except (ValueError, KeyError, TypeError):
            is_whole, digest = False, ""
        if not is_whole:
            yield Fault("ledger_broken", ledger.name, str(number))
            return
        hashes[number] = digest
    for folder in folders:
        try:
            proof = read_proof(folder)
            is_there = hashes.get(proof["chain"][-1]["seq"]) == proof["ledger_hash"]
        except UNREADABLE:
            continue  # release_faults reports it
        if not is_there:
            yield Fault("ledger_other", ledger.name, folder.name)


def main(arguments: list[str]) -> int:
    """Check, print, and return the exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # a console of Windows has another encoding
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    ledger = None
    if "--ledger" in arguments:
        place = arguments.index("--ledger")
        ledger = Path(arguments[place + 1]) if len(arguments) > place + 1 else None
        arguments = arguments[:place] + arguments[place + 2 :]
    beside = Path(__file__).resolve().parent
    names = sorted(path.name[: -len(".proof.json")] for path in beside.glob("*.proof.json"))
    kept = [beside / name for name in names if not (beside / f"{name}.retired.json").exists()]
    folders = [Path(text).resolve() for text in arguments] or kept
    if not folders:
        print(f"Không có bản công bố nào cạnh tệp này / There is no release beside this file: {beside}")
        return 1
    faults = {folder.name: release_faults(folder) for folder in folders}
    further = list(gap_faults(folders))
    further += ledger_faults(ledger, folders) if ledger else []
    for name, found in faults.items():
        print(f"KHÔNG / NO   {name}" if found else f"CÓ / YES     {name}")
        _print(found)
    _print(further)
    is_good = not further and not any(faults.values())
    print("CÓ: mọi bản còn nguyên vẹn. / YES: every release is whole." if is_good else "KHÔNG. / NO.")
    return 0 if is_good else 1


def _print(faults: list[Fault]) -> None:
    for fault in faults:
        said = " / ".join(text.format(detail=fault.detail) for text in TEXTS[fault.code])
        print(f"   - {fault.name}: {said}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
