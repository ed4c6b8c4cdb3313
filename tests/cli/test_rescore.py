"""``rescore``: after a change of languages or scorer, once."""

from tests.cli.conftest import Run

POSTS = "id,created,author,type,content\n1,2026-01-02T10:00Z,ana,post,This isn't good\n2,2026-01-02T11:00Z,bo,comment,Dziękuję bardzo\n"


def test_it_scores_again_after_a_change_and_only_then(run: Run) -> None:
    with open("posts.csv", "w", encoding="utf-8") as file:
        file.write(POSTS)
    assert run("import", "activity", "posts.csv", "--source", "forum").code == 0
    assert run("rescore").record == {"scorer": run("rescore").record["scorer"], "texts": 0, "scored": 0, "left": 0}
    run("settings", "set", "languages", "en, pl")
    again = run("rescore").record
    assert again["scorer"].endswith("en+pl")
    assert {key: again[key] for key in ("texts", "scored", "left")} == {"texts": 2, "scored": 1, "left": 0}
    run("settings", "set", "sentiment_scorer", "average")
    assert run("metric", "sentiment").out.splitlines()[1].startswith("2026-01-01,2,0,0.0,")
    assert run("rescore").record["scored"] == 1
    assert run("metric", "sentiment").out.splitlines()[1].startswith("2026-01-01,2,1,0.5,")


def test_a_missing_model_says_what_to_do(run: Run) -> None:
    run("settings", "set", "sentiment_scorer", "onnx")
    ran = run("rescore")
    assert ran.code == 2
    assert "COMMUNITY_SENTIMENT_MODEL" in ran.err
    assert ran.out == ""


def test_its_help_names_what_it_prints(run: Run) -> None:
    assert all(name in run("rescore", "--help").out for name in ("scorer", "texts", "scored", "left"))
