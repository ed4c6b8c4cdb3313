"""``python -m benchmarks.statistics [--runs N] [--seed N]``: every promise of the statistics beside what simulations found; exit 1 where one is missed."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.statistics import interrupted_series, kaplan_meier, net_promoter, proportions, rates, relation

RUNS = 2000


@dataclass(frozen=True)
class Check:
    """``found``, a share of 0 to 1, against its bound: at most or at least so much. Without a bound it is told for comparison only."""

    name: str
    found: float
    most: float | None = None
    least: float | None = None

    @property
    def met(self) -> bool:
        return (self.most is None or self.found <= self.most) and (self.least is None or self.found >= self.least)

    @property
    def bound(self) -> str:
        parts = [f"{word} {value:.1%}" for word, value in (("at least", self.least), ("at most", self.most)) if value is not None]
        return ", ".join(parts) or "for comparison"

    @property
    def verdict(self) -> str:
        return "" if self.most is None and self.least is None else "met" if self.met else "MISSED"


def checks(runs: int, seed: int) -> Iterator[Check]:
    """All of them, one after the other as they are done. Bounds leave room for so many runs' own chance at 2,000."""
    yield Check("Kaplan–Meier: ties at one half that the median loses", kaplan_meier.lost_ties(runs, seed), most=0.0)
    yield Check("Relation: false alarms, independent trends of 52 weeks", relation.false_alarms(runs, seed), most=0.08)
    yield Check("Relation: false alarms, steps alike by 0.6", relation.false_alarms(runs, seed, alike=0.6), most=0.08)
    yield Check("Relation: false alarms, seasons taken out, 104 weeks", relation.false_alarms(runs, seed, periods=104), most=0.08)
    yield Check("Relation: the same on levels, one correlation", relation.on_levels(runs, seed))
    yield Check("Relation: an effect of r = 0.6 found, 51 changes", relation.found(runs, seed), least=0.9)
    for row in interrupted_series.false_alarms(max(runs // 4, 1), seed).itertuples():
        name = f"Interrupted series: false alarms, {row.before} of {row.periods} periods before"
        yield Check(name, row.false_alarms, most=0.12)
        yield Check("  the same with the naive fit", row.naive)
        yield Check("  the same with the iterated fit", row.iterated)
    yield Check("Interrupted series: a jump of 4 found, 52 periods", interrupted_series.found(max(runs // 4, 1), seed), least=0.8)
    for name, table in (
        ("Net Promoter Score: coverage", net_promoter.coverage(runs, seed)),
        ("Shares, Wilson: coverage", proportions.wilson_coverage(runs, seed)),
        ("Differences of shares, Newcombe: coverage", proportions.newcombe_coverage(runs, seed)),
    ):
        yield Check(f"{name}, mean", float(table["coverage"].mean()), least=0.94, most=0.98)
        yield Check(f"{name}, lowest", float(table["coverage"].min()), least=0.92)
    yield Check("Rates, Garwood: coverage, lowest", float(rates.garwood_coverage()["coverage"].min()), least=0.95)
    yield Check("Rates, two compared: false alarms, highest", float(rates.false_alarms()["false_alarms"].max()), most=0.05)
    yield Check("Net Promoter Score: false alarms, highest", float(net_promoter.false_alarms(runs, seed)["false_alarms"].max()), most=0.07)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints a line a check; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.statistics", description="Holds the statistics against what they promise.")
    parser.add_argument("--runs", type=int, default=RUNS, help=f"simulations a check (default {RUNS:,}; the slow ones take a quarter)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    if options.runs < 1:
        parser.error("at least one run")
    missed = 0
    for check in checks(options.runs, options.seed):
        print(f"{check.name:<62} {check.found:>7.1%}  {check.bound:<32} {check.verdict}".rstrip(), flush=True)
        missed += not check.met
    print(f"\n{missed} missed" if missed else "\nall met")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
