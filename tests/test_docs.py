"""What is written is so: commands and targets that the documents name exist, and what exists is documented."""

import re
import shlex
import shutil
import sys
import textwrap
from pathlib import Path
from types import ModuleType

import pytest
from streamlit.testing.v1 import AppTest

from lib.cli import COMMANDS, main, parser
from lib.intake.deliveries import import_export
from lib.intake.suggestion import suggest
from lib.metrics import METRICS, Metric, dictionary
from lib.records import KINDS, Kind
from lib.scope import ALL_TIME
from lib.settings import Deployment, Settings
from lib.sources.exports import PLATFORMS, Wishes, recognised
from lib.sources.package import Package
from lib.store import Store, open_store
from tests.factories import comment, post, put

PROJECT = Path(__file__).resolve().parents[1]
DOCUMENTS = [PROJECT / name for name in ("README.md", "CONTRIBUTING.md", "docs/operations.md")]
README = DOCUMENTS[0].read_text(encoding="utf-8")
_FENCE = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)
_PLACEHOLDER = {"COMMAND", "KIND", "NAME", "…"}


def _shell_lines(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    fenced = [line for language, block in _FENCE.findall(text) if language == "sh" for line in block.splitlines()]
    inline = re.findall(r"`([^`\n]+)`", _FENCE.sub("", text))
    return [line.split(" #")[0].strip() for line in fenced + inline]


def _commands() -> list[tuple[str, str]]:
    found = []
    for path in DOCUMENTS:
        for line in _shell_lines(path):
            if "python -m lib " in line:
                words = line.split("python -m lib ", 1)[1].split(" 2>>")[0].split(" > ")[0]
                if not _PLACEHOLDER & set(words.split()[:2]):
                    found.append((path.name, words))
    return sorted(set(found))


@pytest.mark.parametrize(("document", "words"), _commands())
def test_a_command_in_a_document_can_be_given(document: str, words: str) -> None:
    assert parser.parser().parse_args(shlex.split(words)).command.name in COMMANDS


def test_every_command_is_in_the_readme() -> None:
    table = README.split("### Commands")[1].split("\n## ")[0]
    assert {name for name in COMMANDS if not re.search(rf"^\| `{name}\b", table, re.MULTILINE)} == set()


def test_every_record_kind_is_in_the_readme() -> None:
    table = README.split("### What can come in")[1].split("\n### ")[0]
    assert sorted(re.findall(r"^\| `(\w+)`", table, re.MULTILINE)) == sorted(KINDS)


def test_every_page_is_in_the_readme_with_its_question() -> None:
    pages = re.findall(r'st\.Page\("([^"]+)", title="([^"]+)"', (PROJECT / "app.py").read_text(encoding="utf-8"))
    rows = dict(re.findall(r"^\|[^|]*\| ([^|]+) \| ([^|]+) \|$", README.split("## Pages")[1].split("\n## ")[0], re.MULTILINE))
    assert pages
    for path, title in pages:
        question = re.search(r'^(?:\w+ = )?(?:page|task)\(\s*"([^"]+)"', (PROJECT / path).read_text(encoding="utf-8"), re.MULTILINE)
        assert question, path
        assert rows.get(title, "").startswith(question[1]), title


def test_targets_in_documents_are_in_the_makefile() -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))
    named = {match for path in DOCUMENTS for line in _shell_lines(path) for match in re.findall(r"(?:^|\s)make ([a-z-]+)", line)}
    assert named <= targets
    assert {"run", "test", "lint", "bench"} <= named


def test_files_that_documents_link_to_exist() -> None:
    documents = [*DOCUMENTS, PROJECT / "CHANGELOG.md", *(PROJECT / "docs").rglob("*.md")]
    links = [(path, link.split("#")[0]) for path in documents for link in re.findall(r"\]\(([^)]+)\)", path.read_text(encoding="utf-8"))]
    missing = [f"{path.name}: {link}" for path, link in links if link and "://" not in link and not (path.parent / link).exists()]
    assert missing == []


def test_every_metric_is_in_the_dictionary() -> None:
    written = (PROJECT / "docs" / "metrics.md").read_text(encoding="utf-8")
    assert written == dictionary.text().rstrip() + "\n", "make dictionary"


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda metric: metric.name)
def test_a_metrics_definition_names_its_columns(metric: Metric, store: Store) -> None:
    assert metric.title
    assert metric.unit
    columns = metric(store, ALL_TIME).columns
    assert [name for name in columns if not re.search(rf"\b{name}\b", metric.definition)] == []


def test_every_setting_of_an_installation_is_explained() -> None:
    operations = (PROJECT / "docs" / "operations.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(COMMUNITY_\w+)` \| `(\w+)` \|", operations, re.MULTILINE)
    assert rows == [(f"COMMUNITY_{name.upper()}", name) for name in Deployment.model_fields]


def test_every_setting_has_a_sentence() -> None:
    assert all(Settings.describe(name).endswith(".") for name in Settings.model_fields)


def test_the_readmes_example_works_as_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    example = README.split("## Your own data")[1].split("\n### ")[0]
    tables = dict(zip(re.findall(r"`(\w+\.csv)`:", example), (block for language, block in _FENCE.findall(example) if language == "csv"), strict=True))
    for name, text in tables.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    imports = next(block for language, block in _FENCE.findall(example) if language == "sh" and "import activity" in block)
    monkeypatch.setenv("COMMUNITY_STORE", f"duckdb:///{tmp_path}/community.duckdb")
    monkeypatch.chdir(tmp_path)
    for line in imports.splitlines():
        program, words = line.split()[:3], shlex.split(line)[3:]  # in this process: starting one for each takes ten times as long
        assert program == ["python", "-m", "lib"]
        assert main(words) == 0, line
    lines = capsys.readouterr().out.splitlines()
    assert '"new": 2' in lines[0]
    assert '"new": 2' in lines[1]
    week = dict(zip(lines[2].split(","), lines[3].split(","), strict=True))
    assert (week["period_start"], week["threads"], week["answered"]) == ("2026-01-12", "2", "1")
    assert float(week["mean_hours"]) == 1.25


def test_the_metric_that_contributors_are_shown_passes_its_test(any_store: Store) -> None:
    declaration, test = _python_of("## Add a metric")
    before = set(METRICS)
    try:
        exec(compile(declaration, "voices.py", "exec"), {"__name__": "voices"})  # noqa: S102
        names = {"__name__": "test_voices"}
        exec(compile(test, "test_voices.py", "exec"), names)  # noqa: S102
        (check,) = (value for name, value in names.items() if name.startswith("test_"))
        check(any_store)  # type: ignore[operator]
    finally:
        for name in set(METRICS) - before:
            del METRICS[name]


def test_the_page_that_contributors_are_shown_draws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saying, page, line = _python_of("## Add a page")
    module = ModuleType("lib.ui.contributors")
    exec(compile(saying, "contributors.py", "exec"), module.__dict__)  # noqa: S102
    monkeypatch.setitem(sys.modules, "lib.ui.contributors", module)
    monkeypatch.setattr(sys.modules["lib.ui"], "contributors", module, raising=False)
    shutil.copytree(PROJECT / "pages", tmp_path / "pages")
    (tmp_path / "pages" / "community" / "contributors.py").write_text(page, encoding="utf-8")
    app = (PROJECT / "app.py").read_text(encoding="utf-8")
    (tmp_path / "app.py").write_text(app.replace("community = [", f"community = [{line.strip()}, "), encoding="utf-8")
    address = f"duckdb:///{tmp_path}/community.duckdb"
    monkeypatch.setenv("COMMUNITY_STORE", address)
    store = open_store(address)
    put(store, "activity", post("ana"), post("ben", hours=24 * 30), comment("cy", hours=24 * 31))
    store.close()
    at = AppTest.from_file(str(tmp_path / "app.py"), default_timeout=60).run()
    at = at.switch_page("pages/community/contributors.py").run()
    assert not at.exception
    assert [title.value for title in at.title] == ["How many members make something?"]
    assert at.dataframe[0].value["contributors"].notna().any()


def test_the_record_kind_that_contributors_are_shown_is_one() -> None:
    (declaration,) = _python_of("## Add a record kind")
    names: dict[str, object] = {"__name__": "donation"}
    exec(compile(declaration, "donation.py", "exec"), names)  # noqa: S102
    donation = names["DONATION"]
    assert isinstance(donation, Kind)
    assert set(suggest(donation, ["id", "date", "amount", "donor"]).fields) == set(donation.names)


def test_every_platform_is_in_the_readme() -> None:
    table = README.split("### Exports of platforms")[1].split("\n### ")[0]
    named = {name for row in re.findall(r"^\| (`[^|]+) \|", table, re.MULTILINE) for name in re.findall(r"`([\w-]+)`", row)}
    assert named - {"PLATFORM"} == set(PLATFORMS)


def test_the_platform_that_contributors_are_shown_brings_its_file_in(store: Store, tmp_path: Path) -> None:
    (declaration,) = _python_of("## Add a platform's export")
    file = re.search(r"```json\n(.*?)```", DOCUMENTS[1].read_text(encoding="utf-8").split("## Add a platform's export")[1], re.DOTALL)
    assert file
    (tmp_path / "board.json").write_text(textwrap.dedent(file[1]), encoding="utf-8")
    before = set(PLATFORMS)
    try:
        exec(compile(declaration, "pinboard.py", "exec"), {"__name__": "pinboard"})  # noqa: S102
        package = Package.of(tmp_path / "board.json")
        known = recognised(package)
        assert known is PLATFORMS["pinboard"]
        export = known.read(package, Wishes(), lambda step, share: None)
        (brought,) = import_export(store, export, package, source="pinboard", rejects="skip", who="tests")
        assert (export.found, export.left_out) == ({"notes": 3}, {"note without words": 1})
        assert (brought.outcome.new, brought.outcome.rejected) == (1, 1)
    finally:
        for name in set(PLATFORMS) - before:
            del PLATFORMS[name]


def _python_of(section: str) -> list[str]:
    text = DOCUMENTS[1].read_text(encoding="utf-8").split(section)[1].split("\n## ")[0]
    return [textwrap.dedent(block) for block in re.findall(r"```python\n(.*?)```", text, re.DOTALL)]
