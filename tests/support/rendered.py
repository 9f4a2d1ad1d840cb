"""Files of Office as LibreOffice shows them: recomputed, as PDF, as pictures of every page.

python tests/support/rendered.py data/files/08/2027-01-r003 OUT    # every page of every kind as a picture, to look at
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

CACHED = re.compile(r"(<c [^>]*>)(<f>.*?</f>)<v>[^<]*</v>")


def needs(*programs: str) -> pytest.MarkDecorator:
    """Skip a test where a program is not installed."""
    absent = [name for name in programs if shutil.which(name) is None]
    return pytest.mark.skipif(bool(absent), reason=f"not installed: {', '.join(absent)}")


def convert(path: Path, kind: str, out: Path) -> Path:
    """The file in another format, by LibreOffice."""
    profile = (out / "profile").resolve().as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind, "--outdir", str(out)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=180)
    made = out / f"{path.stem}.{kind}"
    assert made.exists(), f"LibreOffice did not open {path.name}"
    return made


def recomputed(path: Path, out: Path) -> openpyxl.Workbook:
    """The workbook with all formulas computed by LibreOffice: the stored results are taken out before."""
    out.mkdir(parents=True, exist_ok=True)
    bare = out / f"bare-{path.name}"
    with zipfile.ZipFile(path) as read, zipfile.ZipFile(bare, "w", zipfile.ZIP_DEFLATED) as written:
        for name in read.namelist():
            content = read.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content = CACHED.sub(r"\1\2", content.decode("utf-8")).encode("utf-8")
            written.writestr(name, content)
    (out / "computed").mkdir()
    return openpyxl.load_workbook(convert(bare, "xlsx", out / "computed"), data_only=True)


def pages(pdf: Path) -> list[str]:
    """The text of every page of a PDF."""
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True).stdout.decode()
    return text.split("\f")[:-1]


def pictures(pdf: Path, out: Path) -> list[Path]:
    """Every page of a PDF as a picture."""
    subprocess.run(["pdftoppm", "-r", "70", "-png", str(pdf), str(out / pdf.stem)], check=True)
    return sorted(out.glob(f"{pdf.stem}-*.png"))


def main(files: Path, out: Path) -> None:
    """Write pictures of the workbook, the page and the first three communes' sheets."""
    out.mkdir(parents=True, exist_ok=True)
    kinds = [*files.glob("*.xlsx"), *files.rglob("*.docx"), *sorted((files / "xa").glob("*.xlsx"))[:3]]
    for path in kinds:
        made = pictures(convert(path, "pdf", out), out)
        print(path.name, len(made), "pages")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
