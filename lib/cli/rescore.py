"""``rescore``: the sentiment of posts by today's scorer and languages."""

from dataclasses import asdict

from lib.cli.command import Call, command
from lib.cli.progress import Progress
from lib.intake.scoring import rescore, stale


@command("rescore", examples=("rescore",))
def rescore_posts(call: Call) -> None:
    """Scores the posts and comments that today's scorer has not seen.

    Imports score what they bring; this is for after a change of the settings languages or sentiment_scorer, of the
    model, or of the app's own rules. It may be stopped at any time and goes on where it was. Prints one JSON line: scorer (what
    scores depend on today), texts (looked at now), scored (of them with a sentiment), left (texts that still wait).
    """
    with call.store() as store, Progress() as progress:
        done = rescore(store, progress)
        left = stale(store)
    call.record(**asdict(done), left=left)
