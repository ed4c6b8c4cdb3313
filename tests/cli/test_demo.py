"""``demo``: in, again, out."""

from tests.cli.conftest import Run

SMALL = ("--members", "60", "--days", "60")


def test_the_demo_community_comes_and_goes(run: Run) -> None:
    made = run("demo", *SMALL)
    assert made.code == 0
    assert made.out.startswith("snapshot_id,kind,source,")
    assert run("demo", *SMALL, "--if-empty").out == ""
    assert run("demo", "--remove").code == 0
    left = run("snapshots").out.splitlines()
    assert len(left) == len(made.out.splitlines())
    assert all(",false," in line for line in left[1:])


def test_the_same_again_is_all_the_same(run: Run) -> None:
    run("demo", *SMALL)
    before = run("snapshots").out
    run("demo", *SMALL)
    assert run("snapshots").out == before
