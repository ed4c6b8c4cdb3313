"""The score intervals cover 93 to 97 % on average over sizes and rates, and nowhere much less."""

from benchmarks.statistics.proportions import newcombe_coverage, wilson_coverage


def test_wilson_covers_what_it_promises() -> None:
    found = wilson_coverage(2000)["coverage"]
    assert 0.93 <= found.mean() <= 0.97
    assert found.min() > 0.91


def test_newcombe_covers_what_it_promises() -> None:
    found = newcombe_coverage(1000)["coverage"]
    assert 0.93 <= found.mean() <= 0.97
    assert found.min() > 0.91
