"""Each export is recognised by its content, by its own platform only, whatever it is called and however it is packed."""

import shutil
import zipfile

import pytest

from lib.sources.exports import PLATFORMS, recognised
from lib.sources.package import Package
from tests.sources.exports.brought import FIXTURES

EXPORTS = [(folder.name, path) for folder in sorted(FIXTURES.iterdir()) for path in sorted(folder.iterdir())]
pytestmark = pytest.mark.parametrize(("platform", "path"), EXPORTS, ids=lambda value: getattr(value, "name", value))


def knowing(package: Package) -> list[str]:
    return [name for name, one in PLATFORMS.items() if one.recognises(package)]


def test_by_its_own_platform_only(platform, path):
    assert knowing(Package.of(path)) == [platform]


def test_under_another_name(platform, path, tmp_path):
    if path.is_dir():
        pytest.skip("a folder's name is seen by no platform")
    other = shutil.copy(path, tmp_path / "export")
    assert knowing(Package.of(other)) == [platform]


def test_in_a_zip(platform, path, tmp_path):
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                archive.write(file, file.relative_to(path if path.is_dir() else path.parent))
    found = recognised(Package.of(tmp_path / "export.zip"))
    assert found is not None
    assert found.name == platform
