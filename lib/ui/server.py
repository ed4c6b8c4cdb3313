"""What happens once, when the server starts, before anybody looks, and when it stops."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from streamlit.runtime.pages_manager import PagesManager

from lib.ui import background_sync
from lib.ui.scheduled_sync import Scheduler


@asynccontextmanager
async def ready(_app: Any) -> AsyncIterator[None]:
    """Makes the first visit like every other, and lets the schedule work for as long as the server runs.

    Streamlit takes a folder named ``pages`` for its older way of finding pages until a script first calls
    ``st.navigation``: a deep link as the first hit would be greeted with "Page not found" above the right page.
    """
    PagesManager.uses_pages_directory = False
    background_sync.allow()
    scheduler = Scheduler()
    scheduler.start()
    try:
        yield
    finally:
        await asyncio.to_thread(background_sync.stop)
        await asyncio.to_thread(scheduler.stop)
