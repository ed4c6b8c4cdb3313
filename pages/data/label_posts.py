"""Is the sentiment right here? A person reads some posts, and what they say is held against the scores."""

from lib.ui import labelling
from lib.ui.page import task

view = task(
    "Is the sentiment right here?",
    "A scorer knows words, not your community. Read some posts, say how they feel to you, and see how far it agrees with you: "
    "so you know what the trend is worth.",
)
labelling.act(view)
labelling.work(view)
