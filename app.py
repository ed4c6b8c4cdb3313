"""The frame of the app: ``streamlit run app.py``. Each page is one line here and one file in ``pages/<section>/``.

Streamlit imports this file once as the server's description, and runs it as the script of every visit.
"""

import streamlit as st
from starlette.middleware import Middleware

from lib.ui import frame, server
from lib.ui.first_answer import FirstAnswer


def visit() -> None:
    """One run: the pages there are, and the one that was asked for inside the frame."""
    frame.configure()
    community = [
        st.Page("pages/community/overview.py", title="Overview", icon=":material/space_dashboard:", default=True),
        st.Page("pages/community/active_users.py", title="Active users", icon=":material/group:"),
        st.Page("pages/community/response_time.py", title="Response time", icon=":material/timer:"),
        st.Page("pages/community/solved_threads.py", title="Solved threads", icon=":material/task_alt:"),
        st.Page("pages/community/content.py", title="Content", icon=":material/forum:"),
        st.Page("pages/community/sentiment.py", title="Sentiment", icon=":material/mood:"),
        st.Page("pages/community/members_voice.py", title="Members' voice", icon=":material/campaign:"),
        st.Page("pages/community/churn_conversion.py", title="Churn & conversion", icon=":material/person_remove:"),
        st.Page("pages/community/ideas_reach.py", title="Ideas & reach", icon=":material/lightbulb:"),
        st.Page("pages/community/review_queue.py", title="Review queue", icon=":material/flag:"),
    ]
    report = st.Page("pages/executive/quarterly_report.py", title="Quarterly report", icon=":material/description:")
    executive = [
        report,
        st.Page("pages/executive/growth_vs_support.py", title="Growth vs support", icon=":material/monitoring:"),
    ]
    data = [
        st.Page("pages/data/upload.py", title="Upload", icon=":material/upload_file:"),
        st.Page("pages/data/sources.py", title="Sources", icon=":material/database:"),
        st.Page("pages/data/snapshots.py", title="Snapshots", icon=":material/history:"),
        st.Page("pages/data/data_quality.py", title="Data quality", icon=":material/rule:"),
        st.Page("pages/data/people.py", title="People", icon=":material/link:"),
        st.Page("pages/data/label_posts.py", title="Label posts", icon=":material/rate_review:"),
        st.Page("pages/data/events.py", title="Events", icon=":material/event:"),
        st.Page("pages/data/metrics.py", title="Metrics", icon=":material/menu_book:"),
        st.Page("pages/data/assumptions.py", title="Assumptions", icon=":material/balance:"),
        st.Page("pages/data/settings.py", title="Settings", icon=":material/settings:"),
    ]
    page = st.navigation({"Community": community, "Executive": executive, "Data": data})
    frame.run(page.run, filters=page not in (report, *data), for_executives=page in executive)


if __name__ == "__main__":
    visit()
else:
    app = st.App(__file__, lifespan=server.ready, middleware=[Middleware(FirstAnswer)])
