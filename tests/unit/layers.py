"""Import rules and size limits as data, and the functions that find breaches of them. Used by test_layers only.

Each function returns one sentence for each breach; an empty list means the rule holds. None imports `pipelines`:
Python is read by ast, SQL by dbt's manifest.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

# A package imports packages of a smaller number; packages of one number do not import each other.
RANK = {
    "settings": 0,
    "process": 0,
    "errors": 0,
    "vocabulary": 0,
    "office_settings": 1,
    "codebook": 1,
    "ledger": 2,
    "submissions": 3,
    "forms": 3,
    "warehouse": 4,
    "quality": 5,
    "indices": 5,
    "publication": 6,
    "sample": 7,
    "files": 7,
    "maintenance": 7,
    "country": 7,
    "alerts": 8,
    "site": 8,
    "cli": 9,
    "defs": 9,
    "definitions": 10,
}
# `sample` serves `chiso sample` and `chiso run --sample` only; `defs` serves the Dagster entry point only.
ONLY_FOR = {"sample": {"cli"}, "cli": {"__main__"}, "defs": {"definitions"}, "definitions": set[str]()}
# Inside a package that has sub-packages: each member imports only members listed before it. Members on one line do not
# import each other. Modules within one sub-package may import each other, without a cycle.
INNER: dict[str, list[str]] = {
    "codebook": [
        "schema text messages nil_return placeholders",
        "errors",
        "damage",
        "read",
        "periods",
        "checks",
        "load",
        "additions",
        "working_days identity_sheet",
        "obligations contacts",
        "review",
    ],
    "submissions": [
        "messages __init__",
        "problems reasons notes",
        "book",
        "layout",
        "value",
        "match",
        "recognise",
        "extract",
        "privacy",
        "templates",
        "compare",
        "intake",
        "propose",
        "declare",
    ],
    "forms": ["messages number_text", "blank", "area_table reply declaration review"],
    "quality": [
        "messages late_modules standing",
        "suite_files decisions localisation outliers",
        "data_docs results target_decisions review",
        "suites",
    ],
    "indices": [
        "messages",
        "errors reference",
        "undefined",
        "files",
        "score components",
        "scoring",
        "analysis_table",
        "uncertainty audit paths changes",
        "analysis",
    ],
    "publication": [
        "messages tree province_lock",
        "facts",
        "identity originals ledger_guard occasion proof",
        "candidate",
        "release",
        "gate integrity",
        "prepare",
        "month",
        "triggers",
        "reply reviewed figures_sent",
    ],
    "files": [
        "messages",
        "bound content references",
        "word",
        "workbook page csv_excel",
        "communes bulletins release_notes",
        "make analysis",
    ],
    "alerts": ["messages", "content", "gather", "digest", "channels", "deliver"],
    "country": ["messages", "provinces", "marts months"],
    "maintenance": ["messages", "copying", "backup", "restore health dagster_home"],
    "site": ["messages blocks links", "context", "charts", "content", "pages render", "make tile_layout"],
    "cli": [
        "words",
        "screen",
        "usage_errors",
        "bilingual names",
        "declared",
        "context",
        "app",
        "query targets",
        "index_analyses",
        "index_changes index_paths",
        "admin forms month index release",
        "country",
        "__init__",
    ],
}
CONFINED = {
    "dagster": ("defs/", "definitions.py"),
    "great_expectations": ("quality/suites.py",),
    "openpyxl": ("submissions/",),
    "python_calamine": ("submissions/",),
    "xlrd": ("submissions/",),
    "fastexcel": ("submissions/",),
    "xlsxwriter": ("forms/", "files/"),
    "docx": ("files/",),
    "dbt": ("warehouse/",),
    "duckdb": ("warehouse/",),
    "pyspark": ("warehouse/spark/",),
    "smtplib": ("alerts/",),
    "urllib.request": ("alerts/",),
}
READS = {
    "staging": {"source"},
    "intermediate": {"intermediate", "staging"},
    "quality": {"quality", "intermediate", "staging"},
    "marts": {"marts", "quality", "intermediate", "staging"},
    "published": {"published", "marts", "quality", "intermediate", "staging"},
    # the marts of the country read what releases hold and nothing of a province's build
    "country": {"country", "releases"},
}
# A released table has a bare name; the prefix of every other model is its layer's.
PREFIX = {"staging": "stg_", "intermediate": "int_", "quality": "chk_", "marts": "fct_"}
FORMER_PREFIXES = ("pub_", "dim_", "viol_")
TOPICS = {
    *("borders", "codebook", "decisions", "duties", "figures", "forms"),
    *("index", "planning", "registers", "releases", "rules", "submissions", "targets"),
}
# Spark takes `string`, joined_texts, trim(trailing ...) and cast(... as ...) in their place.
DUCKDB_ONLY = r"(?i)\b(varchar|string_agg|rtrim|list_aggregate|strftime|arg_max|date_diff)\b"
MAX_FILE, MAX_FUNCTION, MAX_MODEL, MAX_FOLDER = 250, 40, 80, 12


def modules(root: Path) -> Iterator[tuple[str, ast.Module]]:
    """Every Python file under `root`: its path from there, and its tree."""
    for path in sorted(root.rglob("*.py")):
        yield path.relative_to(root).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def imported(name: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and absolute dotted name of everything that the module `name` imports, at the top or within a function."""
    package = ["pipelines", *name.split("/")[:-1]]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) + 1 - node.level] if node.level else []
            stem = [*base, *([node.module] if node.module else [])]
            yield from ((node.lineno, ".".join([*stem, alias.name])) for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            yield from ((node.lineno, str(arg.value)) for arg in node.args[:1] if isinstance(arg, ast.Constant))


def package_faults(root: Path) -> list[str]:
    """Imports from a package of a larger or the same number."""
    faults: list[str] = []
    for name, tree in modules(root):
        package = name.split("/")[0].removesuffix(".py")
        for line, target in imported(name, tree):
            parts = target.split(".")
            if parts[0] != "pipelines" or len(parts) == 1 or parts[1] == package:
                continue
            other = parts[1]
            if package in ("__init__", "__main__"):
                allowed = package in ONLY_FOR.get(other, set[str]())
            elif other not in RANK or package not in RANK:
                faults.append(f"{name}:{line} {package} -> {other}: a package that docs/architecture.md does not know")
                continue
            else:
                allowed = RANK[other] < RANK[package] and package in ONLY_FOR.get(other, {package})
            if not allowed:
                faults.append(f"{name}:{line} {package} imports {other}, which is not to its left")
    return faults


def inner_faults(root: Path) -> list[str]:
    """Imports inside a package from a member that INNER does not list before the importing one."""
    faults: list[str] = []
    for name, tree in modules(root):
        package, _, rest = name.partition("/")
        if package not in INNER or rest == "__init__.py":
            continue
        rank = {member: number for number, line in enumerate(INNER[package]) for member in line.split()}
        member = rest.split("/")[0].removesuffix(".py")
        if member not in rank:
            faults.append(f"{name}: {package} has no member {member} in docs/architecture.md")
            continue
        for line, target in imported(name, tree):
            parts = target.split(".")
            if parts[:2] != ["pipelines", package] or len(parts) < 3:
                continue
            other = parts[2] if parts[2] in rank else "__init__"
            if other != member and rank.get(other, 99) >= rank[member]:
                faults.append(f"{name}:{line} {member} imports {other}, which is not below it")
    return faults


def cycle_faults(root: Path) -> list[str]:
    """Modules that import each other in a circle, imports inside functions included."""
    trees = {"pipelines." + name.removesuffix(".py").replace("/", "."): (name, tree) for name, tree in modules(root)}
    reads: dict[str, set[str]] = {}
    for module, (name, tree) in trees.items():
        targets = {target for _, target in imported(name, tree)}
        reads[module] = {t for t in (_module_of(target, trees) for target in targets) if t and t != module}
    faults: list[str] = []
    done: set[str] = set()

    def visit(module: str, path: list[str]) -> None:
        if module in path:
            faults.append("cycle: " + " -> ".join([*path[path.index(module) :], module]))
        elif module not in done:
            for target in sorted(reads[module]):
                visit(target, [*path, module])
            done.add(module)

    for module in sorted(reads):
        visit(module, [])
    return faults


def _module_of(target: str, known: Collection[str]) -> str | None:
    """The module that an imported dotted name stands in: the name itself, or what is before its last dot."""
    stem = target.rsplit(".", 1)[0]
    return target if target in known else stem if stem in known else None


# Packages of `submissions` in which rows of the account and findings pass from function to function.
BY_NAME = ("submissions/extract/", "submissions/match/", "submissions/intake/")
# Names of variables that hold such a row; a row has more fields than a pair, so any other constant of 2 or more counts.
ROW_NAMES = {"cell", "row", "observation", "seen", "finding", "record", "line", "blank"}
TEXTS_AND_MATCHES = {"match", "argv", "sha256", "found", "hexdigest", "partition", "rpartition"}


def position_faults(root: Path) -> list[str]:
    """Rows that are read by number (`cell[5]`, `seen[5:9]`) where fields have names."""
    return [
        f"{name}:{node.lineno} {ast.unparse(node)}: read the field by its name"
        for name, tree in modules(root)
        if name.startswith(BY_NAME)
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load) and _is_positional(node)
    ]


def _is_positional(node: ast.Subscript) -> bool:
    parts = [node.slice.lower, node.slice.upper] if isinstance(node.slice, ast.Slice) else [node.slice]
    numbers = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, int)]
    of = node.value.func if isinstance(node.value, ast.Call) else node.value
    holder = of.attr if isinstance(of, ast.Attribute) else of.id if isinstance(of, ast.Name) else ""
    return bool(numbers) and (holder in ROW_NAMES or (max(numbers) >= 2 and holder not in TEXTS_AND_MATCHES))


def folder_faults(root: Path) -> list[str]:
    """Folders with more than MAX_FOLDER Python files, `__init__.py` aside."""
    counts = Counter(path.parent for path in root.rglob("*.py") if path.name != "__init__.py")
    return [
        f"{folder.relative_to(root).as_posix()}: {n} Python files, {MAX_FOLDER} allowed"
        for folder, n in sorted(counts.items())
        if n > MAX_FOLDER
    ]


def confinement_faults(root: Path) -> list[str]:
    """Imports of a library (or of a companion: dagster_dbt, dbt_duckdb) outside the one package that may know it."""
    return [
        f"{name}:{line} imports {target}, which only {' and '.join(homes)} may"
        for name, tree in modules(root)
        for line, target in imported(name, tree)
        for library, homes in CONFINED.items()
        if f"{target}.".startswith((f"{library}.", f"{library}_")) and not name.startswith(homes)
    ]


def docstring_faults(root: Path) -> list[str]:
    """Modules without a docstring."""
    return [f"{name} has no docstring" for name, tree in modules(root) if not ast.get_docstring(tree)]


def size_faults(root: Path) -> list[str]:
    """Files and functions that are too long; module-level tables of constants are declarations and do not count."""
    faults: list[str] = []
    for name, tree in modules(root):
        n_lines = len((root / name).read_text(encoding="utf-8").splitlines())
        declared = sum(lines(node) for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign))
        if n_lines - declared > MAX_FILE:
            faults.append(f"{name}: {n_lines - declared} lines, {MAX_FILE} allowed")
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and lines(node) > MAX_FUNCTION:
                faults.append(f"{name}:{node.lineno} {node.name}: {lines(node)} lines, {MAX_FUNCTION} allowed")
    return faults


def lines(node: ast.stmt) -> int:
    """How many lines a statement spans."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def model_size_faults(models: Path) -> list[str]:
    """SQL models that are too long."""
    counts = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in sorted(models.rglob("*.sql"))}
    return [
        f"{path.relative_to(models)}: {n} lines, {MAX_MODEL} allowed" for path, n in counts.items() if n > MAX_MODEL
    ]


def dialect_faults(project: Path) -> list[str]:
    """Words that DuckDB alone understands, outside macros that are dispatched to an engine (`<engine>__name`)."""
    faults: list[str] = []
    for path in sorted(path for folder in ("models", "macros") for path in (project / folder).rglob("*")):
        if path.suffix not in (".sql", ".yml"):
            continue
        text = re.sub(r"{% macro \w+?__.*?endmacro %}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        found = sorted({match.group(1) for match in re.finditer(DUCKDB_ONLY, text)})
        faults += [f"{path.relative_to(project)} says {word}" for word in found]
    return faults


def layer(node: dict[str, Any]) -> str:
    """The folder of a model under models/; `source` or `seed` for what is not a model; `releases` of provinces."""
    if node.get("source_name") == "releases":
        return "releases"
    return node["fqn"][1] if node["resource_type"] == "model" else node["resource_type"]


def sql_layer_faults(manifest: dict[str, Any]) -> list[str]:
    """Models that read a layer to their right, or the sources past staging."""
    nodes: dict[str, dict[str, Any]] = {**manifest["nodes"], **manifest["sources"]}
    faults: list[str] = []
    for node in nodes.values():
        if node["resource_type"] != "model":
            continue
        if layer(node) not in READS:
            faults.append(f"{node['name']} stands in {layer(node)}, a layer that docs/architecture.md does not know")
            continue
        for parent in (nodes[key] for key in node["depends_on"]["nodes"]):
            if layer(parent) not in READS[layer(node)]:
                faults.append(f"{node['name']} ({layer(node)}) reads {parent['name']} ({layer(parent)})")
    return sorted(faults)


def topic_faults(manifest: dict[str, Any]) -> list[str]:
    """Models outside models/<layer>/<topic>/."""
    return sorted(
        f"{node['name']} stands in {'/'.join(node['fqn'][1:-1])}, not in <layer>/<topic>"
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and (len(node["fqn"]) != 4 or node["fqn"][2] not in TOPICS)
    )


def group_faults(manifest: dict[str, Any]) -> list[str]:
    """Models that are not in the group of their topic, and groups without an owner."""
    faults = [
        f"{node['name']} is in group {node['group']}, not in that of its topic"
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["group"] != node["fqn"][2]
    ]
    faults += [
        f"group {group['name']} has no owner"
        for group in manifest["groups"].values()
        if not (group["owner"]["name"] or "").strip()
    ]
    return sorted(faults)


def name_faults(manifest: dict[str, Any]) -> list[str]:
    """Models without the prefix of their layer, released tables with one, tables named otherwise than their model."""
    faults: list[str] = []
    for node in manifest["nodes"].values():
        if node["resource_type"] != "model":
            continue
        name, expected = node["name"], PREFIX.get(layer(node), "")
        if expected and not name.startswith(expected):
            faults.append(f"{name} stands in {layer(node)}, where names begin with {expected}")
        if not expected and name.startswith((*PREFIX.values(), *FORMER_PREFIXES)):
            faults.append(f"{name} stands in {layer(node)}, where names have no prefix")
        if node["alias"] != name:
            faults.append(f"{name} is stored as {node['alias']}")
    return sorted(faults)


def contract_faults(manifest: dict[str, Any]) -> list[str]:
    """Marts, published models and those of the country whose contract is not enforced."""
    return sorted(
        f"{node['name']}: its contract is not enforced"
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model"
        and layer(node) in ("marts", "published", "country")
        and not node["config"]["contract"]["enforced"]
    )


def description_faults(manifest: dict[str, Any]) -> list[str]:
    """Sources without description; models without grain or without described columns, in any layer."""
    faults = [
        f"{source['name']}: a source without description"
        for source in manifest["sources"].values()
        if not source["description"].strip()
    ]
    for node in manifest["nodes"].values():
        if node["resource_type"] != "model":
            continue
        if not node["description"].startswith("One row per"):
            faults.append(f"{node['name']}: its description does not begin with its grain, 'One row per ...'")
        if not node["columns"]:
            faults.append(f"{node['name']}: no column is declared")
        bare = [name for name, column in node["columns"].items() if not column["description"].strip()]
        faults += [f"{node['name']}: columns without description: {', '.join(bare)}"] if bare else []
    return sorted(faults)
