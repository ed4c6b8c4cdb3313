"""The quarterly report as a page: what an executive reads, what an analyst may close, and what is said where something is missing."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from lib.report import closing
from lib.report.closing import close
from lib.report.quarter import Quarter
from lib.report.report import Report
from lib.store import Store
from tests.factories import post, put
from tests.pages.opened_app import as_reader, labels, opened, sound, texts
from tests.report.reports import bare, full

PAGE = "pages/executive/quarterly_report.py"
NOW = datetime(2026, 10, 5, 12, tzinfo=UTC)
Q3 = Quarter.parse("2026Q3")
LAST_OF_Q3 = (datetime(2026, 9, 30, 9, tzinfo=UTC) - datetime(2026, 1, 5, 9, tzinfo=UTC)).total_seconds() / 3600
"""In hours of the tests' records."""
MONEY = re.compile(r"[€$£]|EUR|\broi\b", re.IGNORECASE)


@pytest.fixture(autouse=True)
def on_the_store(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store with a post in January and one on the last day of September; it is October."""
    monkeypatch.setattr("lib.ui.frame._opened", lambda url, memory_limit, with_demo: store)
    monkeypatch.setattr(store, "clock", lambda: NOW)


@pytest.fixture
def brought(store: Store) -> Store:
    put(store, "activity", post("ana"), post("ben", hours=LAST_OF_Q3))
    return store


def told(monkeypatch: pytest.MonkeyPatch, **changes: Any) -> None:
    """From now on the data give the full report, with ``changes``."""

    def build(store: Store, quarter: Quarter) -> Report:
        return full(store_version=store.version, start=quarter.start, **changes)

    monkeypatch.setattr("lib.ui.quarterly.sheet.build", build)


def cells(table: Any) -> list[str]:
    """What a table shows: its heads, and each cell as it is formatted."""
    shown = pa.ipc.open_stream(table.proto.arrow_data.styler.display_values).read_all().to_pandas()
    return [*map(str, table.value.columns), *shown.astype(str).to_numpy().ravel()]


def words(app: AppTest) -> str:
    """All that is said, tables included, as it is read."""
    tables = "\n".join("\n".join(cells(table)) for table in app.table)
    numbers = "\n".join(f"{metric.label} {metric.value} {metric.delta}" for metric in app.metric)
    return re.sub(r"\\(?=[^\w\s])", "", "\n".join((texts(app), tables, numbers))).replace("\N{NO-BREAK SPACE}", " ")


def test_the_headline_and_every_figure_are_those_of_the_report(brought: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    told(monkeypatch)
    app = opened(PAGE, brought, monkeypatch)
    report = full()
    said = words(app)
    assert report.headline in [re.sub(r"\\", "", title.value) for title in app.title]
    assert report.summary in said
    assert "1 July to 30 September 2026" in said
    assert [(metric.label, metric.value) for metric in app.metric] == [(figure.name, figure.said) for figure in report.figures]
    for figure in report.figures:
        assert figure.interval in said
        assert figure.beside in said
    assert [metric.delta for metric in app.metric] == [figure.previous.size for figure in report.figures]
    for line in (report.worth.sentence, report.growth.sentence, *report.well, *report.money, *report.unknown):
        assert line in said
    for goal in report.goals:
        assert goal.said in said.replace("**", "")


def test_the_address_names_the_quarter_and_nothing_filters_the_page(brought: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    told(monkeypatch)
    app = opened(PAGE, brought, monkeypatch)
    assert app.query_params["quarter"] == "2026Q3"  # the last whole one
    assert [box.label for box in app.selectbox] == ["Quarter"]
    linked = opened(PAGE, brought, monkeypatch, link={"quarter": "Q1 2026"})
    assert linked.selectbox[0].value.key == "2026Q1"
    assert "1 January to 31 March 2026" in words(linked)
    astray = opened(PAGE, brought, monkeypatch, link={"quarter": "1812Q9"})
    assert astray.selectbox[0].value.key == "2026Q3"


def test_without_a_cost_of_a_ticket_there_is_no_money_and_it_says_what_to_enter(brought: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    told(monkeypatch, worth=bare().worth, headline="The community grew 8%.")
    app = opened(PAGE, brought, monkeypatch)
    assert "Enter what one support ticket costs." in words(app)
    assert not MONEY.search(words(app))
    assert "What moves it most" not in " ".join(one.label for one in app.expander)


def test_an_empty_store_offers_the_ways_in(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(PAGE, store, monkeypatch)
    assert "**Nothing to show yet**" in texts(app)
    assert not app.metric


def test_a_quarter_of_which_nothing_is_known_says_why(brought: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lib.ui.quarterly.sheet.build", lambda store, quarter: bare(start=quarter.start, store_version=store.version))
    app = opened(PAGE, brought, monkeypatch)
    assert [metric.value for metric in app.metric] == ["—"] * 5
    assert "No activity was brought in yet." in words(app)


def test_a_running_quarter_says_so_and_cannot_be_closed(brought: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    told(monkeypatch, over=False)
    app = opened(PAGE, brought, monkeypatch)
    assert "Not over: data to 30 Sep" in words(app)
    assert "Close the quarter" not in labels(app)


def test_a_link_to_a_quarter_without_data_says_so_until_another_is_chosen(brought: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    told(monkeypatch)
    app = opened(PAGE, brought, monkeypatch, link={"quarter": "2019Q1"})
    assert "There are no data of Q1 2019" in words(app)
    app = sound(app.selectbox(key="quarterly.quarter").select_index(1).run())
    assert "There are no data of" not in words(app)


def test_a_link_that_names_no_quarter_says_so(brought: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    told(monkeypatch)
    assert "The link names no quarter" in words(opened(PAGE, brought, monkeypatch, link={"quarter": "nonsense"}))


def test_an_analyst_closes_the_quarter_and_opens_it_again_with_a_reason(brought: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    told(monkeypatch)
    app = opened(PAGE, brought, monkeypatch)
    app.button(key="quarterly.flip").click().run()
    assert "whatever comes in later" in texts(app)
    assert closing.kept(brought, Q3) is None  # nothing yet
    app.button(key="quarterly.agree").click().run()
    sound(app.run())
    assert "Closed on 5 Oct 2026 by this computer" in words(app)
    assert "Today's data give the same figures." in words(app)

    app.button(key="quarterly.flip").click().run()
    app.button(key="quarterly.agree").click().run()
    assert "Say why" in texts(app)
    assert closing.kept(brought, Q3) is not None
    app.text_input(key="quarterly.why").input("The forum was read twice.")
    app.button(key="quarterly.agree").click().run()
    sound(app.run())
    assert "Close the quarter" in labels(app)
    assert "The forum was read twice." in words(app)  # in the history


def test_a_closed_quarter_keeps_its_figures_and_says_what_today_gives(brought: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    close(brought, full(store_version=brought.version), "ana")
    more = tuple(replace(figure, value=2010.0) if figure.key == "monthly_active" else figure for figure in full().figures)
    told(monkeypatch, figures=more)
    app = opened(PAGE, brought, monkeypatch)
    assert app.metric[0].value == "1,998"
    said = words(app)
    assert "Closed on 5 Oct 2026 by ana" in said
    assert "Today's data give other figures" in said
    for cell in ("Monthly active members", "1,998", "2,010", "12 higher"):
        assert cell in said


def test_data_that_changed_while_somebody_looked_are_not_closed(brought: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    told(monkeypatch)
    app = opened(PAGE, brought, monkeypatch)
    app.button(key="quarterly.flip").click().run()
    put(brought, "activity", post("cy", hours=LAST_OF_Q3))
    app.button(key="quarterly.agree").click().run()
    sound(app.run())
    assert closing.kept(brought, Q3) is None


def test_who_may_only_look_sees_everything_but_closing(brought: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    close(brought, full(store_version=brought.version), "ana")
    told(monkeypatch)
    as_reader(monkeypatch)
    app = opened(PAGE, brought, monkeypatch)
    assert app.metric[0].value == "1,998"
    assert "Closed on 5 Oct 2026 by ana" in words(app)
    assert not {"Close the quarter", "Open again"} & labels(app)
    assert any("closed" in one.label for one in app.expander)


def test_who_is_no_analyst_any_more_closes_nothing(brought: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    told(monkeypatch)
    app = opened(PAGE, brought, monkeypatch)
    app.button(key="quarterly.flip").click().run()
    as_reader(monkeypatch)
    app.session_state["quarterly.agreed"] = Q3.key, brought.version, None
    sound(app.run())
    assert closing.kept(brought, Q3) is None


def test_where_a_number_comes_from_is_one_click_away(brought: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    told(monkeypatch)
    app = opened(PAGE, brought, monkeypatch)
    app.button(key="quarterly.origin.monthly_active").click().run()
    sound(app)
    assert "How soon members are answered." in texts(app)
    assert [code.value for code in app.code] == [full().traces[0].command, full().traces[0].queries[0].sql]
    assert "1,016" in words(app)
    assert app.dataframe[0].value["No."].tolist() == [1, 2]


def test_a_kept_report_of_another_form_gives_way_to_todays_and_can_be_opened(brought: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    close(brought, full(store_version=brought.version, format=0), "ana")
    told(monkeypatch)
    app = opened(PAGE, brought, monkeypatch)
    assert "These are today's figures" in texts(app)
    assert "Open again" in labels(app)
