"""About what members say when asked, propose, and what is said and reported elsewhere."""

import numpy as np
import pandas as pd

from benchmarks.typical.events import Read, local, month_of
from lib.settings import Settings

# who answered or proposed: staff and bots left out, as in the events
_BY_MEMBERS = "LEFT JOIN member m ON m.member_id = r.member_id AND m.current WHERE r.current AND coalesce(m.role, 'member') = 'member'"


def nps(read: Read, settings: Settings, group: str = "period") -> pd.DataFrame:
    rows = read(f"SELECT r.responded_at, r.score, r.wave FROM survey_response r {_BY_MEMBERS} AND r.survey = 'nps'")
    if group == "wave":
        waves = rows.sort_values("responded_at").groupby("wave", sort=False)["score"]
        return _net(waves).reset_index()
    return _net(rows.groupby(month_of(local(rows["responded_at"], settings)).rename("period_start"))["score"]).reset_index()


def _net(groups: "pd.api.typing.SeriesGroupBy") -> pd.DataFrame:
    found = pd.DataFrame({"responses": groups.size()})
    found["promoters"] = groups.apply(lambda score: (score >= 9).sum())
    found["detractors"] = groups.apply(lambda score: (score <= 6).sum())
    found["passives"] = found["responses"] - found["promoters"] - found["detractors"]
    found["nps"] = 100 * (found["promoters"] - found["detractors"]) / found["responses"]
    found["change"] = found["nps"].diff()
    return found


def csat(read: Read, settings: Settings, from_: str = "surveys") -> pd.DataFrame:
    if from_ == "tickets":
        rows = read(f"SELECT r.created_at AS at, r.satisfaction AS score FROM ticket r {_BY_MEMBERS} AND r.satisfaction IS NOT NULL")
    else:
        rows = read(f"SELECT r.responded_at AS at, r.score FROM survey_response r {_BY_MEMBERS} AND r.survey = 'csat'")
    months = rows.groupby(month_of(local(rows["at"], settings)).rename("period_start"))["score"]
    found = pd.DataFrame({"responses": months.size(), "satisfied": months.apply(lambda score: (score >= 4).sum())})
    found["csat"] = found["satisfied"] / found["responses"]
    half = 1.96 * np.sqrt(found["csat"] * (1 - found["csat"]) / found["responses"])
    found["ci_low"], found["ci_high"] = found["csat"] - half, found["csat"] + half
    return found.reset_index()


def ideas(read: Read, settings: Settings) -> pd.DataFrame:
    rows = read(f"SELECT r.submitted_at, r.status FROM idea r {_BY_MEMBERS}")
    months = rows.groupby(month_of(local(rows["submitted_at"], settings)).rename("period_start"))["status"]
    found = pd.DataFrame({"submitted": months.size(), "shipped": months.apply(lambda status: (status == "shipped").sum())})
    found["accepted"] = months.apply(lambda status: status.isin(["accepted", "shipped"]).sum())
    found["acceptance_rate"] = found["accepted"] / found["submitted"]
    return found.reset_index()


def share_of_voice(read: Read, settings: Settings) -> pd.DataFrame:
    rows = read("SELECT day, brand, mentions FROM mention WHERE current")
    months = rows.groupby([month_of(pd.to_datetime(rows["day"])).rename("period_start"), "brand"])["mentions"].sum().reset_index()
    months["share"] = months["mentions"] / months.groupby("period_start")["mentions"].transform("sum")
    return months


def reported(read: Read, settings: Settings) -> pd.DataFrame:
    return read("SELECT day, platform, series, value FROM reported_series WHERE current").sort_values(["day", "platform", "series"])
