"""Charts about ideas and reach: sound from many, one and no rows, by roles, and with names that strangers gave."""

from collections.abc import Callable
from datetime import date

import pandas as pd
import pytest

from lib.charts import attendance, ideas, reported, share_of_voice
from lib.charts.picture import Picture
from lib.charts.theme import ACCENT, CONTEXT
from lib.scope import Grain
from tests.charts import reach_frames
from tests.charts.test_charts import COLOUR, ROLES, spec, walked

ACROSS = (date(2026, 1, 5), date(2026, 4, 1))

CHARTS: dict[str, tuple[pd.DataFrame, Callable[[pd.DataFrame], Picture]]] = {
    "ideas": (reach_frames.idea_states(), lambda frame: ideas.by_state(frame, Grain.WEEK)),
    "voice": (reach_frames.share_of_voice(), lambda frame: share_of_voice.share_of_voice(frame, Grain.WEEK)),
    "our voice": (reach_frames.share_of_voice(), lambda frame: share_of_voice.share_of_voice(frame, Grain.MONTH, "Sixth")),
    "events": (reach_frames.events(), lambda frame: attendance.events(frame, ACROSS)),
    "events of a day": (reach_frames.events(), lambda frame: attendance.events(frame, (ACROSS[0], ACROSS[0]))),
    "reported": (reach_frames.reported(), lambda frame: reported.reported(frame, ("mau", "dau"))),
    "reported, one series": (reach_frames.reported(), lambda frame: reported.reported(frame, ("dau",))),
}


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("rows", [None, 1, 0])
def test_it_is_sound_with_many_one_and_no_rows(name: str, rows: int | None) -> None:
    frame, draw = CHARTS[name]
    before = frame.copy()
    picture = draw(frame if rows is None else frame.head(rows))
    assert spec(picture)
    assert picture.alt
    assert "nan" not in picture.alt.lower()
    pd.testing.assert_frame_equal(frame, before)


@pytest.mark.parametrize("name", CHARTS)
def test_colours_are_roles_where_the_app_fills_them_in(name: str) -> None:
    frame, draw = CHARTS[name]
    drawn = {key: value for key, value in spec(draw(frame)).items() if key not in ("config", "datasets")}
    assert not COLOUR.search(str(drawn))
    assert {value["value"] for _, key, value in walked(drawn) if key == "color"} <= ROLES


def test_our_brand_alone_stands_out_and_none_until_it_is_chosen() -> None:
    def roles(ours: str | None) -> list[str]:
        drawn = spec(share_of_voice.share_of_voice(reach_frames.share_of_voice(), Grain.WEEK, ours))
        return [layer["encoding"]["color"]["value"] for layer in drawn["layer"] if layer["mark"]["type"] == "line"]

    assert set(roles(None)) == {CONTEXT}
    assert set(roles("Ours")) == {CONTEXT, ACCENT}


def test_our_brand_has_a_line_however_seldom_it_is_named() -> None:
    frame = reach_frames.share_of_voice()
    assert share_of_voice.most_named(frame, None) == ["Seventh", "Sixth", "Fifth", "Fourth", "Third"]
    assert share_of_voice.most_named(frame, "Ours")[:2] == ["Ours", "Seventh"]
    assert share_of_voice.most_named(frame, "gone")[0] == "Seventh"


def test_names_that_strangers_gave_are_titles_and_never_fields() -> None:
    drawn = spec(share_of_voice.share_of_voice(reach_frames.share_of_voice(), Grain.WEEK, "Rival.com [eu]"))
    fields = {value for _, key, value in walked(drawn["layer"]) if key == "field"}
    assert not any("Rival" in field for field in fields)
    assert any(key == "title" and value == "Rival.com [eu]" for _, key, value in walked(drawn["layer"]))
