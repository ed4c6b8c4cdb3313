"""How a source is configured: the file, and an example to copy for each type."""

import streamlit as st

from lib.settings import SECRETS
from lib.ui.card_head import card_head

EXAMPLES = {
    "A database": """\
[sources.forum]
type = "database"
url = "postgresql://reader:PASSWORD@db.example.com/forum"
zone = "Europe/Warsaw"          # of times without an offset

[sources.forum.member]
table = "users"
map = { member_id = "id", name = "username", joined_at = "created_at" }

[sources.forum.activity]
query = "SELECT id, user_id, topic_id, body, created_at, updated_at FROM posts"
map = { activity_id = "id", member_id = "user_id", thread_id = "topic_id", text = "body", occurred_at = "created_at" }
set = { kind = "comment" }
cursor = "updated_at"           # only what is new is read again""",
    "Files on the server": """\
[sources.helpdesk]
type = "file"
zone = "America/New_York"

[sources.helpdesk.ticket]
path = "/srv/exports/tickets-*.csv"     # read in the order in which they were changed
map = { ticket_id = "Number" }""",
    "A Google Sheet": """\
[sources.survey]
type = "google_sheet"
spreadsheet = "https://docs.google.com/spreadsheets/d/…"
zone = "Europe/Warsaw"

[sources.survey.survey_response]
worksheet = "Form responses 1"
map = { response_id = "Id", responded_at = "Timestamp", score = "Rating" }
set = { survey = "nps" }

[google_service_account]        # the keys of the service account's JSON file
type = "service_account"
client_email = "…"
private_key = "…\"""",
}
"""A section to copy, by what it is for."""


def source_setup(analyst: bool, *, folded: bool = False) -> None:
    """A card for a page without any source, or ``folded`` below those that there are."""
    if folded:
        with st.expander("Add a source", icon=":material/add:"):
            _steps()
        return
    with st.container(border=True):
        card_head("No source is configured yet", "A source is a database, a sheet or a file that is read again and again, so that nobody has to bring files")
        if analyst:
            _steps()
        else:
            st.markdown("Ask whoever runs this installation to connect one, or an analyst to bring in a file.")


def _steps() -> None:
    st.markdown(
        f"Whoever runs this installation adds a section to `{SECRETS}`, one a source, then looks with `python -m lib doctor` whether it is reached."
        " No password is ever shown here."
    )
    chosen = st.selectbox("What is to be read?", list(EXAMPLES), key="sources.example")
    st.code(EXAMPLES[chosen], language="toml")
    st.caption("Every key is explained in `docs/sources.md`, and how to read them on a schedule in `docs/operations.md`.")
