"""What happens once, when the server starts, before anybody looks."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from streamlit.runtime.pages_manager import PagesManager


@asynccontextmanager
async def ready(_app: Any) -> AsyncIterator[None]:
    """Makes the first visit like every other.

    Streamlit takes a folder named ``pages`` for its older way of finding pages until a script first calls
    ``st.navigation``: a deep link as the first hit would be greeted with "Page not found" above the right page.
    """
    PagesManager.uses_pages_directory = False
    yield
