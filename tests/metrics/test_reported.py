"""Reported series: as the platforms gave them, neither summed nor filled in."""

from datetime import date

from lib.metrics import find
from lib.scope import ALL_TIME, Scope
from lib.store import Store
from tests.factories import Record, post, put
from tests.metrics.tables import assert_rows, rows

reported = find("reported")


def figure(day: int, series: str, value: float, platform: str | None = "social") -> Record:
    return {"day": date(2026, 1, day), "series": series, "value": value, "platform": platform}


def test_each_figure_is_a_row_in_order(any_store: Store) -> None:
    put(
        any_store,
        "reported_series",
        figure(3, "mau", 120.5),
        figure(1, "mau", 100),
        figure(1, "dau", 7),
        figure(1, "dau", 9, None),
        figure(1, "dau", 8, "Chat"),
    )
    first, third = date(2026, 1, 1), date(2026, 1, 3)
    assert_rows(
        reported(any_store, ALL_TIME),
        [
            {"day": first, "platform": "Chat", "series": "dau", "value": 8.0},
            {"day": first, "platform": "social", "series": "dau", "value": 7.0},
            {"day": first, "platform": "social", "series": "mau", "value": 100.0},
            {"day": first, "platform": None, "series": "dau", "value": 9.0},
            {"day": third, "platform": "social", "series": "mau", "value": 120.5},
        ],
    )


def test_two_sources_of_one_figure_both_stand(store: Store) -> None:
    put(store, "reported_series", figure(1, "dau", 9), source="file")
    put(store, "reported_series", figure(1, "dau", 7), source="api")
    assert reported(store, ALL_TIME)["value"].tolist() == [7.0, 9.0]


def test_exactly_the_days_asked_for_whatever_is_filtered(store: Store) -> None:
    put(store, "activity", post("ana"))
    put(store, "reported_series", figure(1, "dau", 1), figure(2, "dau", 2), figure(3, "dau", 3))
    found = rows(reported(store, Scope(date(2026, 1, 2), date(2026, 1, 2), platforms=("forum",), segments=("pro",))))
    assert [row["value"] for row in found] == [2.0]
