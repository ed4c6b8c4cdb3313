"""What the trend is worth: how far the scorer agrees with a person who read some of the posts."""

import numpy as np
import pandas as pd
import streamlit as st

from lib.intake.scoring import rescore, stale
from lib.metrics.label_sample import labelled
from lib.metrics.unscored import unscored
from lib.settings import Settings
from lib.statistics.agreement import CLASSES, Agreement, Estimate, agreement
from lib.store import Store
from lib.ui import cache
from lib.ui.card import Shown
from lib.ui.card_head import card_head
from lib.ui.settings_form import WORDS
from lib.ui.view import View
from lib.wording import number, plural, share, shares_between

ENOUGH = 30
"""Labels: from so many on the agreement is told."""
WEAK, CLOSE, SINGLE = 0.4, 0.8, 0.6
"""Correlations under the first are weak, from the second on close; from the third kappa on a single post can be believed as well."""
LABEL_PAGE = "pages/data/label_posts.py"
NAMES = {-1: "Negative", 0: "Neutral", 1: "Positive"}


def agreed(view: View) -> Agreement:
    """Labels against today's scores."""
    return cache.reading(view, _agreement)


def _agreement(store: Store) -> Agreement:
    found = labelled(store)
    return agreement(found["label"].to_numpy(dtype=np.int64), found["class"].to_numpy(dtype=np.int64), found["score"].to_numpy(dtype=np.float64))


def worth(found: Agreement) -> str:
    """What the trend is good for, from the correlation (does the mean move as moods do?) and kappa (is a single post put where a person would?)."""
    r, k = found.correlation, found.kappa
    if r.value is None or r.low is None:
        return "all labels, or all scores, are alike, so whether it follows the mood cannot be told"
    if r.low <= 0:
        return "no better than guessing, as far as these labels tell: do not read a trend from it"
    if r.value < WEAK:
        return "it follows the mood weakly: only large moves mean something"
    if r.value < CLOSE or k.value is None or k.value < SINGLE:
        return "good enough to see the direction, not single posts"
    return "close to a person's reading, for single posts too"


def said(found: Agreement) -> tuple[str, str]:
    """The agreement in words: the finding, and what follows from it."""
    if found.n < ENOUGH:
        so_far = f"{plural(found.n, 'post is', 'posts are')} labelled so far" if found.n else "Nobody has labelled posts yet"
        return "Whether the scores fit this community is not known.", f"{so_far}; from {ENOUGH} labelled posts on it can be told."
    accuracy = found.accuracy
    finding = f"Agrees with your own reading in {share(accuracy.value)} ({shares_between(accuracy.low, accuracy.high)}) of {found.n:,} posts:"
    return finding, f"{worth(found)}."


def result_card(view: View) -> None:
    """The agreement in full, for who labels."""
    found = agreed(view)
    finding, what = said(found)
    with st.container(border=True):
        card_head("How far it agrees", "Your labels against the class each post was scored as, and against its score")
        st.markdown(f"**{finding}** {what}")
        if found.n < ENOUGH:
            return
        with st.grid(3, min_column_width=180):
            _estimate(
                "Same class", share(found.accuracy.value), shares_between(found.accuracy.low, found.accuracy.high), "Posts put into the class that you chose."
            )
            _estimate("Beyond chance", number(found.kappa.value), _between(found.kappa), "Cohen's kappa: 1 where all agree, 0 where guessing would do as well.")
            _estimate("Correlation", number(found.correlation.value), _between(found.correlation), "Pearson's r of your label (−1, 0, 1) with the score.")
        st.table(table(found), border="horizontal")
        st.caption(f"{plural(found.n, 'post')}, drawn so that every scored post had the same chance; those you could not tell are left out. Intervals: 95%.")


def what_it_is_worth(view: View) -> Shown:
    """The agreement in a sentence, how much could be scored and why the rest could not, and what waits for today's scorer."""
    finding, what = said(agreed(view))
    with st.container(gap="xxsmall"):
        st.markdown(f":material/how_to_reg: **{finding}** {what}")
        if view.analyst:
            st.page_link(LABEL_PAGE, label="Label posts", icon=":material/chevron_right:", icon_position="right")
    counted = cache.reading(view, unscored, view.now or view.scope)
    st.markdown(f":material/done_all: {covered(counted, view.settings)}")
    _waiting(view)
    return Shown(pd.DataFrame({"reason": list(counted.index), "posts": counted.to_numpy()}), foot=f"Over {view.length}; posts and comments with a text.")


def covered(counted: "pd.Series[int]", settings: Settings) -> str:
    """How much could be scored, and why not the rest."""
    written = int(counted.sum() - counted["no_text"])
    if not written:
        return "**Nothing to score:** nobody has written anything with a text in this period."
    scorer = WORDS.get(settings.sentiment_scorer, settings.sentiment_scorer)
    reasons = {
        "language": f"in a language other than the community's ({', '.join(settings.languages) or 'none is set'}), or without words of their own",
        "words": f"in a language that {scorer} does not know",
        "waiting": "waiting for the scorer",
    }
    left = [f"{int(counted[name]):,} {words}" for name, words in reasons.items() if counted[name]]
    rest = f" Left out, never counted as neutral: {'; '.join(left)}." if left else ""
    silent = f" {plural(int(counted['no_text']), 'more has', 'more have')} no text." if counted["no_text"] else ""
    return f"**{share(counted['scored'] / written)} of {plural(written, 'post')} could be scored.**{rest}{silent}"


def _waiting(view: View) -> None:
    """Posts that were scored by other settings, or never; an analyst can have them scored."""
    waiting = cache.reading(view, stale)
    if not waiting:
        return
    with st.container(gap="xsmall"):
        has = plural(waiting, "post waits", "posts wait")
        st.markdown(f":orange[:material/hourglass_top:] **{has} for today's scorer:** scored with other settings, or never. They are left out until then.")
        if view.who is None:
            st.caption(":material/lock: Only analysts can have them scored.")
        elif st.button("Score again", icon=":material/refresh:", key="sentiment.rescore"):
            bar = st.progress(0.0, "Reading the mood of posts")

            def tell(step: str, done: float) -> None:
                bar.progress(done, step)

            rescore(view.store, tell)
            st.rerun()


def table(found: Agreement) -> pd.DataFrame:
    """The labels as rows, the scorer's classes as columns."""
    names = [NAMES[value] for value in CLASSES]
    return pd.DataFrame(found.table.to_numpy(), index=[f"You: {name.lower()}" for name in names], columns=[f"Scored {name.lower()}" for name in names])


def _estimate(label: str, value: str, interval: str, meaning: str) -> None:
    with st.container(border=True, gap="xxsmall"):
        st.metric(label, value, help=meaning)
        st.caption(f"95%: {interval}")


def _between(one: Estimate) -> str:
    return f"{number(one.low)} to {number(one.high)}"
