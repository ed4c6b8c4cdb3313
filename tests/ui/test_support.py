"""Support: figures that say how sure they are, and a notice only when a week stands out."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
import streamlit as st

from lib.scope import Grain, Scope
from lib.store import Store, open_store
from lib.ui import support
from lib.ui.view import View
from tests.factories import at, put
from tests.metrics.test_tickets import ticket

WEEK = 168.0


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    st.cache_data.clear()


@pytest.fixture
def store() -> Iterator[Store]:
    opened = open_store(f"duckdb:///:memory:{uuid4().hex}", clock=lambda: at(20 * WEEK + 1))
    yield opened
    opened.close()


def view(store: Store) -> View:
    """The sixteenth to the nineteenth week."""
    kinds = {kind: period for kind in ("activity", "ticket") if (period := store.data_period(kind))}
    scope = Scope(at(16 * WEEK).date(), at(20 * WEEK - 24).date(), Grain.WEEK)
    return View(store, store.version, store.today(), store.settings, None, kinds.get("ticket"), scope, kinds=kinds)


def weekly(store: Store, numbers: list[int]) -> None:
    """So many tickets in each week from 5 January on, all answered within an hour, and one more in the week that is not over."""
    moments = [(week, number, week * WEEK + number / 50) for week, many in enumerate(numbers) for number in range(many)]
    put(store, "ticket", *(ticket(f"k{week}-{number}", moment, moment + 1) for week, number, moment in moments), ticket("last", len(numbers) * WEEK))


def test_a_change_beyond_chance_is_coloured_and_one_within_is_grey(store: Store) -> None:
    weekly(store, [20] * 16 + [40] * 4)
    figure = support.tickets_figure(view(store))
    assert (figure.value, figure.change, figure.direction, figure.colour) == ("160", "100%", "up", "red")


def test_a_small_change_stays_grey(store: Store) -> None:
    weekly(store, [20] * 16 + [21] * 4)
    assert support.tickets_figure(view(store)).colour == "gray"
    assert support.first_response(view(store)).value == "1 h"
    assert support.per_1000(view(store)).value is None


def test_without_tickets_the_figure_says_so(store: Store) -> None:
    empty = View(store, store.version, store.today(), store.settings, None, None)
    assert support.tickets_figure(empty).value is None
    assert list(support.support_notice(empty)) == []


@pytest.mark.parametrize(("last", "noticed"), [(20, False), (30, False), (60, True), (2, False)])
def test_only_a_week_above_the_usual_is_noticed(store: Store, last: int, noticed: bool) -> None:
    weekly(store, [20, 22, 18, 21, 19, 20, 23, 17, 20, 21, 19, 20, 22, 18, 20, 21, 19, 20, 22, last])
    put(store, "customer", *({"customer_id": f"c{number}", "started_at": at(-WEEK)} for number in range(500)))
    found = list(support.support_notice(view(store)))
    assert len(found) == noticed
    if noticed:
        assert found[0].title == "More tickets than usual"
        assert found[0].filters == {"period": "Last 12 weeks", "by": "by week"}
        assert found[0].text.startswith("120 for each 1,000 customers in the week of ")
