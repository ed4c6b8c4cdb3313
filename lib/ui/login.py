"""Who looks, and whether they may change data.

Without an ``[auth]`` section in the secrets everybody who reaches the app is an analyst: it then runs on one's own
machine, or behind a login of the network. With it, nobody sees anything before having logged in; roles are looked up
on every run, and a login ends after the hours that the installation allows, whatever the cookie says.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from lib.settings import Deployment

LOCAL = "this computer"
_SINCE = "login.since"


@dataclass(frozen=True)
class Person:
    """``name`` is shown; ``who`` signs changes, None for those who may only look. ``known``: came through a login."""

    name: str
    who: str | None
    known: bool


def person(deployment: Deployment) -> Person:
    """The person of this run. Where a login is asked for and missing, it draws the login page and ends the run."""
    providers = _providers()
    if providers is None:
        return Person(LOCAL, LOCAL, known=False)
    if not st.user.get("is_logged_in"):
        _ask_to_log_in(providers, "Log in to see your community.")
    if _expired(deployment):
        _ask_to_log_in(providers, f"Your login was {deployment.session_hours:g} hours old. Log in again to go on.")
    email = str(st.user.get("email") or "").strip()
    allowed = {address.strip().casefold() for address in deployment.analysts}
    name = str(st.user.get("name") or email or "somebody")
    return Person(name, email if email.casefold() in allowed and _verified() else None, known=True)


def _providers() -> list[str] | None:
    """The names of the identity providers; an empty list where there is one without a name. None: no login is set up."""
    try:
        auth: Any = st.secrets.get("auth")
    except StreamlitSecretNotFoundError:
        return None
    if auth is None:
        return None
    return [name for name, value in auth.items() if hasattr(value, "items")]


def _verified() -> bool:
    """A provider that says an address is not verified is not believed."""
    return st.user.get("email_verified") not in (False, "false")


def _expired(deployment: Deployment) -> bool:
    """Whether the login is older than the installation allows; one that does not say when it was counts from the first run of the session."""
    now = datetime.now(UTC)
    issued = st.user.get("iat")
    since = datetime.fromtimestamp(float(str(issued)), UTC) if issued else st.session_state.setdefault(_SINCE, now)
    return now - since > timedelta(hours=deployment.session_hours)


def _ask_to_log_in(providers: list[str], why: str) -> None:
    with st.container(border=True, horizontal_alignment="center", gap="small"):
        st.space("medium")
        st.markdown("**Community health**", width="content")
        st.markdown(why, width="content")
        for place, name in enumerate(providers or [""]):
            label = f"Log in with {name.capitalize()}" if len(providers) > 1 else "Log in"
            st.button(label, type="secondary" if place else "primary", key=f"login-{name}", on_click=st.login, args=(name,) if name else ())
        st.space("medium")
    st.stop()
