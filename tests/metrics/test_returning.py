"""Returning members: of those who were here, how many come again."""

from lib.metrics import find
from lib.scope import Grain, Scope
from lib.store import Store
from tests.factories import post, put
from tests.metrics.tables import rows

WEEK = 7 * 24


def test_newcomers_do_not_return(store: Store) -> None:
    put(store, "activity", post("ana"), post("ben"), post("ana", WEEK), post("cy", WEEK), post("dee", WEEK), post("eva", 3 * WEEK))
    found = rows(find("returning")(store, Scope(by=Grain.WEEK)))
    assert [(row["active_previous"], row["returned"], row["share"]) for row in found] == [(None, None, None), (2, 1, 0.5), (3, 0, 0), (0, 0, None)]
    assert [row["complete"] for row in found] == [False, True, True, False]
