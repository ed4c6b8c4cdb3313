"""Bringing in a file, from choosing it to seeing what it changed."""

from lib.ui.page import task
from lib.ui.upload.wizard import bring_in_a_file

view = task("Bring in a file")
bring_in_a_file(view.store, view.who)
