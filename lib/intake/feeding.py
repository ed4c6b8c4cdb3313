"""One run of a configured source: its rows come in chunk by chunk, each in a transaction of its own.

How a run goes. ``feed`` begins a row in ``sync_run``, or goes on with that of a run that died. It asks the origin for the
rows from the run's cursor on. Each chunk is mapped and checked as an upload is, compared with the store, and committed
together with the run's counts and its new cursor: whatever happens, what the row says and what the store holds agree. All
chunks of a run make one snapshot; rows that are the same make none. At the end the mood of new posts is read, and the run is
marked done. Where the source fails, the run is marked failed with the words, what is committed stays, and the next run goes
on from its cursor. Where the process dies, the outcome stays null, and the next ``feed`` goes on with the same run and the
same snapshot.

``whole=True`` reads everything from the start. Records that the store shows and the source did not bring become not
current: they are gone, which withdrawing the snapshot undoes. Records whose row came and was refused are not gone.

What an origin need not tell: its deliveries name only the columns that were configured. Fields that are neither mapped nor
set are found by the columns' names and known aliases, as in an upload.
"""

from collections.abc import Callable
from typing import Literal

from lib.records import Kind
from lib.sources.origin import Origin
from lib.store import Store
from lib.store.sync_runs import Run

Progress = Callable[[str, float], None]


def feed(
    store: Store,
    source: str,
    kind: Kind,
    origin: Origin,
    *,
    who: str,
    whole: bool = False,
    rejects: Literal["skip", "fail"] = "skip",
    progress: Progress | None = None,
) -> Run:
    """Brings the rows of one kind of a source in, and returns the run as it ended: ``outcome`` done or failed, ``said`` why.

    Whatever is explained (SourceError, SettingError, MappingError, refused rows with ``rejects="fail"``) makes a failed run
    and is not raised; StoreError is raised, and the run can be gone on with. With ``rejects="skip"`` refused rows are
    counted, and ``said`` names the first problems: column and reason, nothing of the row. Two runs of one source and kind
    must not go at once: whoever calls sees to that.
    """
    raise NotImplementedError
