"""What the checks of the data want somebody to act on, in a line each."""

from collections.abc import Iterator

from lib.cli.finding import Finding
from lib.quality import CHECKS
from lib.store import Store
from lib.wording import plural


def data_quality(store: Store) -> Iterator[Finding]:
    """Nothing on an empty store. The page Data quality says more."""
    found = [(check, finding) for check in CHECKS.values() if (finding := check(store))]
    pressing = [(check, finding) for check, finding in found if finding.severity == "act"]
    for check, finding in pressing:
        yield Finding(f"data quality: {check.title.lower()}", "note", finding.sentence, finding.to_do)
    if found and not pressing:
        look = sum(finding.severity == "look" for _, finding in found)
        yield Finding("data quality", "works", f"nothing to act on, {plural(look, 'thing')} to look at on the page Data quality")
