"""What needs attention: rules over the numbers."""

from collections.abc import Generator

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
from lib.ui.shown import Level, Notice, Notices, Rule
from lib.ui.solving import solved_notice
from lib.ui.support import support_notice
from lib.ui.view import View
from lib.ui.voice import voice_notice
from lib.wording import count, day, hours, known, listed, plural, share

BAD, WARNING = ":red[:material/{}:]", ":orange[:material/{}:]"
RESPONSE, SNAPSHOTS, SOURCES = "pages/community/response_time.py", "pages/data/snapshots.py", "pages/data/sources.py"


def needs_attention(view: View) -> Notices:
    """All that the rules find, over the records that there are: first what is bad, last what is good."""
    notices: list[Notice] = []
    seen: list[str] = []
    for kind, name, rule in RULES:
        if view.has(kind):
            found, looked = _asked(rule, name, view.about(kind))
            notices += found
            seen += [name] if looked else []
    notices.sort(key=lambda notice: LEVELS.index(notice.level))
    calm = f"Nothing was found: looked at were {listed(seen, most=len(seen))}." if seen else "There is too little yet to tell what is unusual."
    return Notices(tuple(notices), calm)


def attention(view: View) -> Notices:
    """The same, kept: the page's answer counts them too."""
    return cache.told(view, needs_attention)


def _asked(rule: Rule, name: str, view: View) -> tuple[list[Notice], bool]:
    """What one rule finds, and whether it could look. One that fails leaves the others alone."""
    found: list[Notice] = []
    try:
        looked = _drawn(rule(view), found)
    except StoreError:
        raise
    except Exception as error:
        text = f"It looks at {name}. Reference {reference(error)}."
        return [*found, Notice(WARNING.format("cloud_off"), "One rule failed", text, SNAPSHOTS, "Snapshots")], False
    return found, looked


def _drawn(notices: Generator[Notice, None, bool], into: list[Notice]) -> bool:
    """Takes all of them, and what is given back at their end."""
    while True:
        try:
            into.append(next(notices))
        except StopIteration as end:
            return bool(end.value)


def _waiting(view: View) -> Generator[Notice, None, bool]:
    waits = cache.reading(view, queue, view.scope)
    limit = view.settings.target_first_response_hours
    overdue = waits[waits["age_hours"] > limit]
    if overdue.empty:
        return True
    worst = overdue.iloc[0]
    where = f", in {literal(str(worst['channel']))}" if known(worst["channel"]) else ""
    *_, before, _ = late(view, limit)
    usual = f" {view.ago[:1].upper()}{view.ago[1:]}: {count(before)}." if known(before) else ""
    icon = BAD.format("hourglass_top")
    most = overdue["channel"].value_counts()  # the channel where most wait: what the link shows
    named = [str(name) for name in most.index if most[name] == most.iloc[0]] if len(most) else []
    filters = {"channel": sorted(named)[0]} if named and len(most) > 1 else {}
    mostly = f" Most in {literal(filters['channel'])}: {most.iloc[0]}." if filters else ""
    text = f"The oldest for {hours(worst['age_hours'])}{where}.{mostly}{usual}"
    yield Notice(icon, f"{plural(len(overdue), 'question')} over {hours(limit)}", text, RESPONSE, "Queue", filters, "bad")
    return True


def _target(view: View) -> Generator[Notice, None, bool]:
    now = reached(view, view.now, Asked().options)
    if now is None or now.questions < ENOUGH:
        return False
    settings = view.settings
    target, promised = settings.target_first_response_hours, settings.target_answered_24h
    icon = WARNING.format("flag")
    if now.half is None or now.half > target:
        said = f"Half in {hours(now.half)}" if now.half is not None else "Not even half were answered"
        yield Notice(icon, "First answers too late", f"{said}, by staff; the target is {hours(target)}.", RESPONSE, "Times")
    elif known(now.within_24h) and now.within_24h is not None and now.within_24h < promised:
        yield Notice(icon, f"{share(now.within_24h)} within 24 h", f"The target is {share(promised)} answered by staff.", RESPONSE, "Times")
    return True


def _silent(view: View) -> Generator[Notice, None, bool]:
    for silent in freshness(view).late:
        text = f"Numbers may be too low from {day(silent.last)} on."
        yield Notice(WARNING.format("sync_problem"), literal(silent.said), text, SOURCES, "Sources")
    return True


LEVELS: tuple[Level, ...] = ("bad", "warning", "good")

RULES: tuple[tuple[str, str, Rule], ...] = (
    ("activity", "the queue", _waiting),
    ("activity", "the targets", _target),
    ("activity", "members and posts of the last week", unusual_falls),
    ("activity", "the mood", sentiment_notice),
    ("activity", "solutions", solved_notice),
    ("survey_response", "what surveys say", voice_notice),
    ("customer", "churn", churn_notice),
    ("ticket", "support tickets", support_notice),
    ("activity", "silent sources", _silent),
)
"""Each over the days of its own records, and what it looks at."""
