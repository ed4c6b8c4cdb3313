"""The page of churn and conversion, opened: with customers of either kind, without any, and under a segment."""

from datetime import timedelta
from typing import Any

import pytest

from lib.store import Store
from lib.ui.customers import CHOSE
from tests.conftest import NOW
from tests.factories import post, put
from tests.pages.opened_app import opened, texts

PAGE = "pages/community/churn_conversion.py"
EVERYTHING = {"period": "All data", "by": "by month"}


@pytest.fixture(autouse=True)
def the_same_store(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The app looks at the store of the test, at the test's moment."""
    monkeypatch.setattr("lib.ui.frame._opened", lambda url, memory_limit, with_demo: store)


def customer(number: int, *, member: bool, left: bool) -> dict[str, Any]:
    """One that started nine months ago, paid soon, and may have left since, each on a day of its own."""
    started = NOW - timedelta(days=280 - number % 20)
    return {
        "customer_id": f"{'m' if member else 'o'}{number}",
        "started_at": started,
        "converted_at": started + timedelta(days=3),
        "churned_at": started + timedelta(days=40 + number) if left else None,
        "value": 100.0 * number,
        "member_id": f"u{number}" if member else None,
    }


@pytest.fixture
def filled(store: Store) -> Store:
    """Of 60 members 3 left, of 200 others 120."""
    put(store, "member", *({"member_id": f"u{n}", "joined_at": NOW - timedelta(days=400), "segment": "pro"} for n in range(60)))
    put(store, "activity", post("u1", 0), post("u2", 24))
    members = [customer(n, member=True, left=n % 20 == 0) for n in range(60)]
    put(store, "customer", *members, *(customer(n, member=False, left=n % 5 < 3) for n in range(200)))
    return store


def test_it_says_who_leaves_less_often_and_what_that_does_not_mean(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(PAGE, filled, monkeypatch, link=EVERYTHING)
    said = texts(app)
    assert "**Members leave less often.**" in said
    assert CHOSE in said
    figures = {metric.label: metric.value for metric in app.metric}
    assert figures["Churn difference"].startswith("−")
    assert figures["Value per member"] == "€3,000"
    assert len(app.get("vega_lite_chart")) == 3  # nobody was a prospect in a whole month
    assert "In no whole month was anybody a prospect" in said


def test_under_a_segment_nothing_is_compared(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(PAGE, filled, monkeypatch, link={**EVERYTHING, "segment": "pro"})
    assert "**No comparison within a segment.**" in texts(app)


def test_without_customers_it_says_what_is_missing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "activity", post("u1"))
    app = opened(PAGE, store, monkeypatch)
    assert not app.metric
    assert "ustomers" in texts(app)


def test_an_empty_store_is_said_to_be_empty(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not opened(PAGE, store, monkeypatch).metric
