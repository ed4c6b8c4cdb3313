"""The app as a person has it open: a page of it, on the store of a test."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib.store import Store
from lib.ui import frame
from lib.ui.login import Person

APP = Path(__file__).resolve().parents[2] / "app.py"


def opened(page: str, store: Store, monkeypatch: pytest.MonkeyPatch, *, link: dict[str, str] | None = None) -> AppTest:
    """The page of that path, opened through the frame; ``link`` is what the address carries."""
    monkeypatch.setenv("COMMUNITY_STORE", store.shown_url)
    return sound(run(page, link=link))


def run(page: str, *, link: dict[str, str] | None = None) -> AppTest:
    """The page of that path on the store that the environment names, whatever came of it.

    With a link the app's first page comes before it, empty: the frame reads the filters when the app is first opened, and here an
    address is not there yet when a page is opened directly.
    """
    app = AppTest.from_file(str(APP), default_timeout=60)
    if link:
        app.query_params.update(link)
        with pytest.MonkeyPatch.context() as without:
            without.setattr(frame, "run", partial(_empty, frame.run))
            app.run()
        app.query_params.update(link)
    return app.switch_page(page).run()


def _empty(run: Callable[..., None], page: Callable[[], None], **asked: Any) -> None:
    """The frame with nothing in it."""
    run(lambda: None, **asked)


def sound(app: AppTest) -> AppTest:
    """The app, if nothing went wrong in its last run."""
    assert not app.exception, [fault.value for fault in app.exception]
    assert "could not be drawn" not in texts(app)
    return app


def as_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the person may only look."""
    monkeypatch.setattr("lib.ui.frame.person", lambda deployment: Person("Rita", None, known=True))


def texts(app: AppTest) -> str:
    """All that the page says in words."""
    return "\n".join(str(part.value) for kind in ("markdown", "caption", "warning", "header", "title") for part in app.get(kind))


def labels(app: AppTest) -> set[str]:
    """What the page's buttons say."""
    return {button.label for button in app.button}
