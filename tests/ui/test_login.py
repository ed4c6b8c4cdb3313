"""Who gets in, and who may change data: looked up on every run."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib.store import Store
from tests.pages.opened_app import labels, texts

APP = Path(__file__).resolve().parents[2] / "app.py"
AUTH = {"redirect_uri": "http://localhost/oauth2callback", "cookie_secret": "x" * 40, "company": {"client_id": "a", "client_secret": "b"}}


@pytest.fixture(autouse=True)
def the_same_store(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lib.ui.frame._opened", lambda url, memory_limit, with_demo: store)
    monkeypatch.setenv("COMMUNITY_ANALYSTS", '["ana@example.org"]')


def seen_by(user: dict[str, Any] | None, *, login: bool = True) -> AppTest:
    """The overview of an empty store."""
    app = AppTest.from_file(str(APP), default_timeout=30)
    if login:
        app.secrets["auth"] = AUTH
    if user is not None:
        app.user = {"is_logged_in": True, "iat": datetime.now(UTC).timestamp(), **user}
    else:
        app.user = {"is_logged_in": False}
    return app.run()


def test_without_a_login_set_up_everybody_is_an_analyst() -> None:
    app = seen_by(None, login=False)
    assert "Upload a file" in labels(app)


def test_with_one_nobody_sees_anything_before_having_logged_in() -> None:
    app = seen_by(None)
    assert labels(app) == {"Log in"}
    assert not app.title
    assert "Nothing to show yet" not in texts(app)


def test_an_analyst_is_known_by_the_address_in_any_case() -> None:
    app = seen_by({"email": "Ana@Example.org", "name": "Ana"})
    assert "Upload a file" in labels(app)
    assert "Ana, analyst" in texts(app)
    assert "Log out" in labels(app)


@pytest.mark.parametrize("user", [{"email": "ben@example.org"}, {}, {"email": "ana@example.org", "email_verified": False}])
def test_all_others_only_look(user: dict[str, Any]) -> None:
    app = seen_by(user)
    assert app.title
    assert "Upload a file" not in labels(app)
    assert "reader" in texts(app)


def test_a_login_ends_after_the_hours_of_the_installation() -> None:
    old = (datetime.now(UTC) - timedelta(hours=13)).timestamp()
    app = seen_by({"email": "ana@example.org", "iat": old})
    assert labels(app) == {"Log in"}
    assert "12 hours" in texts(app)
