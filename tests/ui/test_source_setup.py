"""The examples on the page Sources are such that they work once filled in."""

from pathlib import Path

import pytest

from lib.sources.configured import configured
from lib.ui.source_setup import EXAMPLES


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_lacks_nothing_but_its_secrets(name: str, tmp_path: Path) -> None:
    path = tmp_path / "secrets.toml"
    path.write_text(EXAMPLES[name].replace("d/…", "d/abc"), encoding="utf-8")
    found = configured(path)
    assert len(found.names) == 1
    assert [error.what for error in found.broken.values() if "private_key" not in error.what] == []
