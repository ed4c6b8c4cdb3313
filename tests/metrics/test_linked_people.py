"""People whom an analyst linked count as if their records had said so: in every metric."""

import pandas as pd

from lib.metrics import METRICS, find
from lib.scope import ALL_TIME
from lib.store import Store, people
from tests.metrics.communities import lively, settle

PAIRS = [((("forum", f"m{number:02}"), ("slack", f"m{number + 1:02}")), f"together{number}") for number in range(8, 16, 2)]


def numbers(store: Store) -> dict[str, pd.DataFrame]:
    return {name: metric(store, ALL_TIME) for name, metric in METRICS.items()}


def test_every_metric_counts_linked_accounts_as_one_person(store: Store) -> None:
    world = lively(120)
    known = {account for pair, _ in PAIRS for account in pair}
    world.members = [record for record in world.members if (record["source"], record["member_id"]) not in known]
    joined = {"joined_at": None, "role": None, "segment": "pro", "customer_id": None}
    alone = [{"source": source, "member_id": name, **joined, "person_id": None} for source, name in sorted(known)]
    said = [{"source": source, "member_id": name, **joined, "person_id": person} for pair, person in PAIRS for source, name in pair]
    own = list(world.members)
    world.members = own + said
    settle(store, world)
    by_records = numbers(store)
    world.members = own + alone
    settle(store, world)
    apart = find("active_users")(store, ALL_TIME)
    people.link_each(store, [(pair, "email") for pair, _ in PAIRS], "tests")
    linked = numbers(store)
    for name, wanted in by_records.items():
        pd.testing.assert_frame_equal(linked[name], wanted, obj=name)
    assert not linked["active_users"].equals(apart)
    people.unlink(store, [account for pair, _ in PAIRS for account in pair])
