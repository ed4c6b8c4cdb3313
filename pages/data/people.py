"""Which accounts are one person? Suggestions to confirm, links by hand, and the way back."""

from lib.ui.page import task
from lib.ui.people import deciding, overview

view = task("Which accounts are one person?", "Who is in several sources counts once, in all numbers about members, when you say that it is one person.")
deciding.act(view)
overview.work(view)
