"""Programme costs entered by hand: records like all others, with what was said of them."""

from datetime import date

import pandas as pd
import pytest
from sqlalchemy import select

from lib.errors import CommandError
from lib.intake.entered_costs import EnteredCost, enter_cost
from lib.report.programme_cost import programme
from lib.report.quarter import Quarter
from lib.store import Store
from lib.store.setting_changes import changes
from lib.store.tables import RECORDS

JULY = date(2026, 7, 1)


def costs(store: Store) -> list[list[object]]:
    cost = RECORDS["programme_cost"]
    found = store.frame(select(cost.c.source, cost.c.month, cost.c.item, cost.c.amount, cost.c.currency).where(cost.c.current).order_by(cost.c.month))
    return found.assign(month=found["month"].dt.strftime("%Y-%m")).values.tolist()


def test_a_cost_of_a_month_is_a_record_a_snapshot_and_a_note(any_store: Store) -> None:
    number = enter_cost(any_store, EnteredCost(JULY, " Moderation,  extra ", 450.5, "EUR"), "ana", source="Invoice 7", reason="Paid in July")
    assert costs(any_store) == [["by hand", "2026-07", "Moderation, extra", 450.5, "EUR"]]
    snapshot = any_store.snapshots().iloc[0]
    assert (snapshot["snapshot_id"], snapshot["source"], snapshot["imported_by"], snapshot["rows_new"]) == (number, "by hand", "ana", 1)
    note = changes(any_store).iloc[0]
    assert note[["key", "value", "changed_by", "source", "reason"]].tolist() == [
        "programme_cost 2026-07 Moderation, extra",
        "450.50 EUR",
        "ana",
        "Invoice 7",
        "Paid in July",
    ]


def test_a_cost_of_a_quarter_is_split_into_its_months_to_the_cent(store: Store) -> None:
    enter_cost(store, EnteredCost(JULY, "Events", 1000, "EUR", whole_quarter=True), "ana", source="Plan", reason="Budget")
    assert [(row[1], row[3]) for row in costs(store)] == [("2026-07", 333.33), ("2026-08", 333.33), ("2026-09", 333.34)]
    assert len(changes(store)) == 3
    assert len(store.snapshots()) == 1


def test_the_same_cost_with_another_source_is_noted_again(store: Store) -> None:
    for source in ("Estimate", "Invoice 7"):
        enter_cost(store, EnteredCost(JULY, "Events", 10, "EUR"), "ana", source=source, reason="Budget")
    assert len(costs(store)) == 1
    assert changes(store)["source"].tolist() == ["Invoice 7", "Estimate"]


def test_a_withdrawn_cost_gives_way_to_the_one_before_and_to_what_was_said_of_that(store: Store) -> None:
    enter_cost(store, EnteredCost(JULY, "Events", 10, "EUR"), "ana", source="Estimate", reason="Budget")
    later = enter_cost(store, EnteredCost(JULY, "Events", 12, "EUR"), "ben", source="Invoice 7", reason="Paid")
    assert "Invoice 7" in str(programme(store, Quarter(JULY), 12).sources)
    store.withdraw(later, "ana")
    assert [row[3] for row in costs(store)] == [10]
    found = programme(store, Quarter(JULY), 10)
    assert (found.sources, found.reason, found.stated_by) == ("1 record entered by hand (Estimate)", "Budget", "ana")


@pytest.mark.parametrize(
    ("item", "source", "reason", "told"),
    [
        (" ", "Invoice", "Paid", "needs an item"),
        ("x" * 101, "Invoice", "Paid", "needs an item"),
        ("Events", " ", "Paid", "a source and a reason"),
        ("Events", "a", "", "reason"),
    ],
)
def test_a_cost_without_what_it_is_for_or_whence_changes_nothing(store: Store, item: str, source: str, reason: str, told: str) -> None:
    with pytest.raises(CommandError, match=told):
        enter_cost(store, EnteredCost(JULY, item, 10, "EUR"), "ana", source=source, reason=reason)
    assert store.snapshots().empty
    assert isinstance(changes(store), pd.DataFrame)
    assert changes(store).empty
