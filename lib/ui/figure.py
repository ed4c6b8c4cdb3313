"""One number with what it was before: its change in words, its direction, and whether that is desirable."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from lib.wording import known, percent, points

Better = Literal["higher", "lower"] | None


@dataclass(frozen=True)
class Figure:
    """What a KPI card shows. ``value`` None: not known. ``change`` carries no sign; ``direction`` and ``colour`` say the rest.

    ``of``: the kind of record it is about; empty: that of the page. ``missing``: why there is no value, where the figure itself knows.
    """

    label: str
    value: str | None
    change: str | None = None
    direction: Literal["up", "down", "off"] = "off"
    colour: Literal["green", "red", "gray"] = "gray"
    trend: tuple[float, ...] = ()
    help: str = ""
    of: str = ""
    missing: str = ""


def in_percent(now: float, before: float) -> str:
    """How counts change: relative to what they were; from nothing, "new"."""
    return percent(now / before - 1) if before else "new"


def in_points(now: float, before: float) -> str:
    """How rates change."""
    return points(now - before)


def figure(
    label: str,
    now: Any,
    before: Any,
    show: Callable[[Any], str],
    *,
    better: Better,
    change: Callable[[float, float], str] = in_percent,
    sure: bool = True,
    trend: Sequence[Any] = (),
    help: str = "",
    of: str = "",
    missing: str = "",
) -> Figure:
    """``now`` against ``before``. ``sure``: the change is larger than chance alone would make it; else it stays grey. ``missing``: why there is no ``now``."""
    seen = tuple(float(value) for value in trend if known(value))
    seen = seen if len(seen) > 1 else ()
    if not known(now):
        return Figure(label, None, trend=seen, help=help, of=of, missing=missing)
    if not known(before):
        return Figure(label, show(now), trend=seen, help=help, of=of)
    text = change(float(now), float(before))
    if now == before or text.startswith(("0%", "0 ")):
        if now == before:
            text = change(float(before), float(before)) if before else "no change"
        return Figure(label, show(now), text, "off", "gray", seen, help, of)
    up = now > before
    good = None if better is None or not sure else up == (better == "higher")
    return Figure(label, show(now), text, "up" if up else "down", "gray" if good is None else "green" if good else "red", seen, help, of)
