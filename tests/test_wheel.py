"""The wheel: built offline, it holds what the program needs and nothing else, and runs from an empty folder."""

import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("bot", "handlers", "schedules", "storage")
PAGE = "bot/playground/page"  # the source of bot/playground/static
SECONDS = 120


def run(*command: str | Path, folder: Path) -> str:
    """Runs one program without the caller's Python settings; gives its output, fails the test when it fails."""
    bare = {"PATH": os.defpath, "HOME": str(folder), "PIP_CONFIG_FILE": os.devnull, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        command, cwd=folder, env=bare, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=SECONDS
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, folder=ROOT)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_every_file_of_the_packages_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    files = (path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file())
    shipped = (path.relative_to(ROOT) for path in files if "__pycache__" not in path.parts)
    expected = {str(path) for path in shipped if not path.is_relative_to(PAGE)}
    assert names == expected
    assert any(name.startswith("bot/locale/") and name.endswith(".po") for name in names)
    assert "bot/playground/static/app.js" in names
    assert any(name.startswith("storage/migrations/") and name.endswith(".py") for name in names)


def test_the_installed_program_runs_from_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "venv"
    venv.create(elsewhere, symlinks=True)
    pip = (sys.executable, "-m", "pip", "--python", elsewhere / "bin" / "python", "--disable-pip-version-check")
    run(*pip, "install", "--no-index", "--no-deps", wheel, folder=tmp_path)
    # The dependencies come from here. A plain line in a .pth does not read the .pth files over there, which lead to the
    # checkout: the program can only be the wheel's.
    (site,) = elsewhere.glob("lib/python*/site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    empty = tmp_path / "empty"
    empty.mkdir()
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert version in run(elsewhere / "bin" / "rapport", "--version", folder=empty)
    found = run(elsewhere / "bin" / "python", "-c", "import bot; print(bot.__file__)", folder=empty)
    assert Path(found.strip()) == site / "bot" / "__init__.py"
    assert list(empty.iterdir()) == []
