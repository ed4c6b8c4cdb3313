"""The rules of the house as checks: each takes a tree of files and tells where it breaks the rule."""

import ast
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PYTHON_ROOTS = ("app.py", "pages", "lib", "data", "tests", "benchmarks")

MAY_IMPORT: dict[str, frozenset[str]] = {}
"""For each part of the house the parts below it that it may import; anything inside itself is always allowed."""


def _layer(parts: str, below: str) -> None:
    for part in parts.split():
        MAY_IMPORT[part] = frozenset(below.split())


_FOUNDATION = "lib.errors lib.scope lib.settings lib.records lib.safe_csv lib.wording"
_ENGINE = f"lib.sentiment lib.statistics lib.store {_FOUNDATION}"
_WORK = f"lib.report lib.charts lib.metrics lib.quality lib.intake lib.sources {_ENGINE}"
_layer("lib.errors", "")
_layer("lib.scope lib.safe_csv", "lib.errors")
_layer("lib.wording", "lib.errors lib.scope")
_layer("lib.settings lib.records", "lib.errors lib.scope")
_layer("lib.statistics", "lib.errors lib.scope lib.settings lib.records")
_layer("lib.sentiment", _FOUNDATION)
_layer("lib.store", f"lib.sentiment lib.statistics {_FOUNDATION}")
_layer("lib.sources lib.charts", _ENGINE)
_layer("lib.metrics lib.quality", _ENGINE)
_layer("lib.intake", f"lib.sources {_ENGINE}")
_layer("lib.report", f"lib.metrics lib.quality lib.charts {_ENGINE}")
_layer("data", f"lib.intake lib.sources {_ENGINE}")
_layer("lib.ui", f"{_WORK} data")
_layer("lib.cli", f"{_WORK} data")
_layer("lib.__main__", "lib.cli")
_layer("pages app", f"lib.ui {_WORK}")

KNOW_STREAMLIT = ("lib.ui", "pages", "app")
NO_CONCEPT = frozenset({"utils", "util", "helpers", "helper", "common", "misc", "manager"})
LONGEST = 400
CHANNELS = frozenset({"x", "y", "x2", "y2", "xOffset", "yOffset", "color", "fill", "stroke", "opacity", "size", "shape", "theta", "radius"})
CHANNELS |= {"text", "tooltip", "row", "column", "facet", "order", "detail", "href"}


@dataclass(frozen=True)
class Source:
    """One Python file: where it lies, its dotted name, what it says."""

    path: Path
    module: str
    text: str
    tree: ast.Module

    @property
    def part(self) -> str:
        """The part of the house it belongs to: ``lib.store`` for ``lib/store/load.py``, ``pages`` for a page."""
        names = self.module.split(".")
        return ".".join(names[:2]) if names[0] == "lib" else names[0]

    @property
    def is_product(self) -> bool:
        return not self.module.startswith(("tests", "benchmarks"))


def sources(root: Path) -> list[Source]:
    """Every Python file of the project under ``root``."""
    found = []
    for start in PYTHON_ROOTS:
        path = root / start
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path] if path.exists() else []:
            module = ".".join(file.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
            text = file.read_text(encoding="utf-8")
            found.append(Source(file.relative_to(root), module, text, _tree(text)))
    return found


@cache
def _tree(text: str) -> ast.Module:
    """Each rule reads all files; they are taken apart once."""
    return ast.parse(text)


def imported(source: Source) -> Iterator[tuple[int, str]]:
    """Line and dotted name of every import, wherever in the file; names are given with their module."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            if node.level:
                package = source.module.split(".") if source.path.name == "__init__.py" else source.module.split(".")[:-1]
                module = ".".join([*package[: len(package) - node.level + 1], *filter(None, [module])])
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)


def wrong_imports(root: Path) -> list[str]:
    """Imports that go up or across the layers."""
    parts = {source.part for source in sources(root)}
    return [
        f"{source.path}:{line} {source.part} imports {target}"
        for source in sources(root)
        if source.is_product and source.module != "lib"
        for line, name in imported(source)
        if (target := _part_of(name, parts)) and target != source.part and target not in MAY_IMPORT.get(source.part, frozenset())
    ]


def _part_of(name: str, parts: set[str]) -> str | None:
    names = name.split(".")
    if names[0] == "lib":
        return ".".join(names[:2]) if ".".join(names[:2]) in parts else None
    return names[0] if names[0] in ("data", "pages", "app", "tests", "benchmarks") else None


def unlisted_parts(root: Path) -> list[str]:
    """Parts of the house that have no place among the layers yet."""
    return sorted({source.part for source in sources(root) if source.is_product and source.module not in ("lib", "data")} - set(MAY_IMPORT))


def streamlit_elsewhere(root: Path) -> list[str]:
    """Files that know Streamlit and should not."""
    return [
        f"{source.path}:{line}"
        for source in sources(root)
        if source.is_product and source.part not in KNOW_STREAMLIT
        for line, name in imported(source)
        if name.split(".")[0] == "streamlit"
    ]


def pages_outside_a_section(root: Path) -> list[str]:
    """A page directly in ``pages/`` is served without the frame, its login and its filters, when its address is the first hit."""
    return sorted(str(path.relative_to(root)) for path in (root / "pages").glob("*.py"))


def names_without_a_concept(root: Path) -> list[str]:
    """Files and folders that are named for nothing."""
    return [str(source.path) for source in sources(root) if NO_CONCEPT & set(source.module.split("."))]


def long_files(root: Path) -> list[str]:
    """Files in which there must be a second concept."""
    return [f"{source.path}: {count} lines" for source in sources(root) if (count := source.text.count("\n")) > LONGEST]


def altair_shorthands(root: Path) -> list[str]:
    """Channels given as a bare string, which costs 12 ms a chart."""
    return [
        f"{source.path}:{node.lineno} {word.arg}"
        for source in sources(root)
        if source.is_product
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "encode"
        for word in node.keywords
        if word.arg in CHANNELS and any(_is_text(part) for part in ([word.value] if not isinstance(word.value, ast.List | ast.Tuple) else word.value.elts))
    ]


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def raw_html(root: Path) -> list[str]:
    """Ways around the theme and around escaping."""
    return [
        f"{source.path}:{node.lineno}"
        for source in sources(root)
        if source.is_product
        for node in ast.walk(source.tree)
        if (isinstance(node, ast.keyword) and node.arg == "unsafe_allow_html")
        or (isinstance(node, ast.Attribute) and node.attr == "html" and _named(node, "st"))
    ]


def _named(node: ast.Attribute, name: str) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id == name


def undocumented(root: Path) -> list[str]:
    """Files, public classes and public functions of ``lib`` without a docstring; steps of the schema and errors, which their tree explains, may go without."""
    found = []
    for source in sources(root):
        if source.part.startswith("lib") and source.text.strip() and ".migrations.versions." not in source.module:
            if not ast.get_docstring(source.tree):
                found.append(f"{source.path}: the file")
            found += [f"{source.path}:{node.lineno} {node.name}" for node in source.tree.body if _is_public(node) and not ast.get_docstring(node)]
    return found


def _is_public(node: ast.stmt) -> bool:
    if isinstance(node, ast.ClassDef):
        explained_by_its_tree = any("Error" in ast.unparse(base) for base in node.bases)
        return not node.name.startswith("_") and not explained_by_its_tree
    return isinstance(node, ast.FunctionDef) and not node.name.startswith("_")


def left_open(root: Path) -> list[str]:
    """Words that say something is not done."""
    return _matching(root, re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")) + r")\b"))


def of_one_machine(root: Path) -> list[str]:
    """Paths, hosts and package indexes of the machine a file was written on."""
    return _matching(root, re.compile(r"(?<![\w.])/(" + "|".join(("wo" + "rk", "ro" + "ot", "home/\\w+")) + r")/|(extra-)?index" + r"-url|find" + r"-links"))


def _matching(root: Path, pattern: re.Pattern[str]) -> list[str]:
    found = []
    for path in tracked(root):
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue  # a picture
        found += [f"{path.relative_to(root)}:{number} {match[0]}" for number, line in enumerate(lines, 1) if (match := pattern.search(line))]
    return found


def tracked(root: Path) -> list[Path]:
    """The files git knows; all files where there is no git."""
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=root, capture_output=True, text=True, check=False)
    if listed.returncode or not (root / ".git").exists():
        return sorted(path for path in root.rglob("*") if path.is_file())
    return [root / name for name in listed.stdout.split("\0") if name and (root / name).is_file()]
