"""What customers are worth, by group: means with Student's t and Welch's interval, as textbooks have them."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from lib.metrics.customer_value import customer_value
from lib.scope import ALL_TIME, Scope
from lib.store import Store
from tests.factories import at, put


def customer(key: str, value: float | None, **more: Any) -> dict[str, Any]:
    return {"customer_id": key, "started_at": at(0), "value": value, **more}


def test_those_who_pay_at_the_end_by_group(any_store: Store) -> None:
    ours, rest = np.array([100.0, 300.0, 800.0]), np.array([50.0, 60.0, 75.0, 400.0])
    put(any_store, "member", *({"member_id": f"m{n}", "joined_at": at(0)} for n in range(5)))
    put(any_store, "customer", *(customer(f"m{n}", value, member_id=f"m{n}") for n, value in enumerate((*ours, None))))
    put(any_store, "customer", *(customer(f"o{n}", value) for n, value in enumerate(rest)), customer("gone", 9999, churned_at=at(48)))
    found = customer_value(any_store, ALL_TIME).set_index("group")
    assert found["customers"].to_dict() == {"any_member": 4, "member": 4, "power_member": 0, "non_member": 4}
    assert found["valued"].to_dict() == {"any_member": 3, "member": 3, "power_member": 0, "non_member": 4}
    member = found.loc["member"]
    assert (member["mean"], member["median"]) == (400, 300)
    assert (member["low"], member["high"]) == pytest.approx(DescrStatsW(ours).tconfint_mean())
    assert (member["difference_low"], member["difference_high"]) == pytest.approx(
        CompareMeans(DescrStatsW(ours), DescrStatsW(rest)).tconfint_diff(usevar="unequal")
    )
    assert found.loc["power_member", ["mean", "median", "low", "difference"]].isna().all()
    assert found.loc["non_member", ["difference", "difference_low", "difference_high"]].isna().all()


def test_nothing_is_known_outside_the_data_or_without_any(store: Store) -> None:
    assert customer_value(store, ALL_TIME).empty
    put(store, "customer", customer("c", 10))
    assert customer_value(store, Scope(date(2020, 1, 1), date(2020, 2, 1))).empty
    assert customer_value(store, Scope(date(2030, 1, 1), date(2030, 2, 1))).empty
    assert len(customer_value(store, ALL_TIME)) == 4
