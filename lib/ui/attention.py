"""What needs attention: rules over the numbers, the worst first."""

from collections.abc import Callable, Iterator

from lib.errors import StoreError
from lib.metrics.waiting import queue
from lib.ui import cache
from lib.ui.churn import churn_notice
from lib.ui.falling import unusual_falls
from lib.ui.fault import reference
from lib.ui.freshness import freshness
from lib.ui.literal import literal
from lib.ui.queue import late
from lib.ui.reached import ENOUGH, Asked, reached
from lib.ui.sentiment import sentiment_notice
from lib.ui.shown import Notice, Notices
from lib.ui.solving import solved_notice
from lib.ui.support import support_notice
from lib.ui.view import View
from lib.ui.voice import voice_notice
from lib.wording import count, day, hours, known, plural, share

BAD, WARNING = ":red[:material/{}:]", ":orange[:material/{}:]"
RESPONSE, SNAPSHOTS = "pages/community/response_time.py", "pages/data/snapshots.py"


def needs_attention(view: View) -> Notices:
    """All that the rules find, over the records that there are."""
    return Notices(tuple(_found(view)), "Nothing was found: looked at were the queue, the targets, unusual weeks, every change of a score, and silent sources.")


def attention(view: View) -> Notices:
    """The same, kept: the page's answer counts them too."""
    return cache.told(view, needs_attention)


def _found(view: View) -> Iterator[Notice]:
    """One rule that fails leaves the others alone."""
    for kind, rule in RULES:
        if not view.has(kind):
            continue
        try:
            yield from tuple(rule(view.about(kind)))
        except StoreError:
            raise
        except Exception as error:
            name = rule.__name__.strip("_").replace("_", " ")
            yield Notice(WARNING.format("cloud_off"), "One rule failed", f"{name.capitalize()}. Reference {reference(error)}.", SNAPSHOTS, "Snapshots")


def _waiting(view: View) -> Iterator[Notice]:
    waits = cache.reading(view, queue, view.scope)
    overdue = waits[waits["age_hours"] > 24]
    if overdue.empty:
        return
    worst = overdue.iloc[0]
    where = f", in {literal(str(worst['channel']))}" if known(worst["channel"]) else ""
    *_, before, _ = late(view)
    usual = f" {view.ago[:1].upper()}{view.ago[1:]}: {count(before)}." if known(before) else ""
    icon = BAD.format("hourglass_top")
    most = overdue["channel"].value_counts()  # the channel where most wait: what the link shows
    named = [str(name) for name in most.index if most[name] == most.iloc[0]] if len(most) else []
    filters = {"channel": sorted(named)[0]} if named and len(most) > 1 else {}
    mostly = f" Most in {literal(filters['channel'])}: {most.iloc[0]}." if filters else ""
    text = f"The oldest for {hours(worst['age_hours'])}{where}.{mostly}{usual}"
    yield Notice(icon, f"{plural(len(overdue), 'question')} over 24 h", text, RESPONSE, "Queue", filters)


def _target(view: View) -> Iterator[Notice]:
    now = reached(view, view.now, Asked().options)
    if now is None or now.questions < ENOUGH:
        return
    settings = view.settings
    target, promised = settings.target_first_response_hours, settings.target_answered_24h
    icon = WARNING.format("flag")
    if now.half is None or now.half > target:
        said = f"Half in {hours(now.half)}" if now.half is not None else "Not even half were answered"
        yield Notice(icon, "First answers too late", f"{said}, by staff; the target is {hours(target)}.", RESPONSE, "Times")
    elif known(now.within_24h) and now.within_24h is not None and now.within_24h < promised:
        yield Notice(icon, f"{share(now.within_24h)} within 24 h", f"The target is {share(promised)} answered by staff.", RESPONSE, "Times")


def _silent(view: View) -> Iterator[Notice]:
    for silent in freshness(view).late:
        text = f"Numbers may be too low from {day(silent.last)} on."
        yield Notice(WARNING.format("sync_problem"), literal(silent.said), text, SNAPSHOTS, "Snapshots")


RULES: tuple[tuple[str, Callable[[View], Iterator[Notice]]], ...] = (
    ("activity", _waiting),
    ("activity", _target),
    ("activity", unusual_falls),
    ("activity", sentiment_notice),
    ("activity", solved_notice),
    ("survey_response", voice_notice),
    ("customer", churn_notice),
    ("ticket", support_notice),
    ("activity", _silent),
)
"""Each over the days of its own records; the worst first."""
