"""Archives and messages: each file in them is a receipt with its path, hints and origin; bombs cost only themselves."""

from __future__ import annotations

import io
import json
import random
import zipfile
from email import policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from support import trial
from support.archives import SENT, locked, mail, zipped
from support.compound import Tree, message_tree, outlook

from pipelines.codebook.load import Codebook
from pipelines.ledger import Ledger
from pipelines.settings import places
from pipelines.submissions.intake.archives import zips
from pipelines.submissions.intake.archives.open_archive import Contents, may_hold_files, open_archive
from pipelines.submissions.intake.archives.parts import Part
from pipelines.submissions.intake.inbox.skipped import Skipped
from pipelines.submissions.intake.receive import receive

FORM, OTHER = b"PK form", b"another file"


@pytest.fixture
def opened(tmp_path: Path) -> Opener:
    return Opener(tmp_path)


class Opener:
    """Opens bytes in the bounded process."""

    def __init__(self, root: Path) -> None:
        self.root, self.n = root, 0

    def __call__(self, content: bytes) -> Contents:
        self.n += 1
        file, folder = self.root / f"{self.n}.bin", self.root / f"out{self.n}"
        file.write_bytes(content)
        folder.mkdir()
        return open_archive(file, folder)

    def files(self, content: bytes) -> dict[str, bytes]:
        return {one.name: one.path.read_bytes() for one in self(content).files}


def test_a_zip_gives_its_files_with_their_paths(opened: Opener) -> None:
    found = opened(zipped({"a.xlsx": FORM, "xã A/tháng 10/b.xlsx": OTHER, "xã B/": b"", "Thumbs.db": b"1"}))
    assert {one.name: one.path.read_bytes() for one in found.files} == {
        "a.xlsx": FORM,
        "xã A/tháng 10/b.xlsx": OTHER,
    }
    assert found.skipped == [Skipped("Thumbs.db", "system_file")]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_every_usual_way_of_packing_is_unpacked(opened: Opener, method: int) -> None:
    assert opened.files(zipped({"a.xlsx": FORM}, method)) == {"a.xlsx": FORM}


def test_a_mail_gives_its_attachments_with_sender_and_date(opened: Opener) -> None:
    found = opened(mail({"Báo cáo tháng 10.xlsx": FORM, "kèm.zip": zipped({"b.xlsx": OTHER})}).as_bytes())
    assert [(one.name, one.sent.address, one.sent.sent_at) for one in found.files] == [
        ("Báo cáo tháng 10.xlsx", "vanthu@xa.vn", SENT.isoformat()),
        ("kèm.zip/b.xlsx", "vanthu@xa.vn", SENT.isoformat()),
    ]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_mails_of_other_programs(opened: Opener, line_end: str, charset: str) -> None:
    """A name in an encoded word, folded headers, a mark of order, a line of a mailbox file in front."""
    lines = (
        "From vanthu@xa.vn Fri Oct 16 09:30:00 2026",
        "Received: from a (b)",
        "\tby c; Fri, 16 Oct 2026 09:30:00 +0700",
        "FROM: =?utf-8?q?V=C4=83n_th=C6=B0?= <VanThu@Xa.vn>",
        "Date: Fri, 16 Oct 2026 09:30:00 +0700",
        'Content-Type: multipart/mixed; boundary="x"',
        "",
        "--x",
        f"Content-Type: text/plain; charset={charset}",
        "",
        "a;b;c",
        "1;2;3",
        "--x",
        'Content-Type: application/vnd.ms-excel; name="=?utf-8?b?YsOhby54bHM=?="',
        "Content-Transfer-Encoding: base64",
        "",
        "QUJD",
        "--x--",
    )
    found = opened(line_end.join(lines).encode())
    assert [(one.name, one.path.read_bytes(), one.sent.address, one.sent.sent_at) for one in found.files] == [
        ("báo.xls", b"ABC", "vanthu@xa.vn", "2026-10-16T09:30:00+07:00")
    ]


def test_an_outlook_message_gives_its_attachments(opened: Opener) -> None:
    inner: Tree = message_tree({"c.xlsx": b"C"}, subject="Chuyển tiếp", header=24)
    big = bytes(range(256)) * 40  # above and below the limit of small streams
    found = opened(outlook({"Báo cáo.xlsx": big, "b.xlsx": OTHER}, "VanThu@xa.vn", SENT, "Báo cáo", inner))
    assert {one.name: one.path.read_bytes() for one in found.files} == {
        "Báo cáo.xlsx": big,
        "b.xlsx": OTHER,
        "Chuyển tiếp/c.xlsx": b"C",
    }
    assert {one.sent for one in found.files} == {("vanthu@xa.vn", SENT.isoformat())}


def test_mails_in_zips_in_mails(opened: Opener) -> None:
    forwarded = EmailMessage()
    forwarded["From"], forwarded["To"], forwarded["Subject"] = "so@tinh.vn", "kho@tinh.vn", "FW"
    forwarded.set_content("xem")
    forwarded.add_attachment(mail({"a.xlsx": FORM}))
    packed = zipped({"thư.eml": forwarded.as_bytes(policy=policy.SMTP), "o.msg": outlook({"b.xlsx": OTHER}, "x@y.vn")})
    found = opened(mail({"p.zip": packed}, "a@b.vn").as_bytes())
    assert [(one.name, one.sent.address) for one in found.files] == [
        ("p.zip/thư.eml/Báo cáo tháng 10.eml/a.xlsx", "vanthu@xa.vn"),
        ("p.zip/o.msg/b.xlsx", "x@y.vn"),
    ]


def test_pictures_of_a_signature_are_no_attachments(opened: Opener) -> None:
    message = mail({})
    message.add_related(*(b"\x89PNG", "image", "png"), cid="<logo>", filename="logo.png", disposition="inline")
    message.add_attachment(FORM, maintype="application", subtype="octet-stream", filename="a.xlsx")
    message.add_attachment(b"\x89PNG scan", maintype="image", subtype="png", filename="scan.png")
    found = opened(message.as_bytes())
    assert [one.name for one in found.files] == ["a.xlsx", "scan.png"]
    assert found.skipped == [Skipped("logo.png", "inline_image")]


def test_a_picture_that_the_text_shows_is_no_attachment_whatever_its_program_says(opened: Opener) -> None:
    message = mail({})
    message.add_alternative("<p>Kính gửi <img src='cid:logo'></p>", subtype="html")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png", cid="<logo>")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="scan.png", cid="<scan>")
    found = opened(message.as_bytes())
    assert [one.name for one in found.files] == ["scan.png"]
    assert found.skipped == [Skipped("logo.png", "inline_image")]


@pytest.mark.parametrize(
    "names",
    [
        ("[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"),
        ("xl/workbook.xml", "xl/worksheets/sheet1.xml"),  # without the list of contents
        ("xl/workbook.bin",),
        ("mimetype", "content.xml"),
        ("content.xml", "styles.xml"),  # an .ods without its type
        ("[Content_Types].xml", "word/document.xml"),
        ("META-INF/MANIFEST.MF", "a.class"),
        ("Index/Document.iwa", "preview.jpg"),
    ],
)
def test_a_package_is_no_archive(opened: Opener, names: tuple[str, ...]) -> None:
    texts = {name: b"application/vnd.oasis.opendocument.spreadsheet" for name in names}
    assert opened(zipped(texts)) == ([], [])


def test_every_usual_workbook_is_ruled_out_before_a_process_starts(tmp_path: Path) -> None:
    path = trial.write(tmp_path / "a.xlsx", {"TRIAL-01": trial.row_form()})
    assert not may_hold_files(path)
    for name, content, is_candidate in (
        ("a.csv", b"a;b\nFrom: x;1\n", False),
        ("b.txt", b"From: a\nthis is no header\n", False),
        ("c.mht", b"From: <Saved by Blink>\nSubject: x\nDate: y\nMIME-Version: 1.0\n\n", False),
        ("d.eml", mail({}).as_bytes(), True),
        ("e.msg", outlook({}, "x@y.vn"), True),
        ("f.zip", zipped({"a.xlsx": FORM}), True),
    ):
        file = tmp_path / name
        file.write_bytes(content)
        assert may_hold_files(file) is is_candidate, name


def test_no_name_leads_outside(opened: Opener, tmp_path: Path) -> None:
    names = ["../../up.xlsx", "/root.xlsx", r"..\..\win.xlsx", r"C:\a.xlsx", "a/../../b.xlsx", "\x1b[31m\n.xlsx"]
    before = {path for path in tmp_path.rglob("*")}
    found = opened(zipped(dict.fromkeys(names, FORM)))
    assert [one.name for one in found.files] == [
        "up.xlsx",
        "root.xlsx",
        "win.xlsx",
        "a.xlsx",
        "a/b.xlsx",
        "\x1b[31m\n.xlsx",
    ]
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")} - {
        path.relative_to(tmp_path).as_posix() for path in before
    }
    assert written == {"1.bin", "out1", "out1/listing.json", *(f"out1/{n}" for n in range(6))}


def test_locked_linked_damaged_and_huge_members_are_named_and_the_rest_taken(opened: Opener) -> None:
    good = zipped({"a.xlsx": FORM, "b.xlsx": b"0123456789" * 100})
    buffer = io.BytesIO(good)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        link = zipfile.ZipInfo("link.xlsx")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("bomb.xlsx", bytes(60 << 20))
        archive.writestr("just ok.bin", bytes(20 << 20))  # any ratio is harmless up to this size
    content = bytearray(buffer.getvalue())
    at = content.index(b"b.xlsx") + 6
    content[at : at + 4] = b"\xff\xff\xff\xff"  # the packed bytes of b.xlsx
    found = opened(bytes(content))
    assert [one.name for one in found.files] == ["a.xlsx", "just ok.bin"]
    assert found.skipped == [
        Skipped("b.xlsx", "damaged"),
        Skipped("link.xlsx", "link"),
        Skipped("bomb.xlsx", "unpacked_too_large"),
    ]
    mixed = opened(zipped({"locked.zip": locked(zipped({"x.xlsx": FORM})), "a.xlsx": FORM}))
    assert [one.name for one in mixed.files] == [
        "locked.zip",
        "a.xlsx",
    ]  # the locked one is received, and named when read
    partly = bytearray(zipped({"x.xlsx": FORM, "a.xlsx": FORM}))
    partly[6] |= 1
    partly[partly.index(b"PK\1\2") + 8] |= 1
    half = opened(bytes(partly))
    assert ([one.name for one in half.files], half.skipped) == (["a.xlsx"], [Skipped("x.xlsx", "encrypted")])


def test_a_lying_size_is_not_believed(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    content = bytearray(zipped({"a.xlsx": bytes(3 << 20), "b.xlsx": FORM}))
    size = (100).to_bytes(4, "little")
    content[22:26] = size
    at = content.index(b"PK\1\2")
    content[at + 24 : at + 28] = size
    monkeypatch.setenv("CHISO_MAX_FILE_MB", "2")
    found = opened(bytes(content))
    assert [one.name for one in found.files] == ["b.xlsx"]
    assert [one.source for one in found.skipped] == ["a.xlsx"]


def test_depth_and_number_are_limited(opened: Opener) -> None:
    nested = zipped({"deep.xlsx": FORM})
    for _ in range(3):
        nested = zipped({"z.zip": nested})
    assert opened.files(nested) == {"z.zip/z.zip/z.zip/deep.xlsx": FORM}
    deeper = zipped({"z.zip": nested, "a.xlsx": FORM})
    found = opened(deeper)
    assert [one.name for one in found.files] == ["a.xlsx"]
    assert found.skipped == [Skipped("z.zip/z.zip/z.zip/z.zip", "too_deep")]
    many = opened(zipped({f"{n}.csv": b"1" for n in range(2_005)}))
    assert len(many.files) == 2_000
    assert many.skipped == [Skipped("", "too_many")]


def test_a_process_that_ends_gives_nothing(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipelines.submissions.intake.archives import open_archive as module

    monkeypatch.setattr(module, "UNPACK", "pipelines.no_such_module")
    assert opened(zipped({"a.xlsx": FORM})) == ([], [])


def test_names_without_the_mark_of_utf8() -> None:
    plain = bytearray(zipped({"b\u00e1o.xlsx": FORM}))
    for signature, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        place = plain.index(signature) + at
        plain[place : place + 2] = b"\0\0"
    archive = zips.open_zip(bytes(plain))
    assert archive is not None
    assert list(zips.parts(archive, 1 << 20)) == [Part("báo.xlsx", FORM)]


def test_mutated_archives_never_raise(opened: Opener) -> None:
    """Bytes changed at random in archives and messages of every kind, opened as the process opens them."""
    from pipelines.submissions.intake.archives.parts import Envelope
    from pipelines.submissions.intake.archives.unpack import Unpacker

    rng = random.Random(11)
    seeds = [
        zipped({"a.xlsx": FORM * 50, "b/c.xlsx": OTHER}),
        mail({"a.xlsx": FORM * 50, "b.zip": zipped({"c.xlsx": OTHER})}).as_bytes(),
        outlook({"a.xlsx": FORM * 900, "b.xlsx": OTHER}, "x@y.vn", SENT, "s", message_tree({"c": b"1"}, header=24)),
    ]
    n_taken = n_opened = 0
    for n in range(1_500):
        content = bytearray(seeds[n % 3])
        for _ in range(rng.randint(1, 12)):
            content[rng.randrange(len(content))] = rng.randrange(256)
        if n % 7 == 0:
            del content[rng.randrange(len(content)) :]
        folder = opened.root / f"m{n}"
        folder.mkdir()
        unpacker = Unpacker(folder)
        n_opened += unpacker.take(bytes(content), "", Envelope())
        n_taken += len(unpacker.files)
        json.dumps([unpacker.files, unpacker.skipped])
    print(f"mutated archives: 1,500 tried, {n_opened} opened, {n_taken} files taken")
    assert 200 < n_opened < 1_500


class Desk:
    """A province that receives an inbox."""

    def __init__(self, root: Path, codebook: Codebook) -> None:
        self.places = places("08", root / "data")
        self.codebook = codebook
        self.inbox = root / "hộp thư"
        self.inbox.mkdir()

    def receipts(self) -> list[dict[str, object]]:
        receive(self.places, self.codebook, [self.inbox])
        return [dict(entry.payload) for entry in Ledger(self.places.ledger).read() if entry.kind == "receipt"]


@pytest.fixture
def desk(tmp_path: Path, trial_codebook: Codebook) -> Desk:
    return Desk(tmp_path, trial_codebook)


def test_the_same_archive_twice_is_said_of_each_file(desk: Desk) -> None:
    (desk.inbox / "a.zip").write_bytes(zipped({"a.xlsx": FORM, "x/b.xlsx": OTHER}))
    first = desk.receipts()
    again = desk.receipts()[2:]
    assert [one.get("same_as") for one in first] == [None, None]
    assert [one["same_as"] for one in again] == [one["receipt_id"] for one in first]
    assert {one["archive_source"] for one in again} == {"hộp thư/a.zip"}


def test_the_nearest_folder_of_a_reporter_is_evidence_of_the_sender(desk: Desk) -> None:
    folder = desk.inbox / "UBND xã Ngọc Đường" / "tháng 10"
    folder.mkdir(parents=True)
    (folder / "a.xlsx").write_bytes(FORM)
    (folder / "b.zip").write_bytes(zipped({"gửi lại/b.xlsx": OTHER, "C00691/c.xlsx": b"c"}))
    (desk.inbox / "d.zip").write_bytes(zipped({"tháng 10/d.xlsx": b"d"}))
    assert [(one["source"], one.get("folder")) for one in desk.receipts()] == [
        ("hộp thư/UBND xã Ngọc Đường/tháng 10/a.xlsx", "UBND xã Ngọc Đường"),
        ("hộp thư/UBND xã Ngọc Đường/tháng 10/b.zip/gửi lại/b.xlsx", "UBND xã Ngọc Đường"),
        ("hộp thư/UBND xã Ngọc Đường/tháng 10/b.zip/C00691/c.xlsx", "C00691"),
        ("hộp thư/d.zip/tháng 10/d.xlsx", None),
    ]


def test_an_address_is_kept_nowhere_and_names_a_reporter_only_where_the_codebook_declares_it(
    desk: Desk, tmp_path: Path
) -> None:
    (desk.inbox / "a.eml").write_bytes(mail({"a.xlsx": FORM}, "Ông A <ngocduong@tuyenquang.gov.vn>").as_bytes())
    assert [one.get("sender_code") for one in desk.receipts()] == [None]
    seeds = tmp_path / "seeds"
    trial.codebook(seeds)
    with (seeds / "aliases.csv").open("a", encoding="utf-8") as file:
        file.write("reporter,ngocduong@tuyenquang.gov.vn,C00700\n")
    from pipelines.codebook.load import load

    desk.codebook = load(seeds)
    assert [one.get("sender_code") for one in desk.receipts()] == [None, "C00700"]
    assert "ngocduong@" not in desk.places.ledger.read_text("utf-8")
    assert desk.receipts()[0]["mail_sent_at"] == SENT.isoformat()


@pytest.mark.parametrize(
    "content", [locked(zipped({"a.xlsx": FORM})), zipped({}), zipped({"Thumbs.db": b"1"}), mail({}).as_bytes()]
)
def test_a_container_that_gives_nothing_is_received_itself(desk: Desk, content: bytes) -> None:
    (desk.inbox / "a.bin").write_bytes(content)
    assert [one["source"] for one in desk.receipts()] == ["hộp thư/a.bin"]
