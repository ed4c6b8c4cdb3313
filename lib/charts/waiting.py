"""How long questions wait."""

from typing import Any

import altair as alt
import pandas as pd

from lib.charts.nearest import TITLE, texts, tooltip
from lib.charts.picture import Picture
from lib.charts.theme import BAD, CONTEXT, INK, finished, role
from lib.wording import count, plural

AGES = (("under 1 h", 1.0), ("1 to 4 h", 4.0), ("4 to 24 h", 24.0), ("1 to 3 days", 72.0), ("3 to 7 days", 168.0), ("longer", float("inf")))
LATE = 24.0
"""Hours: who waits longer is drawn as undesirable."""


def by_age(age_hours: "pd.Series[float]") -> pd.DataFrame:
    """age, questions, late: how many wait, a row an age, all ages."""
    places = pd.cut(age_hours.astype("float64"), [-1.0, *(until for _, until in AGES)], right=False, labels=[name for name, _ in AGES])
    found = places.value_counts().reindex([name for name, _ in AGES], fill_value=0)
    return pd.DataFrame({"age": list(found.index), "questions": found.to_numpy(), "late": [until > LATE for _, until in AGES]})


def waiting(ages: pd.DataFrame) -> Picture:
    """Bars for what ``by_age`` gives, with the number at the end."""
    written = [count(value) for value in ages["questions"]]
    drawn = texts(ages, {"number": written, TITLE: ages["age"], "Questions": written})
    drawn["questions"] = drawn["questions"].astype("float64")
    y = alt.Y(field="age", type="ordinal", sort=list(ages["age"]), axis=alt.Axis(), scale=alt.Scale(paddingInner=0.45, paddingOuter=0.2))
    x = alt.X(field="questions", type="quantitative", axis=None, scale=alt.Scale(domain=[0, max(1.0, float(drawn["questions"].max()))], nice=False))
    layers: list[Any] = []
    for chosen, colour in ((drawn[~drawn["late"]], CONTEXT), (drawn[drawn["late"]], BAD)):
        layers.append(alt.Chart(chosen).mark_bar().encode(x=x, y=y, color=role(colour), tooltip=tooltip(["Questions"])))
    number = alt.Text(field="number", type="nominal")
    layers.append(alt.Chart(drawn).mark_text(align="left", dx=6, fontWeight=600).encode(x=x, y=y, text=number, color=role(INK)))
    total, overdue = int(ages["questions"].sum()), int(ages.loc[ages["late"], "questions"].sum())
    return Picture(finished(alt.layer(*layers), 210), f"{plural(total, 'question')} without an answer, {overdue:,} of them for over 24 hours.")
