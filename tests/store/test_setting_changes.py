"""Every value a setting was given stays known: by whom, from where, why."""

import pytest

from lib.errors import SettingError
from lib.store import Store
from lib.store.setting_changes import changes, stated


def test_each_change_is_kept_with_its_source_and_reason(store: Store) -> None:
    store.set_setting("cost_per_ticket", "40", "ana", source="Finance, May", reason="Fully loaded")
    store.set_setting("cost_per_ticket", "48", "ben")
    latest = stated(store, ["cost_per_ticket", "currency"])
    assert list(latest) == ["cost_per_ticket"]
    assert (latest["cost_per_ticket"].value, latest["cost_per_ticket"].changed_by, latest["cost_per_ticket"].source) == ("48.0", "ben", None)
    earlier = changes(store).iloc[-1]
    assert (earlier["value"], earlier["source"], earlier["reason"]) == ("40.0", "Finance, May", "Fully loaded")


def test_settings_saved_together_are_checked_together(store: Store) -> None:
    store.set_settings({"deflection_share_low": "0.5", "deflection_share_base": "0.6", "deflection_share_high": "0.7"}, "ana")
    assert store.settings.deflection_share_low == 0.5


@pytest.mark.parametrize(("key", "value"), [("deflection_share_low", "0.3"), ("deflection_share_high", "0.1")])
def test_a_lowest_case_above_the_others_is_refused_and_nothing_changes(store: Store, key: str, value: str) -> None:
    with pytest.raises(SettingError, match="rise from the lowest case to the highest"):
        store.set_setting(key, value, "ana")
    assert changes(store).empty
