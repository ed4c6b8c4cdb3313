"""The settings' form is made from their declaration."""

import pytest

from lib.settings import Settings
from lib.ui.settings_form import ASSUMPTIONS, GROUPS, fault, grouped, label


def test_every_setting_is_in_one_card_and_the_assumptions_on_their_own_page() -> None:
    keys = [*ASSUMPTIONS, *(key for keys in grouped().values() for key in keys)]
    assert sorted(keys) == sorted(Settings.model_fields)
    assert all(key in Settings.model_fields for keys in GROUPS.values() for key in keys)


def test_every_setting_has_a_name_of_its_own() -> None:
    assert len({label(key) for key in Settings.model_fields}) == len(Settings.model_fields)


@pytest.mark.parametrize(
    ("key", "text", "why"),
    [
        ("zone", "Mars/Base", "is not a time zone"),
        ("staff", "ana", "not like 'forum:ana'"),
        ("business_hours", "mon 9-17", "not like 'mon-fri 09:00-17:00'"),
        ("target_answered_24h", "1.5", "less than or equal to 1"),
        ("holidays", "25.12.2026", "date"),
        ("currency", "euro", "pattern"),
    ],
)
def test_a_value_that_cannot_be_says_why(key: str, text: str, why: str) -> None:
    assert why in (fault(Settings(), key, text) or "")


def test_a_value_that_can_be_has_no_fault() -> None:
    assert fault(Settings(), "zone", "Europe/Warsaw") is None
