"""Sources as the secrets name them: a broken section is explained, and leaves the others alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from lib.errors import CommandError, SettingError
from lib.sources.configured import Configured, configured
from lib.sources.origin_type import OriginType, origin_types
from tests.sources.toy_origin import Toy

PROJECT = Path(__file__).resolve().parents[2]
Secrets = Callable[[str], Path]


@pytest.fixture
def secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Secrets:
    """A secrets file of that text, in an installation that knows toys."""
    monkeypatch.setitem(origin_types(), "toy", OriginType("toy", Toy.of, {"password": "toy_password"}))  # type: ignore[arg-type]

    def write(text: str) -> Path:
        path = tmp_path / "secrets.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_no_file_and_no_section_are_no_sources(secrets: Secrets, tmp_path: Path) -> None:
    assert configured(tmp_path / "nothing.toml") == Configured()
    assert configured(secrets('[community]\nstore = "duckdb:///x.duckdb"')).names == ()


def test_sources_come_in_the_order_of_the_file(secrets: Secrets) -> None:
    found = configured(secrets('[sources.zoo]\ntype = "toy"\nshown = "at the zoo"\n[sources.attic]\ntype = "toy"\nshown = "in the attic"'))
    assert [(name, origin.shown) for name, origin in found.origins.items()] == [("zoo", "at the zoo"), ("attic", "in the attic")]
    assert found.broken == {}


@pytest.mark.parametrize(
    ("section", "what", "hint"),
    [
        ('[sources.bad]\nshown = "x"', "has no type", '"toy"'),
        ('[sources.bad]\ntype = "toi"', "a type that there is not", 'did you mean type = "toy"'),
        ("[sources.bad]\ntype = 7", "a type that there is not", "type is one of"),
        ('[sources.bad]\ntype = "toy"', "has no shown", "add shown"),
        ('[sources]\nbad = "postgresql://ana:hush@db/x"', "sources.bad is no section", "[sources.bad]"),
        ('[sources."a:b"]\ntype = "toy"\nshown = "x"', "cannot be used", "without a colon"),
        ('[sources.bad]\ntype = "toy"\nshown = "x"\nmember = 7', "cannot be made sense of", "docs/sources.md"),
    ],
)
def test_a_broken_section_says_what_to_write_and_leaves_the_others(secrets: Secrets, section: str, what: str, hint: str) -> None:
    found = configured(secrets(f'{section}\n[sources.good]\ntype = "toy"\nshown = "here"'))
    assert list(found.origins) == ["good"]
    (error,) = found.broken.values()
    assert what in error.what
    assert hint in (error.hint or "")
    assert "hush" not in str(error)


@pytest.mark.parametrize("text", ['[sources.x\ntype = "toy"\npassword = "hush"', '[community]\nsecret = "hush\n', 'sources = "hush"'])
def test_a_file_that_cannot_be_read_is_one_error_without_its_values(secrets: Secrets, text: str) -> None:
    with pytest.raises(SettingError) as caught:
        configured(secrets(text))
    assert "hush" not in str(caught.value)


def test_what_several_sources_share_is_given_to_those_without_their_own(secrets: Secrets, monkeypatch: pytest.MonkeyPatch) -> None:
    given = {}

    def of(name: str, section: dict[str, str]) -> Toy:
        given[name] = section.get("password")
        return Toy({})

    monkeypatch.setitem(origin_types(), "toy", OriginType("toy", of, {"password": "toy_password"}))  # type: ignore[arg-type]
    configured(secrets('toy_password = "shared"\n[sources.one]\ntype = "toy"\n[sources.other]\ntype = "toy"\npassword = "own"'))
    assert given == {"one": "shared", "other": "own"}


def test_sources_are_chosen_by_name(secrets: Secrets) -> None:
    found = configured(secrets('[sources.forum]\ntype = "toy"\nshown = "x"\n[sources.desk]\ntype = "nothing"'))
    assert found.chosen(()) is found
    assert found.chosen(("desk",)).names == ("desk",)
    with pytest.raises(CommandError, match="did you mean forum"):
        found.chosen(("forun",))
    with pytest.raises(CommandError, match=r"no section \[sources"):
        Configured().chosen(("forum",))


def test_every_type_is_found_by_itself() -> None:
    assert {"database", "file", "google_sheet"} <= set(origin_types())


def test_the_examples_that_people_copy_are_sound(tmp_path: Path) -> None:
    path = tmp_path / "secrets.toml"
    lines = (PROJECT / ".streamlit" / "secrets.example.toml").read_text(encoding="utf-8").splitlines()
    start = next(place for place, line in enumerate(lines) if line == "# [sources.forum]")
    end = next(place for place, line in enumerate(lines) if line.startswith("# Login through"))
    text = "\n".join(line.removeprefix("# ").removeprefix("#") for line in lines[start:end] if not line.startswith(("# A ", "# The ", "# Files ")))
    path.write_text(text.replace("-----BEGIN PRIVATE KEY-----\\n…\\n-----END PRIVATE KEY-----\\n", _key()).replace("…", "abc"), encoding="utf-8")
    found = configured(path)
    assert (list(found.origins), found.broken) == (["forum", "helpdesk", "survey"], {})
    assert found.origins["forum"].kinds == ("member", "activity")
    assert "password" not in found.origins["forum"].shown


def _key() -> str:
    """A private key that nobody uses, as a TOML text."""
    made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    text = made.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode()
    return text.replace("\n", "\\n")
