"""The rules of the house hold, and the checks see it when one does not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import house_rules

PROJECT = Path(__file__).resolve().parents[1]

RULES: dict[Callable[[Path], list[str]], tuple[tuple[str, str], ...]] = {
    # each rule, with files that break it
    house_rules.wrong_imports: (
        ("lib/metrics/nps.py", "from lib.intake import mapping"),
        ("lib/metrics/nps.py", "def nps():\n    import lib.sources.csv_file"),
        ("lib/metrics/nps.py", "from ..ui import cards"),
        ("lib/sources/sheet.py", "from lib import metrics"),
        ("lib/cli/report.py", "from lib.ui.cards import card"),
        ("lib/store/load.py", "from lib.cli import main"),
        ("lib/metrics/nps.py", "from data.demo import fill"),
        ("lib/errors.py", "import lib.records"),
        ("pages/data/upload.py", "from lib.cli import main"),
        ("lib/charts/line.py", "import tests.factories"),
    ),
    house_rules.unlisted_parts: (("lib/forecast.py", "x = 1"),),
    house_rules.streamlit_elsewhere: (
        ("lib/metrics/nps.py", "import streamlit as st"),
        ("lib/charts/line.py", "def draw():\n    from streamlit import altair_chart"),
    ),
    house_rules.pages_outside_a_section: (("pages/overview.py", "x = 1"),),
    house_rules.names_without_a_concept: (("lib/ui/helpers.py", "x = 1"), ("lib/utils/dates.py", "x = 1")),
    house_rules.long_files: (("lib/scope.py", "x = 1\n" * 401),),
    house_rules.altair_shorthands: (
        ("lib/charts/line.py", 'chart.encode(x="day:T")'),
        ("lib/charts/line.py", 'chart.encode(tooltip=[alt.Tooltip("day:T"), "dau:Q"])'),
        ("lib/charts/line.py", 'chart.mark_line().encode(y=f"{name}:Q")'),
    ),
    house_rules.raw_html: (
        ("lib/ui/cards.py", "st.markdown(text, unsafe_allow_html=True)"),
        ("pages/data/upload.py", "st.html(text)"),
    ),
    house_rules.undocumented: (
        ("lib/metrics/nps.py", "x = 1"),
        ("lib/metrics/nps.py", '"""NPS."""\ndef nps(store, scope):\n    return 1'),
        ("lib/metrics/nps.py", '"""NPS."""\nclass Score:\n    x = 1'),
    ),
    house_rules.left_open: (("README.md", "TO" + "DO: write this"),),
    house_rules.of_one_machine: (("Makefile", "cd /wo" + "rk/main"), ("requirements.txt", "--extra-index" + "-url https://packages.example")),
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_the_rule(rule: Callable[[Path], list[str]]) -> None:
    assert rule(PROJECT) == []


@pytest.mark.parametrize(("rule", "file", "text"), [(rule, *case) for rule, cases in RULES.items() for case in cases])
def test_the_check_sees_a_break(rule: Callable[[Path], list[str]], file: str, text: str, sound_house: Path) -> None:
    (sound_house / file).parent.mkdir(parents=True, exist_ok=True)
    (sound_house / file).write_text(text + "\n", encoding="utf-8")
    broken = rule(sound_house)
    assert len(broken) == 1, broken
    assert broken[0].startswith((file, ".".join(Path(file).with_suffix("").parts)))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_check_lets_a_sound_house_be(rule: Callable[[Path], list[str]], sound_house: Path) -> None:
    assert rule(sound_house) == []


@pytest.fixture
def sound_house(tmp_path: Path) -> Path:
    """A small tree that keeps every rule."""
    files = {
        "app.py": "import streamlit as st\nfrom lib.ui import cards",
        "pages/community/overview.py": "import streamlit as st\nfrom lib.ui.cards import card",
        "lib/errors.py": '"""Errors."""\nclass Wrong(ValueError):\n    pass',
        "lib/records/member.py": '"""Members."""\nfrom lib.errors import Wrong',
        "lib/store/load.py": '"""Loading."""\nfrom lib.records import member\nfrom lib import errors',
        "lib/metrics/ugc.py": '"""UGC."""\nfrom lib.store.load import add\n_hidden = lambda: 1',
        "lib/sources/csv_file.py": '"""CSV."""\nfrom lib.store import load',
        "lib/intake/mapping.py": '"""Mapping."""\nfrom lib.sources.csv_file import open_csv',
        "lib/charts/line.py": '"""Lines."""\nimport altair as alt\nchart = alt.Chart().encode(x=alt.X("day:T"), tooltip=[alt.Tooltip("day:T")])\nb"".decode()',
        "lib/ui/cards.py": '"""Cards."""\nimport streamlit as st\nfrom lib.metrics import ugc\nfrom lib.charts import line\nfrom data.demo import fill',
        "lib/cli/demo.py": '"""Demo."""\nfrom data.demo import fill',
        "data/demo/story.py": '"""Story."""\nfrom lib.intake import mapping',
        "tests/test_ugc.py": "import streamlit\nfrom lib.ui import cards\nfrom lib.metrics import ugc",
        "README.md": "Ids of homework/root-cause posts, https://example.org/work/",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text + "\n", encoding="utf-8")
    return tmp_path
