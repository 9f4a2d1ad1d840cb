"""Files made to attack the reader: each gets a verdict of its own and harms nothing else.

They are read by worker processes, whose peak memory is printed. A bait file stands in the folder and a listener waits
on a local port: neither is touched.
"""

from __future__ import annotations

import io
import json
import socket
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.trial import row_form, write

# In a process of its own, so that the peak memory of its children is that of the workers alone.
IN_WORKERS = """
import hashlib, json, resource, sys
from pathlib import Path
from pipelines.codebook.load import load
from pipelines.settings import seeds_root
from pipelines.submissions.intake.workers.pool import WorkerPool
from pipelines.submissions.layout.compile import compile_layouts
from pipelines.submissions.intake.read_file import Task
paths = sorted(Path(sys.argv[1]).glob("*.*"))
tasks = [
    Task(n, f"R{n:06d}", hashlib.sha256(p.read_bytes()).hexdigest(), str(p), p.name, None, None, None)
    for n, p in enumerate(paths, start=1)
]
with WorkerPool(lambda: compile_layouts(load(seeds_root()), "08"), wall_seconds=20) as pool:
    found = {o.task.name: [o.parts[0].row["outcome"], o.parts[0].row["reason_code"]] for o in pool.read(tasks)}
print(json.dumps([found, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]))
"""
MAX_SECONDS = 240
NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


def _plain(sheet: str = "", strings: str = "", extra: dict[str, bytes] | None = None, prolog: str = "") -> bytes:
    """A smallest workbook by hand: one sheet's XML, shared strings, further parts."""
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts: dict[str, str] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {NS} xmlns:r="{rel}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{rel}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"{prolog}<worksheet {NS}>{sheet}</worksheet>",
        "xl/sharedStrings.xml": f"<sst {NS}>{strings}</sst>",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _cells(*cells: str) -> str:
    return f'<sheetData><row r="1">{"".join(cells)}</row></sheetData>'


def _text(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def _linked(folder: Path, port: int, bait: Path) -> None:
    """Formulas that would open a link, another workbook or a command."""
    cells = {
        "A1": (f'=HYPERLINK("http://127.0.0.1:{port}/a","x")', 1),
        "A2": (f'=WEBSERVICE("http://127.0.0.1:{port}/b")', 2),
        "A3": (f"='[{bait.as_posix()}]S'!A1", 7),
        "A4": ("=cmd|' /C touch dde'!A0", 1),
        "A5": "'=cmd|' /C touch dde'!A0",
    }
    write(folder / "links.xlsx", {"TRIAL": cells})


def _lying(content: bytes, part: str, size: int) -> bytes:
    """The package with another unpacked size for one part, in its own head and in the directory at the end."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        info = archive.getinfo(part)
    name, at = part.encode(), info.header_offset
    directory = content.rindex(name) - 46
    assert content[at : at + 4] == b"PK\3\4" and content[directory : directory + 4] == b"PK\1\2"
    lie = size.to_bytes(4, "little")
    content = content[: at + 22] + lie + content[at + 26 :]
    return content[: directory + 24] + lie + content[directory + 28 :]


def _twice() -> bytes:
    """Two sheets under one part's name: which of them is read is a matter of the reader."""
    buffer = io.BytesIO(_plain(_cells(_text("A1", "one"))))
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet {NS}>{_cells(_text('A1', 'two'))}</worksheet>")
    return buffer.getvalue()


def _zipped(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return buffer.getvalue()


def _bombs() -> dict[str, tuple[bytes, set[str]]]:
    """Files that unpack, repeat or nest without limit: zip bombs and their kin."""
    blank = _plain(f"<sheetData>{' ' * (200 << 20)}</sheetData>")
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    repeated = (
        f'<office:document-content {names}><office:body><office:spreadsheet><table:table table:name="S">'
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string"'
        ' table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    ).encode()
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return {
        "within.xlsx": (
            _plain(_cells(_text("A1", "x")), extra={"xl/e.zip": _zipped(a=bytes(64 << 20))}),
            {"form_unknown"},
        ),
        "lying.xlsx": (
            _lying(blank, "xl/worksheets/sheet1.xml", 10),
            {"damaged", "memory", "reader_died", "form_unknown"},
        ),
        "twice.xlsx": (_twice(), {"damaged"}),
        "bomb.xlsb": (_zipped(xl__workbook_bin=b"", xl__worksheets__sheet1_bin=bytes(64 << 20)), {"too_large"}),
        "repeated.ods": (
            _zipped(mimetype=kind, content_xml=repeated, **{"META-INF__manifest_xml": b"<m/>"}),
            {"damaged", "memory", "reader_died", "timeout", "too_large"},
        ),
        "tags.xlsx": (
            _plain("<a>" * 1_000_000),
            {"damaged", "memory", "reader_died", "form_unknown", "nothing_filled"},
        ),
        "line.csv": (b"a;b\nc;d\n" + b"1;" * (24 << 20), {"memory", "damaged", "timeout", "form_unknown"}),
        "oneline.csv": (b"1;" * (24 << 20), {"not_a_workbook"}),
        "field.csv": (b"a;b\nc;d\n" + b"x" * (20 << 20), {"damaged", "counts_differ", "form_unknown"}),
        "tags.xls": (b"<table><tr><td>" + b"<b>" * 300_000 + b"x", {"form_unknown"}),
        "comments.xls": (b"<table><tr><td>x" + b"<!--" * 5_000, {"form_unknown", "counts_differ", "timeout"}),
    }


def _hostile(folder: Path, port: int, bait: Path) -> dict[str, set[str]]:
    """Write the files; returns which verdicts are right for each."""
    far = '<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    deep = f"<si>{'<r>' * 20_000}<t>x</t>{'</r>' * 20_000}</si>"
    external = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{bait.as_uri()}"><!ENTITY w SYSTEM "http://127.0.0.1:{port}/c">]>'
    shared = '<c r="A1" t="s"><v>0</v></c>'
    made: dict[str, tuple[bytes, set[str]]] = {
        "bomb.xlsx": (_plain(_cells(shared), extra={"xl/media/a.bin": bytes(64 << 20)}), {"too_large"}),
        "laughs.xlsx": (_plain(_cells(_text("A1", "&i;")), prolog=LAUGHS), {"damaged", "form_unknown", "memory"}),
        "laughs.xls": (f"{LAUGHS}<html><table><tr><td>&i;</td></tr></table></html>".encode(), {"form_unknown"}),
        "entity.xlsx": (_plain(_cells(_text("A1", "&e;&w;")), prolog=external), {"damaged", "form_unknown"}),
        "claim.xlsx": (_plain('<dimension ref="A1:XFD1048576"/>' + _cells(_text("A1", "chữ"))), {"form_unknown"}),
        "far.xlsx": (_plain(far), {"form_unknown"}),
        "deep.xlsx": (_plain(_cells(shared), strings=deep), {"form_unknown", "damaged", "reader_died"}),
        "paths.xlsx": (
            _plain(_cells(_text("A1", "x")), extra={"../../../escaped.txt": b"x", "/abs.txt": b"x"}),
            {"form_unknown"},
        ),
        "spans.xls": (b"<table><tr><td rowspan=99999999 colspan=99999999>a<td>b</table>", {"form_unknown"}),
        "nested.xls": (b"<table><tr><td>" * 100_000 + b"x", {"form_unknown"}),
        "script.xls": (f"<table><tr><td>x<img src=http://127.0.0.1:{port}/d></table>".encode(), {"form_unknown"}),
        "quote.csv": (b'a;b\nc;d\n"' + b"x" * (1 << 20), {"damaged", "form_unknown", "counts_differ"}),
        "macro.xlsm": (
            _plain(
                _cells(_text("A1", "x")),
                extra={
                    "xl/macrosheets/sheet1.xml": f"<xm:macrosheet xmlns:xm='x' {NS}/>".encode(),
                    "xl/vbaProject.bin": b"VBA",
                },
            ),
            {"form_unknown"},
        ),
    }
    for name, (content, _) in made.items():
        (folder / name).write_bytes(content)
    _linked(folder, port, bait)
    write(folder / "ok.xlsx", {"TRIAL": row_form()})
    return {name: verdicts for name, (_, verdicts) in made.items()} | {
        "links.xlsx": {"form_unknown"},
        "ok.xlsx": {"form_unknown"},
    }


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        yield server


def test_hostile_files_harm_nothing_else(listener: socket.socket, tmp_path: Path) -> None:
    folder, bait = tmp_path / "in", tmp_path / "bait.xlsx"
    folder.mkdir()
    bait.write_text("secret of the bait")
    expected = _hostile(folder, listener.getsockname()[1], bait)
    before = {path for path in tmp_path.rglob("*")}
    run = [sys.executable, "-c", IN_WORKERS, str(folder)]
    done = subprocess.run(run, check=True, capture_output=True, text=True, timeout=MAX_SECONDS, cwd=tmp_path)
    found: dict[str, Any]
    found, peak_kib = json.loads(done.stdout)
    print(f"peak memory of a worker: {peak_kib >> 10} MiB; verdicts: {found}")
    assert set(found) == set(expected)
    assert {name: reason for name, (_, reason) in found.items() if reason not in expected[name]} == {}
    assert peak_kib << 10 < 1 << 30
    assert {path for path in tmp_path.rglob("*")} == before  # no path name was followed, no command was run
    with pytest.raises(TimeoutError):
        listener.accept()  # nothing called


@pytest.mark.slow
def test_bombs_harm_nothing_else(tmp_path: Path) -> None:
    made = _bombs()
    for name, (content, _) in made.items():
        (tmp_path / name).write_bytes(content)
    run = [sys.executable, "-c", IN_WORKERS, str(tmp_path)]
    done = subprocess.run(run, check=True, capture_output=True, text=True, timeout=2 * MAX_SECONDS, cwd=tmp_path)
    found: dict[str, Any]
    found, peak_kib = json.loads(done.stdout)
    print(f"peak memory of a worker: {peak_kib >> 10} MiB; verdicts: {found}")
    assert set(found) == set(made)
    # on a busy machine any of them may take too long
    assert {name: reason for name, (_, reason) in found.items() if reason not in made[name][1] | {"timeout"}} == {}
    assert peak_kib << 10 < 1 << 30


def test_a_formulas_text_in_a_cell_is_a_text(read_form: Any) -> None:
    found = read_form(row_form(E9="12", G9="=1+1|cmd"[1:]))
    assert found.observations["E9"][4] == 12.0
    assert read_form(row_form(E9="'=1+1")).cells["E9"] == ("reject", "not_a_number")
