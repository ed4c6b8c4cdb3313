"""Is the sentiment right here? A person reads some posts, and what they say is held against the scores."""

from lib.ui import labelling
from lib.ui.page import task

view = task("Is the sentiment right here?", "Read some posts and say how they feel to you: so you see what the scores are worth in your community.")
labelling.act(view)
labelling.work(view)
