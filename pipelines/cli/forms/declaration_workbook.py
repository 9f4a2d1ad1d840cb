"""`chiso form diff --out X.xlsx`: hands the proposals to the writer of the declaration workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.cli.context import ERROR, OK, CommandContext

if TYPE_CHECKING:
    import polars as pl

    from pipelines.codebook.load import Codebook
    from pipelines.submissions.propose.form import Proposal
    from pipelines.submissions.propose.form_diff import FormDifference


def write_workbook(
    context: CommandContext, found: FormDifference, path: Path, stated: dict[str, str | None], out: Path
) -> int:
    """Write the declaration workbook of the proposals to `out`; ERROR where that file exists."""
    from pipelines.codebook.schema.declaration_sheet import CODE_TABLES
    from pipelines.forms.declaration.content import Declaration
    from pipelines.forms.declaration.workbook import choices, write_declaration

    if out.exists():
        context.screen.print_message("declare_exists", file=out)
        return ERROR
    proposals = [proposal for proposal in found.proposals if proposal.addition.rows]
    lists = {
        name: _named(found.codebook.tables[table].select(code_at, text_at))
        for name, (table, code_at, text_at) in CODE_TABLES.items()
        if table != "areas"
    }
    areas = found.codebook.tables["areas"]
    scopes = [row["scope"] for proposal in proposals for row in proposal.addition.rows.get("aliases", [])]
    lists["target"] = _named(areas.filter(areas["area_set"].is_in(scopes)).select("area_id", "name_vi"))
    source = {"file": path.name, "path": str(path.resolve()), "form": stated["form"] or ""}
    source["period"] = stated["period"] or next((p.observed.period for p in proposals if p.observed.period), None) or ""
    forms = [_form(found.codebook, proposal) for proposal in proposals]
    declaration = Declaration(source, forms, lists, _hints(proposals))
    write_declaration(declaration, out)
    context.screen.print_message("declare_written", file=out, n=len(choices(forms)))
    return OK


def _named(frame: pl.DataFrame) -> list[tuple[str, str]]:
    """Codes and names, each code once."""
    return list({str(code): (str(code), str(name)) for code, name in frame.iter_rows()}.values())


def _form(codebook: Codebook, proposal: Proposal) -> Any:
    """The content of one proposal for the writer."""
    from pipelines.codebook.additions.addition import seed_text
    from pipelines.codebook.schema import TABLES
    from pipelines.forms.declaration.content import Beside, DeclaredForm

    rows = proposal.addition.rows
    beside = {key: Beside(*origin) for key, origin in proposal.origins.items()}
    kept: dict[str, list[dict[str, str]]] = {}
    if proposal.observed.form and rows.get("forms"):
        code, version = proposal.observed.form
        key = {name: rows["forms"][0][name] for name in ("form_code", "form_version")}
        for table in (name for name in rows if "form_version" in TABLES[name].columns):
            known = codebook.tables[table].filter(form_code=code, form_version=version).to_dicts()
            names = list(TABLES[table].columns)
            kept[table] = [{name: seed_text(row[name]) for name in names} | key for row in known]
    return DeclaredForm(rows, beside, kept)


def _hints(proposals: list[Proposal]) -> dict[str, str]:
    """Mark -> the nearest codes, from the notes of the proposals."""
    from pipelines.codebook.schema.declaration_sheet import coded_text

    hints: dict[str, str] = {}
    for note in (note for proposal in proposals for note in proposal.notes if note.near and "text" in note.facts):
        text = note.facts["text"]
        shown = "; ".join(coded_text(near.code, near.text) for near in note.near)
        for table in proposals:
            for rows in table.addition.rows.values():
                marks = {value for row in rows for value in row.values() if f"«{text}" in value and "|" not in value}
                hints |= dict.fromkeys(marks, shown)
    return hints
