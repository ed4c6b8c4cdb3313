"""How often members come."""

import altair as alt
import pandas as pd

from lib.charts.axes import count_axis
from lib.charts.nearest import TITLE, tooltip
from lib.charts.picture import Picture
from lib.charts.theme import ACCENT, finished, role
from lib.wording import count, plural, share


def power_curve(frame: pd.DataFrame) -> Picture:
    """Members by the number of days on which they were active: the columns active_days (1 to 28) and members."""
    frame = frame.dropna(subset=["members"])
    drawn = pd.DataFrame(
        {
            "active_days": frame["active_days"].astype("int64"),
            "members": frame["members"].astype("float64"),
            TITLE: [f"Active on {plural(int(number), 'day')} of 28" for number in frame["active_days"]],
            "Members": [count(value) for value in frame["members"]],
        }
    )
    x = alt.X(field="active_days", type="ordinal", axis=alt.Axis(values=[1, 7, 14, 21, 28], labelAngle=0), scale=alt.Scale(paddingInner=0.2, paddingOuter=0.1))
    y = alt.Y(field="members", type="quantitative", axis=count_axis())
    chart = alt.Chart(drawn).mark_bar().encode(x=x, y=y, color=role(ACCENT), tooltip=tooltip(["Members"]))
    total = drawn["members"].sum()
    often = drawn.loc[drawn["active_days"] >= 12, "members"].sum()
    finding = f"{share(often / total)} of {count(total)} came on 12 days or more." if total else "Nobody was active."
    return Picture(finished(alt.layer(chart), 270), f"Members by days active, of 28. {finding}")
