"""Dated changes and incidents, entered by hand."""

from lib.ui.events import events
from lib.ui.page import task

view = task("Events", "Releases, campaigns and outages. They stand as lines on the charts, so that a rise or a fall explains itself.")
events(view)
