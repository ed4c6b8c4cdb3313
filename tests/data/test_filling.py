"""The demo community goes in through the intake, comes again unchanged, and is gone when removed."""

from datetime import date

import pandas as pd
import pytest
from sqlalchemy import select

from data.demo import fill, remove
from lib.errors import CommandError
from lib.intake.scoring import stale
from lib.settings import Settings
from lib.store import Store
from lib.store.annotations import add, annotations
from lib.store.setting_changes import stated
from lib.store.tables import RECORDS

SMALL = {"members": 30, "days": 60, "seed": 3}


def active(store: Store) -> pd.DataFrame:
    snapshots = store.snapshots()
    return snapshots[snapshots["active"].astype(bool)]


def test_every_row_is_accepted_and_comes_again_as_same(store: Store) -> None:
    outcomes = fill(store, **SMALL)
    assert len(outcomes) == 11
    assert sum(outcome.rejected for outcome in outcomes) == 0
    assert all(outcome.new == outcome.read for outcome in outcomes)
    again = fill(store, **SMALL)
    assert all(outcome.same == outcome.read for outcome in again)


def test_an_empty_store_takes_the_communitys_zone(store: Store) -> None:
    fill(store, **SMALL)
    assert store.settings.zone == "Europe/Warsaw"


def test_a_chosen_zone_stays(store: Store) -> None:
    store.set_setting("zone", "Asia/Tokyo", "ana")
    fill(store, **SMALL)
    assert store.settings.zone == "Asia/Tokyo"
    assert store.settings.languages == ("en", "pl")


def test_chosen_languages_stay(store: Store) -> None:
    store.set_setting("languages", "pl", "ana")
    fill(store, **SMALL)
    assert store.settings.languages == ("pl",)


def test_an_empty_store_takes_the_communitys_assumptions_with_their_sources_and_its_goals(store: Store) -> None:
    fill(store, **SMALL)
    settings = store.settings
    assert (settings.deflection_share_low, settings.deflection_share_base, settings.deflection_share_high) == (0.22, 0.31, 0.39)
    assert (settings.cost_per_ticket, settings.converted_member_value) == (85, None)
    assert (settings.target_monthly_active, settings.target_self_solved, settings.target_nps) == (250, 0.12, 30)
    said = stated(store, ["deflection_share_base", "cost_per_ticket", "target_nps"])
    assert said["cost_per_ticket"].source == "Finance, June 2026"
    assert all(one.source and "invented" in (one.reason or "") for one in said.values())


def test_removing_leaves_nothing_invented_in_a_figure_and_filling_brings_it_back(store: Store) -> None:
    fill(store, **SMALL)
    store.set_setting("target_nps", "45", "ana")
    remove(store, "ana")
    settings = store.settings
    assert (settings.cost_per_ticket, settings.deflection_share_base, settings.target_monthly_active) == (None, 0.2, None)
    assert settings.target_nps == 45
    assert settings.zone == "Europe/Warsaw"
    fill(store, **SMALL)
    assert (store.settings.cost_per_ticket, store.settings.target_nps) == (85, 45)


@pytest.mark.parametrize(("key", "value"), [("cost_per_ticket", "40"), ("currency", "USD"), ("deflection_share_high", "0.5")])
def test_assumptions_of_ones_own_stay(store: Store, key: str, value: str) -> None:
    store.set_setting(key, value, "ana")
    fill(store, **SMALL)
    assert store.settings.shown[key] == Settings.of({key: value}).shown[key]
    assert store.settings.cost_per_ticket == {"cost_per_ticket": 40, "currency": None}.get(key, 85)
    assert store.settings.deflection_share_base == (0.2 if key == "deflection_share_high" else 0.31)


def test_every_text_is_scored_that_english_can_be_told_of(store: Store) -> None:
    fill(store, **SMALL)
    assert stale(store) == 0
    activity = RECORDS["activity"]
    texts = store.frame(select(activity.c.language, activity.c.sentiment).where(activity.c.text.is_not(None), activity.c.kind.in_(("post", "comment"))))
    assert set(texts["language"].dropna()) == {"en", "pl"}
    assert texts.loc[texts["language"] == "pl", "sentiment"].isna().all()
    assert texts.loc[texts["language"] == "en", "sentiment"].notna().all()
    assert texts["language"].isna().mean() < 0.02


def test_other_arguments_replace_the_community(store: Store) -> None:
    fill(store, **SMALL)
    fill(store, members=12, days=40, seed=4)
    assert not active(store).duplicated(["source", "kind"]).any()
    assert store.data_period("activity").length <= 40


def test_removing_withdraws_all_and_filling_brings_it_back(store: Store) -> None:
    fill(store, **SMALL)
    count = len(active(store))
    assert remove(store, "ana") == count
    assert active(store).empty
    assert remove(store, "ana") == 0
    assert store.data_period("activity") is None
    fill(store, **SMALL)
    assert len(active(store)) == count
    assert store.data_period("activity") is not None


def test_progress_is_told_in_order(store: Store) -> None:
    told: list[tuple[str, float]] = []
    fill(store, **SMALL, progress=lambda step, share: told.append((step, share)))
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)


def test_a_community_that_is_too_small_changes_nothing(store: Store) -> None:
    with pytest.raises(CommandError):
        fill(store, members=2)
    assert store.snapshots().empty


def test_its_events_come_and_go_with_it(store: Store) -> None:
    add(store, "change", date(2026, 2, 3), date(2026, 2, 3), "Our own", "ana")
    for arguments in (SMALL, SMALL, {**SMALL, "days": 90}):
        fill(store, **arguments)
        assert sorted(annotations(store)["name"]) == ["Our own", "Outage", "Product launch"]
    remove(store, "ana")
    assert annotations(store)["name"].tolist() == ["Our own"]
