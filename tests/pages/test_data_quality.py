"""The Data quality page: what is to be done first, what is fine in a line, and a check that fails alone."""

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from lib.quality import CHECKS, Check
from lib.store import Store
from lib.ui.data_quality import summary
from tests.factories import START, at, comment, post, put
from tests.pages.opened_app import opened, texts

PAGE = "pages/data/data_quality.py"


@pytest.fixture(autouse=True)
def the_same_store(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lib.ui.frame._opened", lambda url, memory_limit, with_demo: store)


def cards(app: AppTest) -> list[str]:
    return [header.value for header in app.header]


def test_an_empty_store_says_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(PAGE, store, monkeypatch)
    assert "Nothing to show yet" in texts(app)
    assert not app.dataframe


def test_what_must_be_done_comes_first_with_the_way_there(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "activity", *(post("a*b", 1.1 * number) for number in range(20)), post(hours=24 * 300), comment("ben", 0, "gone"))
    series = [{"day": (START + timedelta(days=day)).date(), "series": "dau", "value": 1.0} for day in range(30) if day != 8]
    put(store, "reported_series", *series, source="net*work")
    app = opened(PAGE, store, monkeypatch)
    said = texts(app)
    assert "3 things to act on, 3 to look at." in said
    assert cards(app)[:3] == ["Missing days in reported series", "Sources without staff", "Times in the future"]
    assert "net\\*work" in said
    assert "1 of 30 figures (3.3%) · since 13 Jan 2026".replace(".", "\\.").replace("(", "\\(").replace(")", "\\)") in said
    assert {"Upload", "Settings", "Snapshots"} <= {link.proto.label for link in app.get("page_link")}
    lost = app.dataframe[0].value
    assert lost["days"].tolist() == [1]
    assert any(button.proto.label == "CSV" for button in app.get("download_button"))


def test_what_is_fine_takes_a_line(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "ticket", {"ticket_id": "1", "created_at": at(0), "topic": "login", "customer_id": "acme"})
    app = opened(PAGE, store, monkeypatch)
    lines = [expander.label for expander in app.expander]
    assert any("**Times in the future** No record lies in the future" in line for line in lines)
    assert any("help" in line and "**Gaps**" in line for line in lines)  # it cannot be told


def test_a_picture_of_the_day_is_drawn(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "activity", *(post("ana", 8 + number / 40) for number in range(480)))
    app = opened(PAGE, store, monkeypatch)
    assert "Nights that are too busy" in cards(app)
    assert "by hour of the local day" in texts(app)
    assert app.get("vega_lite_chart")


def test_one_failing_check_leaves_the_others(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_store: Store) -> None:
        """Always fails."""
        raise ZeroDivisionError

    monkeypatch.setitem(CHECKS, "broken", Check("broken", "Broken", "things", False, broken))
    put(store, "activity", post())
    app = opened(PAGE, store, monkeypatch)
    lines = [expander.label for expander in app.expander]
    assert any("**Broken** This check failed" in line for line in lines)
    assert len(lines) > 5


@pytest.mark.parametrize(
    ("severities", "said"),
    [
        (["act", "act", "look", "fine", "unknown"], "**2 things to act on, 1 to look at.** 1 check found nothing wrong, 1 cannot be told yet."),
        (["look", "fine", "fine"], "**1 thing to look at.** 2 checks found nothing wrong."),
        (["unknown", "unknown"], "**Nothing to act on, as far as can be told.** 2 checks cannot be told yet."),
        (["fine"], "**Nothing to act on.** 1 check found nothing wrong."),
        (["act"], "**1 thing to act on.**"),
    ],
)
def test_the_line_that_sums_up(severities: list[str], said: str) -> None:
    assert summary(severities) == said  # type: ignore[arg-type]
