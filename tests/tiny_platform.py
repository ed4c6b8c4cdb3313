"""A platform of the tests' own, and its exports: a JSON file that names itself, alone or in a zip."""

import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lib.errors import FileError, MappingError
from lib.sources.csv_file import read_table
from lib.sources.delivery import Delivery
from lib.sources.exports import PLATFORMS, Export, Platform, Wishes
from lib.sources.origin import Progress
from lib.sources.package import Package

PEOPLE = ("ana,Ana", "ben,Ben")
MESSAGES = ("m1,2026-01-05T10:00:00Z,ana,post,m1,Good day", "m2,2026-01-06T10:00:00Z,ben,comment,m1,Thanks a lot")
_MARK = "of the tiny platform"


def exported(people: tuple[str, ...] = PEOPLE, messages: tuple[str, ...] = MESSAGES, **more: Any) -> bytes:
    """The JSON file. ``scores``: questions that could be a score, one of which must be chosen; ``broken``: nothing can be read."""
    return json.dumps({"made by": _MARK, "people": people, "messages": messages, **more}).encode()


def zipped(content: bytes | None = None, name: str = "tiny.json") -> bytes:
    """It in a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, exported() if content is None else content)
    return out.getvalue()


def package(folder: Path, content: bytes | None = None, name: str = "tiny.zip") -> Package:
    """A package in the folder."""
    path = folder / name
    path.write_bytes(zipped() if content is None else content)
    return Package.of(path)


@contextmanager
def registered() -> Iterator[Platform]:
    """The platform, known for the length of the block."""
    PLATFORMS["tiny"] = Platform("tiny", "Tiny", "Take the export from Tiny's settings.", _recognises, _read)
    try:
        yield PLATFORMS["tiny"]
    finally:
        del PLATFORMS["tiny"]


def _recognises(package: Package) -> bool:
    return any(_MARK.encode() in package.start(name) for name in package.names)


def _read(package: Package, wishes: Wishes, tell: Progress) -> Export:
    content = package.read(package.names[0])
    told = json.loads(content) if content.startswith(b"{") else {"broken": True}
    tell("Reading messages", 0.5)
    if told.get("broken"):
        raise FileError(f"{package.name} is no whole Tiny export.", found="no messages", hint="export it again")
    scores = tuple(told.get("scores", ()))
    if scores and wishes.score not in scores:
        raise MappingError("Several questions could be the score.", found=", ".join(scores), hint="choose one with --score", asks="score", choices=scores)
    people, messages = told["people"], told["messages"]
    deliveries = (
        _delivery("activity", "id,when,who,kind,thread,text", messages, activity_id="id", occurred_at="when", member_id="who", thread_id="thread", text="text"),
        _delivery("member", "id,name", people, member_id="id", name="name"),
    )
    if scores:
        rows = [f"{number},2026-01-07T10:00:00Z,9" for number, _ in enumerate(messages)]
        answers = _delivery("survey_response", "id,at,score", rows, response_id="id", responded_at="at", score="score")
        texts = {"survey": wishes.survey or "nps", "question": wishes.score or ""}
        deliveries = (Delivery(answers.kind, answers.table, answers.columns, texts),)
    return Export(
        deliveries if not wishes.zone else tuple(Delivery(one.kind, one.table, one.columns, one.texts, wishes.zone) for one in deliveries),
        {"people": len(people), "messages": len(messages) + 1},
        {"a message that the platform wrote": 1},
        (f"quiet for {wishes.quiet.total_seconds():g} s",),
        tuple(sorted(scores, key=lambda score: score != wishes.score)),
    )


def _delivery(kind: str, header: str, rows: list[str], **columns: str) -> Delivery:
    kinds = {"kind": "kind"} if kind == "activity" else {}
    return Delivery(kind, read_table("\n".join([header, *rows, ""]).encode(), f"{kind}.csv"), {**columns, **kinds})
