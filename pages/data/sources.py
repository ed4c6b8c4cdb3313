"""What is read again and again, and how fresh it is."""

from lib.ui.page import task
from lib.ui.sources import sources

view = task("Are the sources up to date?", "Databases, sheets and files that are read again and again. What a run brings is a snapshot, and can be taken back.")
sources(view)
