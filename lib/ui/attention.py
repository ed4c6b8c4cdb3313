"""What needs attention: rules over the numbers, the worst first."""

from collections.abc import Iterator
from typing import Any

from lib.metrics.waiting import queue
from lib.ui import cache, membership, writing
from lib.ui.card import Notice, Notices
from lib.ui.freshness import freshness
from lib.ui.literal import literal
from lib.ui.queue import late
from lib.ui.reached import ENOUGH, Asked, reached
from lib.ui.view import View
from lib.wording import average, count, day, hours, known, percent, plural, share

FALL = 0.05
"""A fall of people or content by so much is worth a look."""
BAD, WARNING = ":red[:material/{}:]", ":orange[:material/{}:]"
RESPONSE, MEMBERS = "pages/community/response_time.py", "pages/community/active_users.py"
CONTENT, SNAPSHOTS = "pages/community/content.py", "pages/data/snapshots.py"


def needs_attention(view: View) -> Notices:
    """All that the rules find."""
    found = tuple(notice for rule in (_waiting, _target, _fewer_members, _fewer_contributors, _less_content, _silent) for notice in rule(view))
    return Notices(found, "Nothing was found: looked at were the queue, the targets, falls in members and content, and silent sources.")


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
    yield Notice(icon, f"{plural(len(overdue), 'question')} over 24 h", f"The oldest for {hours(worst['age_hours'])}{where}.{usual}", RESPONSE, "Queue")


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


def _fewer_members(view: View) -> Iterator[Notice]:
    now, before = membership.monthly_active(view)
    if _falls(now, before):
        text = f"{count(now)} in 30 days, {count(before)} {view.ago}."
        yield Notice(WARNING.format("trending_down"), f"{percent(now / before - 1)} fewer active", text, MEMBERS, "Members")


def _fewer_contributors(view: View) -> Iterator[Notice]:
    now, before = writing.typical_contributors(view)
    if _falls(now, before):
        text = f"{average(now)} write in a typical {view.scope.by}, {percent(now / before - 1)} fewer than in {view.compared}."
        yield Notice(WARNING.format("edit_off"), "Fewer members write", text, CONTENT, "Content")


def _less_content(view: View) -> Iterator[Notice]:
    now, before = writing.written(view)
    if _falls(now, before):
        text = f"{count(now)} posts and comments, {percent(now / before - 1)} fewer than in {view.compared}."
        yield Notice(WARNING.format("trending_down"), "Less is written", text, CONTENT, "Content")


def _falls(now: Any, before: Any) -> bool:
    return bool(known(now) and known(before) and before and now / before - 1 <= -FALL)


def _silent(view: View) -> Iterator[Notice]:
    for silent in freshness(view).late:
        text = f"Numbers may be too low from {day(silent.last)} on."
        yield Notice(WARNING.format("sync_problem"), literal(silent.said), text, SNAPSHOTS, "Snapshots")
