"""Settings: from text and back, refused with a reason; an installation's from environment and file."""

from datetime import date, time
from pathlib import Path

import pytest

from lib.errors import CommandError, SettingError
from lib.settings import Deployment, OpenHours, Settings


def test_what_is_shown_is_read_back() -> None:
    texts = {
        "zone": "Europe/Warsaw",
        "staff": "forum:ana, slack:U:1",
        "business_hours": "mon-fri 09:00-17:00, sat 10:00-24:00",
        "holidays": "2026-12-25, 2026-12-26",
        "cost_per_ticket": "12.5",
        "languages": "en, pl",
    }
    settings = Settings.of(texts)
    assert settings.shown | texts == settings.shown
    assert Settings.of(settings.shown) == settings
    assert settings.holidays == (date(2026, 12, 25), date(2026, 12, 26))


def test_business_hours_may_run_over_the_weekend_and_to_midnight() -> None:
    assert Settings.of({"business_hours": "sat-mon 8:00-24:00"}).business_hours == (OpenHours((5, 6, 0), time(8), None),)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("zone", "Mars/Base"),
        ("zone", ""),
        ("week", "us"),
        ("staff", "ana"),
        ("business_hours", ""),
        ("business_hours", "mon 9-17"),
        ("business_hours", "mon 17:00-09:00"),
        ("business_hours", "mon 09:00-25:00"),
        ("business_hours", "mon-fri 09:00-17:00, wed 16:00-18:00"),
        ("holidays", "25.12.2026"),
        ("target_first_response_hours", "0"),
        ("target_answered_24h", "80"),
        ("cost_per_ticket", "-1"),
        ("currency", "euro"),
        ("languages", "english"),
        ("sentiment_scorer", "magic"),
        ("quiet_minutes", "1.5"),
    ],
)
def test_what_cannot_be_is_refused_with_key_value_and_reason(key: str, text: str) -> None:
    with pytest.raises(SettingError) as refused:
        Settings.of({key: text})
    assert str(refused.value).startswith(f"{key} cannot be {text!r}: ")
    assert "Hint: " in str(refused.value)


def test_an_unknown_setting_is_named_with_a_near_one() -> None:
    with pytest.raises(CommandError, match="did you mean zone"):
        Settings.describe("zome")


def test_the_environment_comes_before_the_file_and_the_file_before_the_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = tmp_path / "secrets.toml"
    secrets.write_text('[community]\nstore = "duckdb:///file.duckdb"\nmemory_limit = "1GB"\nanalysts = ["ana@example.org"]\n')
    monkeypatch.setenv("COMMUNITY_STORE", "duckdb:///environment.duckdb")
    found = Deployment.load(secrets)
    assert found.store.get_secret_value() == "duckdb:///environment.duckdb"
    assert (found.memory_limit, found.analysts, found.session_hours) == ("1GB", ("ana@example.org",), 12)
    assert Deployment.load(tmp_path / "none.toml").memory_limit == "2GB"


@pytest.mark.parametrize("text", ["[community", '[community]\nmemory_limit = "hunter2"\n', "[community]\nsession_hours = 0\n"])
def test_a_file_that_cannot_be_read_is_told_without_its_secrets(text: str, tmp_path: Path) -> None:
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(text)
    with pytest.raises(SettingError) as refused:
        Deployment.load(secrets)
    assert "hunter2" not in str(refused.value)
    assert "secrets.toml" in str(refused.value)


def test_a_store_with_a_password_is_not_shown() -> None:
    assert "hunter2" not in repr(Deployment(store="postgresql://ana:hunter2@host/c"))  # type: ignore[arg-type]
