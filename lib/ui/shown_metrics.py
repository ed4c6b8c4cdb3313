"""Which metrics a page shows, read from its source: what it and the functions that it calls draw cards and figures of."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

UI = Path(__file__).resolve().parent
DRAWS = {"figure", "Figure", "Shown"}
"""What is asked of a metric by a function that makes one of these is shown; the rest only helps to say something."""

Definition = ast.FunctionDef | ast.Assign | ast.AnnAssign


def shown_by(page: Path) -> set[str]:
    """Words among which are the names of all metrics that ``page`` shows."""
    tree = ast.parse(page.read_text(encoding="utf-8"))
    found, seen = _named(tree), set[tuple[str, str]]()
    wait = list(_used(tree, _imported(tree), {}))
    while wait:
        place = wait.pop()
        if place in seen:
            continue
        seen.add(place)
        module = _module(place[0])
        definition = _definitions(module).get(place[1])
        if definition is not None:
            found |= _named(definition) | (_read(definition) if _calls(definition) & DRAWS else set())
            wait += _used(definition, _imported(module), _definitions(module), place[0])
    return found


def _named(tree: ast.AST) -> set[str]:
    """What cards are ``of``, and what definitions are looked up."""
    found = {word for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "of" for word in _texts(node.value)}
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    found |= {word for call in calls if _name(call.func) == "find" for word in _texts(*call.args)}
    return found | {word for call in calls if _name(call.func) == "Card" for word in _texts(*call.args[-1:])}


def _read(tree: ast.AST) -> set[str]:
    """The metrics whose tables are asked for."""
    return {word for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node.func) == "metric" for word in _texts(*node.args)}


def _calls(tree: ast.AST) -> set[str]:
    return {_name(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


def _texts(*values: ast.expr) -> Iterator[str]:
    for value in values:
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value.value


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""


def _used(tree: ast.AST, imported: dict[str, tuple[str, str]], own: dict[str, Definition], module: str = "") -> Iterator[tuple[str, str]]:
    """Module and name of everything of ours that the source names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and imported.get(node.value.id, ("", "?"))[1] == "":
            yield imported[node.value.id][0], node.attr
        elif isinstance(node, ast.Name) and node.id in own:
            yield module, node.id
        elif isinstance(node, ast.Name) and imported.get(node.id, ("", ""))[1]:
            yield imported[node.id]


@cache
def _module(name: str) -> ast.Module:
    return ast.parse((UI / f"{name}.py").read_text(encoding="utf-8"))


def _imported(tree: ast.Module) -> dict[str, tuple[str, str]]:
    """What names stand for: a module of this folder and a name in it, empty for the module itself."""
    found: dict[str, tuple[str, str]] = {}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module == "lib.ui":
            found |= {alias.asname or alias.name: (alias.name, "") for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("lib.ui."):
            module = (node.module or "").removeprefix("lib.ui.")
            if (UI / f"{module}.py").is_file():
                found |= {alias.asname or alias.name: (module, alias.name) for alias in node.names}
    return found


def _definitions(tree: ast.Module) -> dict[str, Definition]:
    """Functions and constants by name."""
    found: dict[str, Definition] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            found[node.name] = node
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found[node.target.id] = node
        elif isinstance(node, ast.Assign):
            found |= {target.id: node for target in node.targets if isinstance(target, ast.Name)}
    return found
