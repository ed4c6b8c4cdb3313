"""The simulations in short: the bounds hold at a few hundred seeded runs, and a missed one is told and fails."""

import pytest

from benchmarks.statistics import __main__ as program
from benchmarks.statistics import interrupted_series, kaplan_meier, relation


def test_independent_trends_are_seldom_called_related() -> None:
    assert relation.false_alarms(400, seed=5) <= 0.08
    assert relation.false_alarms(400, seed=5, alike=0.6) <= 0.08
    assert relation.on_levels(400, seed=5) > 0.85


def test_an_effect_that_is_there_is_found_at_any_delay() -> None:
    assert relation.found(300, seed=5) >= 0.9


def test_unchanged_series_seldom_seem_changed_where_a_plain_fit_sees_much() -> None:
    found = interrupted_series.false_alarms(60, seed=5)
    assert found["false_alarms"].mean() <= 0.12
    assert found["naive"].mean() > 3 * found["false_alarms"].mean()


def test_no_tie_at_one_half_is_lost() -> None:
    assert kaplan_meier.lost_ties(300, seed=5) == 0


def test_each_check_has_its_line_and_a_miss_fails(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    some = (program.Check("good", 0.04, most=0.08), program.Check("told", 0.4))
    monkeypatch.setattr(program, "checks", lambda runs, seed: iter(some))
    assert program.main(["--runs", "10"]) == 0
    assert "all met" in capsys.readouterr().out
    monkeypatch.setattr(program, "checks", lambda runs, seed: iter((*some, program.Check("bad", 0.5, least=0.9))))
    assert program.main([]) == 1
    assert "MISSED" in capsys.readouterr().out
