"""What questions that members solve spare support: an estimate with its assumptions, in tickets and, where a ticket's cost is known, in money."""

import pandas as pd
import streamlit as st

from lib.charts import range_bars
from lib.charts.axes import days
from lib.settings import Settings
from lib.ui import cache
from lib.ui.drawing import draw
from lib.ui.settings_form import ASSUMPTIONS_PAGE
from lib.ui.shown import Notice, Notices, Shown, Table, TooFew
from lib.ui.view import View
from lib.wording import UNKNOWN, count, known, number, share

MOST_QUARTERS = 6
CASES = {"low": "Lowest", "base": "Most likely", "high": "Highest"}
NOTHING_SPARED = TooFew("No question of these quarters was solved without staff.", hint="Choose a longer period, or fewer filters.")


def tickets(view: View) -> Shown | TooFew:
    """Tickets spared a quarter, from the lowest to the highest case."""
    frame = _frame(view)
    if not frame["deflected_tickets"].fillna(0).sum():
        return NOTHING_SPARED
    return Shown(frame, draw(range_bars.deflected, frame), foot=f"Mark: most likely; bar: lowest to highest. {assumed(view.settings)}")


def assumed(settings: Settings) -> str:
    """The assumption in words."""
    low, base, high = (share(value) for value in (settings.deflection_share_low, settings.deflection_share_base, settings.deflection_share_high))
    return f"Assumed: {low}, {base} and {high} of the questions solved without staff would have become tickets."


def money(view: View) -> Shown | Notices | TooFew:
    """Value, cost and return, or what is to be entered for it."""
    settings = view.settings
    if settings.cost_per_ticket is None:
        costs = "" if view.has("programme_cost") else ", and what the programme costs"
        said = f"Enter what one ticket costs support (cost_per_ticket){costs}. Until then nothing is told in money."
        return Notices((Notice(":gray[:material/payments:]", "No cost per ticket yet", said, ASSUMPTIONS_PAGE, "Assumptions"),), "")
    frame = _frame(view).sort_values("quarter", ascending=False, kind="stable")
    if not frame["deflected_tickets"].fillna(0).sum():
        return NOTHING_SPARED
    coin = settings.currency
    written = {"Value": "value", "Programme": "programme_cost", "Net": "net"}
    rows = pd.DataFrame(
        {
            "Quarter": range_bars.named_quarters(days(frame["quarter"]), list(frame["complete"])),
            "Case": [CASES[case] for case in frame["case"]],
            **{label: frame[name].to_numpy() for label, name in written.items()},
            "Return": (100 * frame["roi"]).to_numpy(),
        }
    )
    columns = {
        **{label: st.column_config.NumberColumn(format="localized", step=1, width="small", help=f"In {coin}") for label in written},
        "Return": st.column_config.NumberColumn(format="%.0f%%", width="small", help="Net, of what the programme cost"),
    }
    told = f"In {coin}, a ticket at {number(settings.cost_per_ticket)}. Nothing but spared tickets is counted as value.{_cost_gap(frame, coin)}"
    return Shown(rows, table=Table(columns, f"What is spared in money, newest quarter first. {_latest(frame, coin)}"), foot=told)


def _frame(view: View) -> pd.DataFrame:
    """deflection, of the last quarters that the period touches."""
    frame = cache.metric(view, "deflection")
    return frame[frame["quarter"].isin(frame["quarter"].drop_duplicates().tail(MOST_QUARTERS))].reset_index(drop=True)


def _cost_gap(frame: pd.DataFrame, coin: str) -> str:
    """What is missing for a return."""
    if frame["programme_cost"].notna().all():
        return " The programme's cost is that of the whole programme, whatever the filters."
    return f" Where the programme's cost is missing there is none for the quarter, or one that is not in {coin}."


def _latest(frame: pd.DataFrame, coin: str) -> str:
    base = frame[(frame["case"] == "base") & frame["complete"]].head(1)
    value = base["value"].iloc[0] if len(base) else None
    return f"Last whole quarter, most likely: {count(value)} {coin}." if known(value) else UNKNOWN
