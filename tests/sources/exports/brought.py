"""Small exports made in each platform's structure, and their way through the intake."""

from pathlib import Path

from lib.intake.importing import Outcome, import_table
from lib.intake.mapping import Mapping
from lib.records import KINDS
from lib.sources.exports import Export, Wishes, find
from lib.sources.package import Package
from lib.store import Store

FIXTURES = Path(__file__).parent / "fixtures"


def silent(step: str, share: float) -> None:
    """Progress that nobody watches."""


def read(platform: str, path: Path, **wishes) -> Export:
    return find(platform).read(Package.of(path), Wishes(**wishes), silent)


def read_text(platform: str, tmp_path: Path, text: str | bytes, **wishes) -> Export:
    """What is read from a single file with that content."""
    path = tmp_path / "export"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read(platform, path, **wishes)


def bring(store: Store, export: Export, *, source: str = "there", rejects="fail") -> list[Outcome]:
    return [
        import_table(store, KINDS[one.kind], one.table, Mapping.of(KINDS[one.kind], one), source=source, rejects=rejects, who="tests", moods=False)
        for one in export.deliveries
    ]


def accounted(export: Export) -> bool:
    """Whether each thing found is in a delivery, malformed or not, or left out by reason."""
    return sum(export.found.values()) == sum(one.table.rows for one in export.deliveries) + sum(export.left_out.values())
