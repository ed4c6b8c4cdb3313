"""What stands around every page: the store, who looks, the sidebar, and the one place where errors end."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import streamlit as st

from lib.errors import CommunityError, StoreChanged, StoreError
from lib.records import KINDS
from lib.scope import Period
from lib.settings import Deployment
from lib.store import Store
from lib.ui import cache
from lib.ui.explained import explain
from lib.ui.fault import failed
from lib.ui.filters import head
from lib.ui.literal import literal
from lib.ui.login import Person, person
from lib.ui.opened_store import opened_store
from lib.ui.view import View, set_current

FOLDER = Path(__file__).parent
ICON, LOGO = FOLDER / "icon.png", FOLDER / "logo.png"
SIDEBAR = 232
PATIENCE = 3
"""How often a page is begun anew because the data changed under it."""
_TRIES = "frame.tries"


def configure() -> None:
    """Title, icon and widths; the first thing of every run."""
    st.set_page_config(page_title="Community health", page_icon=str(ICON), layout="wide", initial_sidebar_state=SIDEBAR)
    st.logo(str(LOGO), size="medium", icon_image=str(ICON))


def run(page: Callable[[], None], *, filters: bool, for_executives: bool = False) -> None:
    """Opens the store, lets the person in, and draws ``page``, with the filters above it or without; whatever goes wrong is told in our own words."""
    try:
        deployment = Deployment.load()
        visitor = person(deployment)
        store = _opened(deployment.store.get_secret_value(), deployment.memory_limit, deployment.demo)
        view = replace(_view(store, visitor), for_executives=for_executives)
        _sidebar(visitor)
        set_current(head(view) if filters and view.kinds else view)
        page()
        st.session_state.pop(_TRIES, None)
    except StoreChanged as error:
        _again(error)
    except StoreError as error:
        _store_trouble(error)
    except CommunityError as error:
        explain(error)
    except Exception as error:
        failed(error, title="This page could not be drawn", rest="", key="page")


@st.cache_resource(show_spinner="Opening the store …")
def _opened(url: str, memory_limit: str, with_demo: bool) -> Store:
    """The server's one store, with word of it while it opens."""
    return opened_store(url, memory_limit, with_demo)


def _view(store: Store, visitor: Person) -> View:
    with store.reading():
        version, settings = store.version, store.settings
        today = store.now().astimezone(settings.zoneinfo).date()
    bare = View(store, version, today, settings, visitor.who, None)
    return replace(bare, kinds=cache.reading(bare, _kinds)).about("activity")


def _kinds(store: Store) -> dict[str, Period]:
    """The days of each kind of record that a page can be about, of which there are any."""
    found = {kind: store.data_period(kind) for kind in KINDS if kind != "member"}
    return {kind: days for kind, days in found.items() if days}


def _sidebar(visitor: Person) -> None:
    if not visitor.known:
        return
    with st.sidebar:
        st.caption(f"{literal(visitor.name)}, {'analyst' if visitor.who else 'reader'}")
        st.button("Log out", type="tertiary", icon=":material/logout:", on_click=st.logout, key="logout")


def _again(error: StoreChanged) -> None:
    """The data changed while the page was drawn: draw it anew, of one version."""
    tries = st.session_state.get(_TRIES, 0) + 1
    st.session_state[_TRIES] = tries
    if tries <= PATIENCE:
        st.rerun()
    st.session_state.pop(_TRIES, None)
    _store_trouble(error)


def _store_trouble(error: StoreError) -> None:
    with st.container(border=True, key="store-trouble"):
        st.header("The data cannot be reached" if not isinstance(error, StoreChanged) else "The data keep changing", anchor=False)
        explain(error)
        st.button("Try again", icon=":material/refresh:", key="again-store")
