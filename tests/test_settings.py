"""Settings: what the store keeps as text and the app uses as values."""

from datetime import date, time, timedelta
from pathlib import Path

import pytest

from lib.errors import CommandError, SettingError
from lib.settings import Deployment, OpenHours, Settings

KEYS = [
    "zone",
    "week",
    "staff",
    "business_hours",
    "holidays",
    "target_first_response_hours",
    "target_answered_24h",
    "deflection_share_low",
    "deflection_share_base",
    "deflection_share_high",
    "cost_per_ticket",
    "currency",
    "languages",
    "sentiment_scorer",
    "blocked_words",
    "trigger_topics",
    "quiet_minutes",
]


def test_the_keys_are_those_that_are_promised() -> None:
    assert list(Settings.model_fields)[: len(KEYS)] == KEYS


@pytest.mark.parametrize("key", Settings.model_fields)
def test_every_setting_says_what_it_means(key: str) -> None:
    assert Settings.describe(key).endswith(".")


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("zone", "Europe/Warsaw"),
        ("staff", "forum:ana, slack:U0:1"),
        ("business_hours", "mon-thu 08:30-17:00, fri 08:30-15:00, sun 22:00-24:00"),
        ("holidays", "2026-12-25, 2026-12-26"),
        ("cost_per_ticket", "12.5"),
        ("cost_per_ticket", ""),
        ("languages", "en, pl"),
    ],
)
def test_what_is_shown_is_read_back(key: str, text: str) -> None:
    settings = Settings.of({key: text})
    assert settings.shown[key] == text
    assert Settings.of(settings.shown) == settings


@pytest.mark.parametrize(
    ("key", "text", "reason"),
    [
        ("zone", "Mars/Base", "time zone"),
        ("staff", "ana", "source and the member's id"),
        ("business_hours", "always", "mon-fri 09:00-17:00"),
        ("business_hours", "mon 17:00-09:00", "open before it closes"),
        ("business_hours", "mon-wed 09:00-17:00, tue 16:00-18:00", "hours on tue overlap"),
        ("holidays", "Christmas", "date"),
        ("target_answered_24h", "80", "less than or equal to 1"),
        ("cost_per_ticket", "-1", "greater than or equal to 0"),
        ("cost_per_ticket", "inf", "less than or equal to 1000000000000"),
        ("converted_member_value", "inf", "less than or equal to 1000000000000"),
        ("target_tickets_per_1000_customers", "inf", "less than or equal to 1000000"),
        ("currency", "euro", "pattern"),
        ("languages", "english", "two-letter"),
    ],
)
def test_a_wrong_value_is_refused_with_the_reason_and_what_the_setting_means(key: str, text: str, reason: str) -> None:
    with pytest.raises(SettingError, match=reason) as raised:
        Settings.of({key: text})
    assert Settings.describe(key) in str(raised.value)


def test_an_unknown_key_is_answered_with_a_near_one() -> None:
    with pytest.raises(CommandError, match="did you mean zone"):
        Settings.describe("zon")


def test_hours_that_wrap_round_the_week_and_end_at_midnight() -> None:
    assert Settings.of({"business_hours": "sat-mon 20:00-24:00"}).business_hours == (OpenHours((5, 6, 0), time(20), None),)
    assert Settings.of({"holidays": "2026-01-06"}).holidays == (date(2026, 1, 6),)


def test_the_environment_goes_before_the_secrets_and_secrets_before_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = tmp_path / "secrets.toml"
    secrets.write_text('[community]\nstore = "duckdb:///from-secrets.duckdb"\nmemory_limit = "512MB"\n')
    monkeypatch.delenv("COMMUNITY_MEMORY_LIMIT", raising=False)
    monkeypatch.setenv("COMMUNITY_STORE", "duckdb:///from-environment.duckdb")
    found = Deployment.load(secrets)
    assert (found.store.get_secret_value(), found.memory_limit, found.session_hours) == ("duckdb:///from-environment.duckdb", "512MB", 12)
    assert "from-environment" not in repr(found)
    assert Deployment.load(tmp_path / "none.toml").memory_limit == "2GB"


def test_a_schedule_is_written_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = tmp_path / "secrets.toml"
    secrets.write_text('[community]\nsync_every = "30 minutes"\nsync_at = "18:00, 6:30"', encoding="utf-8")
    found = Deployment.load(secrets)
    assert (found.sync_every, found.sync_at) == (timedelta(minutes=30), (time(6, 30), time(18)))
    monkeypatch.setenv("COMMUNITY_SYNC_EVERY", "1 day")
    monkeypatch.setenv("COMMUNITY_SYNC_AT", "")
    found = Deployment.load(secrets)
    assert (found.sync_every, found.sync_at) == (timedelta(days=1), ())
    assert Deployment.load(tmp_path / "none.toml").sync_every == timedelta(days=1)


@pytest.mark.parametrize(
    "line", ['sync_every = "often"', "sync_every = 30", 'sync_every = "0 minutes"', 'sync_at = "25:00"', 'sync_at = "noon"', "sync_at = 6"]
)
def test_a_schedule_that_makes_no_sense_is_refused(tmp_path: Path, line: str) -> None:
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(f"[community]\n{line}", encoding="utf-8")
    with pytest.raises(SettingError, match=line.split(" ")[0]):
        Deployment.load(secrets)
