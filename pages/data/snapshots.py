"""What came in, and the way back."""

from lib.ui.page import task
from lib.ui.snapshots import act, history

view = task(
    "What came in, and when?",
    "Each file is a snapshot, and each run of a source. Withdrawing one leaves the data as if it had never come; restoring brings it back.",
)
act(view.store, view.who)
history(view.store, view.who)
