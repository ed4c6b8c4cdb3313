"""The snapshots that are in use, and which of them brought records of some kinds."""

from collections.abc import Collection
from dataclasses import dataclass

from lib.report.report import SnapshotUsed
from lib.store import Store
from lib.wording import known


@dataclass(frozen=True)
class Used:
    """All that are in use, the first imported first."""

    snapshots: tuple[SnapshotUsed, ...]

    @classmethod
    def of(cls, store: Store) -> "Used":
        """As the store is now: those withdrawn are left out."""
        found = store.snapshots()
        active = found[found["active"].astype(bool)].sort_values("snapshot_id")
        columns = [active[name] for name in ("snapshot_id", "kind", "source", "imported_at", "imported_by", "file_name", "rows_read")]
        return cls(
            tuple(
                SnapshotUsed(int(number), str(kind), str(source), at.to_pydatetime(), str(by), str(name) if known(name) else None, int(rows))
                for number, kind, source, at, by, name, rows in zip(*columns, strict=True)
            )
        )

    def ids(self, kinds: Collection[str]) -> tuple[int, ...]:
        """Those that brought any of ``kinds``."""
        return tuple(snapshot.snapshot_id for snapshot in self.snapshots if snapshot.kind in kinds)
