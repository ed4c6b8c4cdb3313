"""Members' voice: verdicts by rule, changes only beyond chance, and what is chosen where nothing is."""

from datetime import date
from typing import Any

import pytest
import streamlit as st

from lib.scope import Grain, Scope
from lib.store import Store
from lib.ui import csat, csat_groups, nps, nps_groups, voice
from lib.ui.card import NoMatch, Shown, TooFew
from lib.ui.comparison import Comparison
from lib.ui.csat import Satisfaction
from lib.ui.enough import in_readable_periods
from lib.ui.nps import Score
from lib.ui.view import View
from tests.factories import Record, at, comment, post, put

DAY = 24.0


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    st.cache_data.clear()


def answers(first: int, scores: dict[int, int], hours: float, **more: Any) -> list[Record]:
    """So many answers of each score, a minute apart."""
    given = [score for score, times in scores.items() for _ in range(times)]
    survey = more.pop("survey", "nps")
    return [
        {"response_id": f"r{first + place}", "responded_at": at(hours + place / 60), "survey": survey, "score": score, **more}
        for place, score in enumerate(given)
    ]


def view(store: Store, first: date = date(2026, 1, 5), by: Grain = Grain.WEEK, **more: Any) -> View:
    data = store.data_period("survey_response")
    assert data is not None
    kinds = {kind: days for kind in ("activity", "ticket", "survey_response") if (days := store.data_period(kind))}
    scope = Scope(first, data.last, by, **more.pop("filters", {}))
    return View(store, store.version, store.today(), store.settings, "ana", data, scope, kinds=kinds, **more)


@pytest.fixture
def waves(store: Store) -> Store:
    """Three waves a month apart: 0, then surely more, then as much."""
    rows = answers(0, {10: 40, 7: 20, 0: 40}, 0, wave="first", segment="pro")
    rows += answers(200, {10: 70, 7: 20, 0: 10}, 28 * DAY, wave="second", segment="pro", comment="Good")
    rows += answers(400, {10: 71, 7: 19, 0: 10}, 56 * DAY, wave="third", segment="pro", comment="Better")
    put(store, "survey_response", *rows)
    return store


def score(promoters: int, detractors: int, n: int) -> Score:
    return Score("then", n, promoters, detractors)


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (None, None, "Nobody answered in this period."),
        (score(4, 1, 9), None, "Too few answers to tell."),
        (score(60, 10, 100), None, "Yes."),
        (score(10, 60, 100), None, "No."),
        (score(30, 28, 100), None, "Not clear."),
        (score(12, 6, 24), None, "Not clear."),  # +25, at 95 % from below 0 to +50: nobody can say that as many would as would not
        (score(30, 28, 100), score(31, 28, 100), "Not clear, and no clear change."),
        (score(30, 28, 100), score(80, 2, 100), "Not clear, but fewer than before."),
        (score(30, 28, 100), score(2, 80, 100), "Not clear, but more than before."),
        (score(60, 10, 100), score(2, 2, 9), "Yes."),
        (score(60, 10, 100), score(58, 10, 100), "Yes, without a clear change."),
        (score(60, 10, 100), score(40, 30, 100), "Yes, and more than before."),
        (score(60, 10, 100), score(90, 2, 100), "Yes, but fewer than before."),
        (score(10, 60, 100), score(2, 90, 100), "No, but more than before."),
        (score(10, 60, 100), score(60, 10, 100), "No, and fewer than before."),
    ],
)
def test_the_verdict(now: Score | None, before: Score | None, said: str) -> None:
    assert voice.judged(now, before) == said


def test_a_change_says_whether_it_may_be_chance() -> None:
    assert voice.changed(score(60, 10, 100), score(40, 30, 100)) == ", up 40 points on then, more than chance gives"
    assert voice.changed(score(60, 10, 100), score(62, 10, 100)) == ", down 2 points on then, which may be chance"
    assert voice.changed(score(60, 10, 100), score(120, 20, 200)) == ", as in then"
    assert voice.changed(score(60, 10, 100), None) == voice.changed(score(6, 1, 9), score(60, 10, 100)) == ""


def test_waves_are_what_is_shown_where_there_are_any(waves: Store) -> None:
    asked = nps.asking(view(waves))
    assert (asked.question, asked.waves) == (None, True)
    now, before = nps.scores(view(waves))
    assert now
    assert before
    assert (now.name, now.value, before.name) == ("wave third", 61, "wave second")
    said = voice.answer(view(waves))
    assert said.verdict == "Yes, without a clear change."
    assert "61 (95%:" in said.sentence
    assert "Over 3 waves, since wave first, it rose by 61 points, more than chance gives." in said.sentence


def test_waves_after_the_period_are_not_seen(waves: Store) -> None:
    early = view(waves)
    now, _ = nps.scores(View(**{**vars_of(early), "scope": Scope(date(2026, 1, 5), at(40 * DAY).date(), Grain.WEEK)}))
    assert now
    assert now.name == "wave second"


def vars_of(one: View) -> dict[str, Any]:
    return {name: getattr(one, name) for name in one.__dataclass_fields__}


def test_a_year_before_is_the_wave_nearest_to_it(store: Store) -> None:
    rows = [row for place, days in enumerate((-370, -180, 0)) for row in answers(100 * place, {9: 12}, days * DAY, wave=f"w{place}")]
    put(store, "survey_response", *rows)
    _, before = nps.scores(view(store, comparison=Comparison.YEAR))
    assert before
    assert before.name == "wave w0"
    assert nps.scores(view(store))[1] != before


def test_over_time_compares_whole_periods(waves: Store) -> None:
    months = view(waves, date(2026, 2, 1), Grain.MONTH, options={"group": "period"})
    now, before = nps.scores(months)
    assert now
    assert (now.name, now.responses) == ("1 month", 100)
    assert before is None  # the data begin within January


def test_rows_and_pictures_for_waves_and_over_time(waves: Store) -> None:
    for options in ({}, {"group": "period"}):
        looked = view(waves, options=options)
        for draw in (nps.over_time, nps.attitudes, nps_groups.by_segment):
            shown = draw(looked)
            assert isinstance(shown, Shown), draw
            assert shown.picture
            assert len(shown.rows)
    assert isinstance(nps_groups.by_platform(view(waves)), TooFew)


def test_the_figures(waves: Store) -> None:
    looked = view(waves)
    figure = voice.nps_figure(looked)
    assert (figure.value, figure.change, figure.colour) == ("+61", "1 point", "gray")
    assert len(figure.trend) == 3
    assert "95%: +" in figure.help
    assert voice.detractors(looked).value == "10%"
    assert (voice.responses(looked).value, voice.responses(looked).colour) == ("100", "gray")


def test_a_fall_beyond_chance_needs_attention(store: Store) -> None:
    good, bad = answers(0, {10: 60, 0: 10}, 0, wave="first"), answers(200, {10: 20, 0: 50}, 36 * DAY, wave="second")
    pleased, cross = answers(400, {5: 40, 1: 4}, 14 * DAY, survey="csat"), answers(600, {5: 20, 1: 24}, 35 * DAY, survey="csat")
    put(store, "survey_response", *good, *bad, *pleased, *cross)
    looked = view(store, date(2026, 2, 9))
    titles = [notice.title for notice in voice.voice_notice(looked)]
    assert titles == ["Fewer would recommend us", "Fewer are satisfied"]


def test_a_fall_of_long_ago_is_no_news(store: Store) -> None:
    put(store, "survey_response", *answers(0, {10: 60}, 0, wave="first"), *answers(200, {0: 60}, 7 * DAY, wave="second"))
    assert [notice.title for notice in voice.voice_notice(view(store))] == ["Fewer would recommend us"]
    assert list(voice.voice_notice(view(store, date(2026, 2, 9)))) == []


def test_nothing_is_noticed_without_answers_or_within_chance(waves: Store) -> None:
    assert list(voice.voice_notice(view(waves))) == []


def test_comments_by_attitude(waves: Store) -> None:
    shown = voice.said_by(view(waves), "Promoters")
    assert isinstance(shown, Shown)
    assert set(shown.rows["Comment"]) == {"Better"}
    assert list(shown.rows.columns) == ["Score", "Comment", "Segment", "Day"]
    assert isinstance(voice.said_by(view(waves), "Everybody"), Shown)


def test_a_waves_name_is_read_to_the_letter(store: Store) -> None:
    put(store, "survey_response", *answers(0, {10: 12}, 0, wave="*a* $b$ [c](d)", comment="Good"))
    told = voice.said_by(view(store), "Everybody")
    assert isinstance(told, Shown)
    assert r"of wave \*a\* \$b\$ \[c\]\(d\), newest first." in told.foot


def test_a_question_is_chosen_where_there_are_several(store: Store) -> None:
    put(store, "survey_response", *answers(0, {10: 12}, 0, question="R"), *answers(100, {0: 20}, 0, question="Python"))
    assert nps.asking(view(store)).question == "Python"
    assert voice.nps_figure(view(store, options={"question": "R"})).value == "+100"
    assert voice.nps_figure(view(store)).value == "−100"


def test_groups_of_few_answers_are_left_out_and_counted(store: Store) -> None:
    put(store, "survey_response", *answers(0, {10: 12}, 0, segment="pro"), *answers(100, {0: 4}, 0, segment="rare"), *answers(200, {0: 2}, 0))
    shown = nps_groups.by_segment(view(store))
    assert isinstance(shown, Shown)
    assert shown.rows["group"].tolist() == ["pro"]
    assert "Left out: 2 answers of unknown segment and 1 segment with fewer than 5 people." in shown.foot


def test_a_segment_of_one_is_never_told_however_often_they_answer(store: Store) -> None:
    put(store, "member", {"member_id": "ana", "segment": "solo"})
    put(store, "survey_response", *answers(0, {10: 9}, 0, member_id="ana", comment="Mine"), *answers(100, {9: 9}, 0, segment="pro", comment="Ours"))
    shown = nps_groups.by_segment(view(store))
    assert isinstance(shown, Shown)
    assert shown.rows["group"].tolist() == ["pro"]
    told = voice.said_by(view(store), "Everybody")
    assert isinstance(told, Shown)
    assert set(told.rows["Segment"].dropna()) == {"pro"}
    assert isinstance(voice.said_by(view(store, filters={"segments": ("solo",)}), "Everybody"), TooFew)


def test_platforms_are_those_of_the_members(store: Store) -> None:
    members = [f"m{number}" for number in range(12)]
    put(store, "activity", *(post(name, platform="web") for name in members), *(comment(name, platform="app") for name in members[:1] * 3))
    put(store, "survey_response", *(row for name in members for row in answers(members.index(name) * 10, {10: 1}, 0, member_id=name)), source="survey")
    shown = nps_groups.by_platform(view(store))
    assert isinstance(shown, Shown)
    assert shown.rows[["group", "responses"]].to_numpy().tolist() == [["web", 11]]


def test_satisfaction_of_tickets_where_no_survey_asks(store: Store) -> None:
    put(store, "survey_response", *answers(0, {10: 12}, 0))
    assert csat.origins(view(store)) == []
    assert isinstance(csat.over_time(view(store)), NoMatch)
    put(store, "ticket", *({"ticket_id": f"k{n}", "created_at": at(n), "satisfaction": 5 if n % 4 else 1} for n in range(40)), source="desk")
    st.cache_data.clear()
    looked = view(store)
    assert csat.origin(looked) == "tickets"
    shown = csat.over_time(looked)
    assert isinstance(shown, Shown)
    assert "By the day the ticket was opened" in shown.foot


def test_longer_periods_where_those_asked_for_have_too_few(store: Store) -> None:
    put(store, "survey_response", *(row for month in range(3) for row in answers(month * 100, {9: 30}, month * 29 * DAY)))
    by, frame, why = in_readable_periods(view(store), "nps", {})
    assert by is Grain.MONTH
    assert len(frame) == 3
    assert why == "By month, up to the end of the period, since a week has too few answers."
    assert in_readable_periods(view(store, by=Grain.MONTH), "nps", {})[2] == ""


def test_differences_of_satisfaction_need_answers_on_both_sides() -> None:
    assert Satisfaction(100, 90).surely_other(Satisfaction(100, 60))
    assert not Satisfaction(100, 90).surely_other(Satisfaction(9, 2))
    assert not Satisfaction(100, 90).surely_other(Satisfaction(100, 88))
    assert not Satisfaction(100, 90).surely_other(None)


def test_one_answer_is_enough_for_everything_to_be_drawn(store: Store) -> None:
    put(store, "survey_response", *answers(0, {9: 1}, 0, wave="w"))
    looked = view(store)
    assert voice.answer(looked).verdict == "Too few answers to tell."
    for draw in (nps.over_time, nps.attitudes, nps_groups.by_segment, nps_groups.by_platform, csat.over_time):
        assert draw(looked) is not None
    for figure in (voice.nps_figure, voice.detractors, voice.responses, csat.satisfied):
        assert figure(looked).label


@pytest.fixture
def other_world(store: Store) -> Store:
    put(store, "survey_response", *answers(0, {5: 30}, 0, survey="csat"))
    return store


def test_satisfaction_alone_is_enough_for_the_page(other_world: Store) -> None:
    looked = view(other_world)
    assert voice.answer(looked).verdict == "Nobody answered in this period."
    assert "were satisfied" in voice.answer(looked).sentence
    assert isinstance(nps.over_time(looked), NoMatch)
    assert voice.nps_figure(looked).value is None
    assert isinstance(voice.said_by(looked, "Everybody"), NoMatch)


@pytest.fixture
def rated(store: Store) -> Store:
    """Two segments in two months; pro fell; one person of solo answers often."""
    put(store, "member", {"member_id": "ana", "segment": "solo"})
    rows = answers(0, {5: 36, 1: 4}, 0, survey="csat", segment="pro", wave="first") + answers(100, {5: 30, 3: 10}, 0, survey="csat", segment="free")
    rows += answers(200, {5: 16, 1: 24}, 28 * DAY, survey="csat", segment="pro", wave="second", comment="Worse")
    rows += answers(300, {4: 30, 3: 10}, 28 * DAY, survey="csat", segment="free", comment="Same")
    put(store, "survey_response", *rows, *answers(400, {2: 8}, 28 * DAY, survey="csat", member_id="ana", comment="Mine"))
    return store


def test_satisfaction_by_segment_tells_who_fell_and_leaves_out_the_few(rated: Store) -> None:
    shown = csat_groups.by_group(view(rated, date(2026, 2, 2)), "segment")
    assert isinstance(shown, Shown)
    assert shown.rows["group"].tolist() == ["free", "pro"]
    assert shown.rows["now"].tolist() == [0.75, 0.4]
    assert ((shown.rows["low"] < shown.rows["now"]) & (shown.rows["now"] < shown.rows["high"])).all()
    assert "1 segment with fewer than 5 people" in shown.foot
    assert isinstance(csat_groups.by_group(view(rated), "platform"), TooFew)


def test_satisfaction_of_a_segment_against_the_weeks_before(store: Store) -> None:
    for place, (good, bad) in enumerate(((1, 0), (36, 4), (36, 4), (16, 24), (16, 24))):
        put(store, "survey_response", *answers(place * 100, {5: good, 1: bad}, place * 7 * DAY, survey="csat", segment="pro"), source=f"s{place}")
    weeks = View(**{**vars_of(view(store)), "scope": Scope(date(2026, 1, 26), date(2026, 2, 8), Grain.WEEK)})
    shown = csat_groups.by_group(weeks, "segment")
    assert isinstance(shown, Shown)
    assert shown.rows[["group", "now", "before", "worse"]].to_numpy().tolist() == [["pro", 0.4, 0.9, True]]
    assert "Tick: the 2 weeks before." in shown.foot


def test_satisfaction_by_wave(rated: Store) -> None:
    shown = csat_groups.by_wave(view(rated))
    assert isinstance(shown, Shown)
    assert shown.rows[["group", "now"]].to_numpy().tolist() == [["first", 0.9], ["second", 0.4]]
    assert shown.rows["before"].isna().tolist() == [True, False]
    assert shown.rows["before"].iloc[1] == 0.9
    assert shown.rows["worse"].tolist() == [False, True]
    assert "Tick: the wave before." in shown.foot


def test_the_first_wave_of_the_period_has_the_one_before_it(rated: Store) -> None:
    whole = csat_groups.by_wave(view(rated))
    later = csat_groups.by_wave(view(rated, first=date(2026, 1, 19)))
    assert isinstance(whole, Shown)
    assert isinstance(later, Shown)
    assert later.rows["group"].tolist() == ["second"]
    assert later.rows.iloc[0].to_dict() == whole.rows.iloc[1].to_dict()


def test_words_of_the_dissatisfied(rated: Store) -> None:
    shown = csat_groups.said_by(view(rated), "Dissatisfied")
    assert isinstance(shown, Shown)
    assert shown.rows["Score"].max() == 2
    assert dict(zip(shown.rows["Comment"], shown.rows["Segment"].fillna("?"), strict=True)) == {"Worse": "pro", "Mine": "?"}
    assert isinstance(csat_groups.said_by(view(rated, filters={"segments": ("solo",)}), "Everybody"), TooFew)
    assert isinstance(csat_groups.by_group(view(rated, filters={"segments": ("nobody",)}), "segment"), NoMatch)
