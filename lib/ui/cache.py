"""What was computed once is kept, for as long as the data stay as they are: every entry is bound to the store's version."""

from collections.abc import Callable
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from lib.errors import StoreChanged
from lib.metrics import find
from lib.scope import Scope
from lib.store import Store
from lib.ui.view import View

T = TypeVar("T")
MOST = 1200
"""Entries. Most are tables of under a thousand rows."""


def metric(view: View, name: str, scope: Scope | None = None, **options: str) -> pd.DataFrame:
    """The metric's table for ``scope``, else for what the view asks."""
    asked = scope or view.scope
    return kept(view, f"metric {name}", (asked, sorted(options.items())), lambda: find(name)(view.store, asked, options))


def reading(view: View, function: Callable[..., T], *given: Any, **options: Any) -> T:
    """``function(store, *given, **options)``, kept."""
    name = f"{function.__module__}.{function.__qualname__}"
    return kept(view, name, (given, sorted(options.items())), lambda: function(view.store, *given, **options))


def told(view: View, tell: Callable[[View], T]) -> T:
    """What ``tell(view)`` says, kept: for functions that look at nothing but the view. One that was made inside another is asked anew each time."""
    name = f"{tell.__module__}.{tell.__qualname__}"
    if "<" in name:
        return tell(view)
    looks = (view.analyst, view.small_groups)
    asked = (view.scope, view.data, view.choice, view.comparison, view.records, sorted(view.options.items()), sorted(view.kinds), looks)
    return kept(view, f"told {name}", asked, lambda: tell(view))


def kept(view: View, name: str, asked: object, make: Callable[[], T]) -> T:
    """What ``make`` reads from the store; StoreChanged where the data are no longer those the page began with."""
    # by name: for each one that is not, Streamlit looks the whole signature up anew
    found: T = _kept(
        address=view.store.shown_url, version=view.version, today=view.today.isoformat(), name=name, asked=repr(asked), _store=view.store, _make=make
    )
    return found


@st.cache_data(max_entries=MOST, show_spinner=False)
def _kept(address: str, version: int, today: str, name: str, asked: str, _store: Store, _make: Callable[[], Any]) -> Any:
    """The underscored are not part of the key: the rest says all there is to know about them."""
    with _store.reading():
        if _store.version != version:
            raise StoreChanged("The data changed while the page was being drawn.", hint="look again")
        return _make()
