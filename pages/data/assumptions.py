"""What the community's value rests on: assumptions with their source and reason, and what the programme costs."""

from lib.ui.assumptions import assumptions
from lib.ui.page import task

view = task("Assumptions", "What the community's value rests on. Whoever changes one says where it comes from and why; every change is kept.")
assumptions(view)
