"""What members say when asked: one answer to one question."""

import pandas as pd

from lib.records.kind import Fault, Field, Kind, Type


def score_fits_survey(rows: pd.DataFrame) -> Fault:
    """A score outside the scale of its survey."""
    nps, csat = rows["survey"] == "nps", rows["survey"] == "csat"
    score = rows["score"]
    return Fault(
        where=((nps & ~score.between(0, 10)) | (csat & ~score.between(1, 5))).fillna(False).astype(bool),
        field="score",
        reason="Not on the survey's scale",
        hint="NPS asks for 0 to 10, CSAT for 1 to 5",
    )


SURVEY_RESPONSE = Kind(
    name="survey_response",
    title="Survey responses",
    doc="One person's answer to one question of a survey.",
    key=("response_id",),
    fields=(
        Field("response_id", Type.ID, "The answer's id.", required=True, aliases=("id", "#", "token", "response", "submission id")),
        Field(
            "responded_at",
            Type.INSTANT,
            "When it was given.",
            required=True,
            aliases=("timestamp", "submitted at", "submit date", "date", "created at", "submit date (utc)"),
            past=True,
        ),
        Field(
            "survey",
            Type.CHOICE,
            "nps or csat.",
            required=True,
            aliases=("type", "survey type"),
            choices={"nps": ("net promoter score",), "csat": ("satisfaction", "customer satisfaction")},
        ),
        Field("score", Type.INTEGER, "NPS 0 to 10, CSAT 1 to 5.", required=True, aliases=("rating", "answer", "nps", "csat", "value"), low=0, high=10),
        Field("question", Type.TEXT, "What was asked, where a survey asks several things."),
        Field("wave", Type.TEXT, "The round it belongs to.", aliases=("round", "campaign")),
        Field("member_id", Type.ID, "The community account of who answered.", aliases=("user id", "respondent", "member")),
        Field("segment", Type.TEXT, "The group of who answered.", aliases=("plan", "tier", "country")),
        Field("comment", Type.TEXT, "Their words.", aliases=("feedback", "text", "why", "reason")),
    ),
    checks=(score_fits_survey,),
)
