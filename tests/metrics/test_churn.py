"""Who leaves and who begins to pay, by what they are to the community: cases counted by hand, on both engines."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pandas as pd
import pytest

from lib.metrics import find
from lib.scope import Grain, Scope
from lib.statistics.proportions import newcombe, wilson
from lib.store import Store
from tests.factories import put

FEBRUARY = Scope(date(2026, 2, 1), date(2026, 2, 28), Grain.MONTH)


def on(month: int, day: int, hour: int = 12) -> datetime:
    """A moment of 2026; noon unless told."""
    return datetime(2026, month, day, hour, tzinfo=UTC)


NEW_YEAR = on(1, 2)


def customer(key: str, started: datetime = NEW_YEAR, **more: Any) -> dict[str, Any]:
    return {"customer_id": key, "started_at": started, **more}


def active(member: str, *days: datetime, **more: Any) -> list[dict[str, Any]]:
    """A reaction on each day."""
    return [{"activity_id": f"{member}-{day:%m%d%H}", "occurred_at": day, "member_id": member, "kind": "reaction", **more} for day in days]


def groups(store: Store, name: str = "churn", scope: Scope = FEBRUARY) -> dict[str, tuple[int, int]]:
    """How many there were and to how many it happened, by group, in the scope's first period."""
    frame = find(name)(store, scope).head(3)
    return {group: (int(of), int(did)) for group, of, did in frame.iloc[:, 1:4].itertuples(index=False)}


def test_one_is_a_customer_from_before_the_start_until_it_leaves(any_store: Store) -> None:
    midnight = datetime(2026, 1, 31, 23, tzinfo=UTC)  # in Warsaw
    put(
        any_store,
        "customer",
        customer("stays"),
        customer("leaves", churned_at=on(2, 10)),
        customer("leaves at once", churned_at=midnight),
        customer("left before", churned_at=midnight - timedelta(microseconds=1)),
        customer("came at the start", midnight, churned_at=on(2, 5)),
        customer("left later", churned_at=on(3, 1)),
    )
    assert groups(any_store) == {"member": (0, 0), "power_member": (0, 0), "non_member": (4, 2)}


def test_where_a_source_knows_conversions_one_is_a_customer_from_then(any_store: Store) -> None:
    put(any_store, "customer", customer("paid", converted_at=on(1, 10)), customer("trial"), customer("too late", converted_at=on(2, 3)), source="crm")
    put(any_store, "customer", customer("contract"), source="billing")
    assert groups(any_store)["non_member"] == (2, 0)


def test_records_of_one_customer_are_one_until_the_last_has_ended(any_store: Store) -> None:
    put(any_store, "customer", customer("c", churned_at=on(1, 20)), customer("d", churned_at=on(2, 3)), source="crm")
    put(any_store, "customer", customer("c", churned_at=on(2, 20)), customer("d"), source="billing")
    assert groups(any_store)["non_member"] == (2, 1)


def test_groups_are_what_the_customer_was_at_the_start(any_store: Store) -> None:
    put(any_store, "member", {"member_id": "idle", "joined_at": on(1, 30)}, {"member_id": "new", "joined_at": on(2, 1)}, {"member_id": "unknown"})
    put(any_store, "activity", *active("power", *(on(1, day) for day in (4, 10, 20, 31))), *active("thrice", *(on(1, day) for day in (3, 10, 20, 31))))
    put(any_store, "customer", *(customer(f"of {name}", member_id=name) for name in ("idle", "new", "unknown", "power", "thrice")))
    assert groups(any_store) == {"member": (2, 0), "power_member": (1, 0), "non_member": (2, 0)}


def test_a_day_counts_once_and_several_members_of_a_customer_do_not_add_up(any_store: Store) -> None:
    put(any_store, "member", *({"member_id": name, "customer_id": "c"} for name in ("ana", "ben")))
    put(any_store, "activity", *active("ana", on(1, 20), on(1, 20, 13), on(1, 21), on(1, 22)), *active("ben", on(1, 25), on(1, 26)))
    put(any_store, "customer", customer("c"), source="crm")
    assert groups(any_store)["member"] == (1, 0)
    put(any_store, "activity", *active("ben", on(1, 27), on(1, 28)))
    assert groups(any_store)["power_member"] == (1, 0)


def test_staff_are_members_where_the_scope_includes_them_and_bots_never(any_store: Store) -> None:
    put(any_store, "member", {"member_id": "sam", "joined_at": on(1, 1), "role": "staff"}, {"member_id": "bot", "joined_at": on(1, 1), "role": "bot"})
    put(any_store, "customer", customer("a", member_id="sam"), customer("b", member_id="bot"))
    assert groups(any_store)["non_member"] == (2, 0)
    assert groups(any_store, scope=Scope(FEBRUARY.first, FEBRUARY.last, include_staff=True))["member"] == (1, 0)


def test_a_channel_chooses_what_makes_a_power_member_and_a_segment_whose_customers_are_asked(any_store: Store) -> None:
    put(any_store, "member", {"member_id": "ana", "segment": "pro"}, {"member_id": "ben", "segment": "free"})
    put(any_store, "activity", *active("ana", *(on(1, day) for day in (20, 21, 22, 23)), channel="help"))
    put(any_store, "customer", customer("a", member_id="ana"), customer("b", member_id="ben"), customer("c"))
    first, last = FEBRUARY.first, FEBRUARY.last
    assert groups(any_store, scope=Scope(first, last, channels=("help",))) == {"member": (0, 0), "power_member": (1, 0), "non_member": (2, 0)}
    assert groups(any_store, scope=Scope(first, last, channels=("ideas",))) == {"member": (1, 0), "power_member": (0, 0), "non_member": (2, 0)}
    assert groups(any_store, scope=Scope(first, last, segments=("pro",))) == {"member": (0, 0), "power_member": (1, 0), "non_member": (0, 0)}


def test_rates_have_intervals_and_are_compared_with_those_who_are_no_members(any_store: Store) -> None:
    put(any_store, "member", *({"member_id": f"m{n}", "joined_at": on(1, 1)} for n in range(5)))
    members = [customer(f"m{n}", member_id=f"m{n}", churned_at=on(2, 5) if n == 0 else None) for n in range(5)]
    put(any_store, "customer", *members, *(customer(f"o{n}", churned_at=on(2, 6) if n < 3 else None) for n in range(6)))
    member, power, other = find("churn")(any_store, FEBRUARY).to_dict("records")
    assert (member["rate"], other["rate"]) == (0.2, 0.5)
    assert (member["ci_low"], member["ci_high"]) == pytest.approx(tuple(map(float, wilson(1, 5))))
    assert (member["difference"], member["difference_low"], member["difference_high"]) == pytest.approx(tuple(map(float, newcombe(1, 5, 3, 6))))
    assert pd.isna([power["rate"], power["difference"], other["difference"], other["difference_low"]]).all()


def test_a_period_is_complete_when_its_28_days_before_are_known_too(any_store: Store) -> None:
    put(any_store, "customer", customer("a", datetime(2026, 1, 5, 12, tzinfo=UTC)))
    complete = find("churn")(any_store, Scope(by=Grain.WEEK)).set_index("period_start")["complete"].groupby(level=0).all()
    assert complete.idxmax() == pd.Timestamp("2026-02-02")
    assert complete.index[-1] == pd.Timestamp("2026-03-09")
    assert not complete.iloc[-1]  # today is its Sunday


def test_prospects_are_open_at_the_start_or_come_in_the_period(any_store: Store) -> None:
    put(
        any_store,
        "customer",
        customer("open"),
        customer("converts", converted_at=on(2, 3)),
        customer("paid before", converted_at=on(1, 20)),
        customer("gave up", churned_at=on(1, 20)),
        customer("gives up", churned_at=on(2, 20)),
        customer("came and paid at once", on(2, 7), converted_at=on(2, 7)),
        customer("came", on(2, 8)),
        customer("later", on(3, 2)),
    )
    assert groups(any_store, "conversion")["non_member"] == (5, 2)


def test_prospects_are_grouped_on_entry(any_store: Store) -> None:
    put(any_store, "member", {"member_id": "ana", "joined_at": on(2, 5)}, {"member_id": "ben", "joined_at": on(1, 31)})
    put(
        any_store,
        "customer",
        customer("was open before she joined", member_id="ana", converted_at=on(2, 20)),
        customer("came the day she joined", on(2, 5), member_id="ana"),
        customer("came after she joined", on(2, 6), member_id="ana", converted_at=on(2, 20)),
        customer("was open after he joined", member_id="ben"),
    )
    assert groups(any_store, "conversion") == {"member": (2, 1), "power_member": (0, 0), "non_member": (2, 1)}


def test_a_source_without_conversions_has_no_prospects(any_store: Store) -> None:
    put(any_store, "customer", customer("contract"), source="billing")
    put(any_store, "customer", customer("trial", converted_at=on(2, 2)), source="crm")
    assert groups(any_store, "conversion")["non_member"] == (1, 1)
