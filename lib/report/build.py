"""Makes the report of a quarter from the store."""

from datetime import date

from lib.report import figures, traces
from lib.report.comparisons import comparisons
from lib.report.coverage import Coverage
from lib.report.goals import aims
from lib.report.growth import growth
from lib.report.headline import Extent, headline, summary
from lib.report.judgement import money, well
from lib.report.quarter import Quarter
from lib.report.report import Report
from lib.report.segments import segments
from lib.report.snapshots import Used
from lib.report.unknown import unknown
from lib.report.worth import worth
from lib.store import Store


def build(store: Store, quarter: Quarter) -> Report:
    """All of it reads one version of the store. What is not known is None, and beside it stands why: a report is made of an empty store too."""
    with store.reading():
        coverage, settings = Coverage.of(store), store.settings
        readings = figures.readings(store, coverage, quarter)
        shown = tuple(figures.figure(reading) for reading in readings)
        told, weekly = growth(store, coverage, quarter)
        compared = comparisons(store, coverage, quarter)
        with store.recorded() as run_for_worth:
            valued = worth(store, quarter)
        aimed = aims(settings, readings, coverage, quarter)
        extent = Extent(quarter, coverage.until(quarter), coverage.over(quarter), coverage.running(quarter), _members_at(coverage, quarter))
        origins = [
            *traces.of_figures(store, quarter, readings, {figure.key: figure.said for figure in shown}),
            *traces.of_the_worth(store, quarter, valued, run_for_worth, compared[-1][1]),
            traces.of_the_growth(store, told, weekly),
            *traces.of_comparisons(compared),
        ]
        used = Used.of(store)
        traced = tuple(origin.trace(used) for origin in origins)
        return Report(
            start=quarter.start,
            until=extent.until,
            over=extent.over,
            made_at=store.now(),
            zone=settings.zone,
            store_version=store.version,
            headline=headline(extent, shown, valued),
            summary=summary(aimed, running=extent.running),
            figures=shown,
            growth=told,
            worth=valued,
            comparisons=tuple(comparison for comparison, _ in compared),
            goals=tuple(aim.shown for aim in aimed),
            well=well(shown, aimed),
            money=money(shown, aimed),
            unknown=unknown(store, coverage, quarter, readings, told, valued, [comparison for comparison, _ in compared]),
            segments=segments(store, coverage, quarter),
            series=tuple(figures.series(reading) for reading in readings),
            traces=traced,
            snapshots=traces.brought(traced, used),
            definitions=traces.definitions(traced),
        )


def _members_at(coverage: Coverage, quarter: Quarter) -> date | None:
    """The last day of activities, where they end within a quarter that is over by its other records."""
    last = coverage.last_over("activity", quarter)
    return last if coverage.over(quarter) and last != quarter.period.last else None
