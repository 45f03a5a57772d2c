"""`run` and tools/bootstrap.py, really run: on a small checkout with an empty lock, so that no network is needed."""

import json
import os
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pytest

from tools import bootstrap

ROOT = Path(__file__).resolve().parent.parent
PYTHON: str = getattr(sys, "_base_executable", sys.executable)
SECONDS = 120
PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "rapport"
version = "1"
"""
# Builds only when there is no stamp yet; where there is a `gate`, says so at `reached` and waits for the gate's end.
BACKEND = """
import os, zipfile

FILES = {
    "rapport.pth": os.getcwd(),
    "rapport-1.dist-info/METADATA": "Metadata-Version: 2.1\\nName: rapport\\nVersion: 1\\n",
    "rapport-1.dist-info/WHEEL": "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
    "rapport-1.dist-info/entry_points.txt": "[console_scripts]\\nrapport = bot.__main__:main\\n",
    "rapport-1.dist-info/RECORD": "",
}

def build_editable(folder, config_settings=None, metadata_directory=None):
    assert not os.path.exists(".venv/stamp"), "a stamp while building"
    if os.path.exists("gate"):
        with open("reached", "w") as reached:
            reached.write("building")
        open("gate").read()
    with zipfile.ZipFile(os.path.join(folder, "rapport-1-py3-none-any.whl"), "w") as wheel:
        for path, text in FILES.items():
            wheel.writestr(path, text)
    return "rapport-1-py3-none-any.whl"
"""
PROGRAM = """
import json, os, sys

def main():
    told = {"words": sys.argv[1:], "folder": os.getcwd(), "pid": os.getpid(), "environment": dict(os.environ)}
    print(json.dumps({**told, "home": os.path.dirname(os.path.dirname(__file__))}))
    sys.exit(3)
"""


@dataclass(frozen=True)
class Outcome:
    code: int
    told: dict[str, Any]
    errors: str


def make_checkout(root: Path) -> Path:
    (root / "tools").mkdir(parents=True)
    (root / "bot").mkdir()
    shutil.copy2(ROOT / "run", root / "run")
    shutil.copy2(ROOT / "tools" / "bootstrap.py", root / "tools" / "bootstrap.py")
    for name, text in {"requirements.lock": "", "pyproject.toml": PYPROJECT, "backend.py": BACKEND}.items():
        (root / name).write_text(text)
    (root / "bot" / "__main__.py").write_text(PROGRAM)
    return root


def start(root: Path, *words: str, folder: Path | None = None, **environment: str) -> subprocess.Popen[str]:
    bare = {"PATH": os.defpath, "HOME": "", "PYTHON": PYTHON, "PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull}
    return subprocess.Popen(
        [root / "run", *words],
        cwd=folder or root,
        env={**bare, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def end(process: subprocess.Popen[str]) -> Outcome:
    output, errors = process.communicate(timeout=SECONDS)
    return Outcome(process.returncode, json.loads(output) if output else {}, errors)


@pytest.fixture(scope="module")
def two_starts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Outcome]]:
    """A fresh checkout and what became of the two starts that met in it."""
    root = make_checkout(tmp_path_factory.mktemp("two") / "a checkout")
    return root, [end(process) for process in [start(root), start(root)]]


@pytest.fixture
def checkout(two_starts: tuple[Path, list[Outcome]]) -> Path:
    return two_starts[0]


def test_of_two_first_starts_at_once_one_sets_up_and_the_other_waits(two_starts: tuple[Path, list[Outcome]]) -> None:
    root, outcomes = two_starts
    assert [outcome.code for outcome in outcomes] == [3, 3], outcomes
    assert sorted(outcome.errors.splitlines()[0].split(" Rapport")[0] for outcome in outcomes) == [
        "Another start is setting",
        "Setting up",
    ]
    assert [outcome.told["home"] for outcome in outcomes] == [str(root)] * 2


def test_a_second_start_changes_nothing_and_says_nothing(checkout: Path) -> None:
    def traces() -> list[tuple[str, int]]:
        return sorted(
            (str(path), path.lstat().st_mtime_ns) for path in checkout.rglob("*") if "__pycache__" not in str(path)
        )

    before = traces()
    outcome = end(start(checkout, "hello"))
    assert (outcome.errors, outcome.told["words"]) == ("", ["hello"])
    assert traces() == before


def test_no_word_asks_for_help(checkout: Path) -> None:
    assert end(start(checkout)).told["words"] == ["--help"]


def test_signals_and_the_exit_code_are_the_programs_own(checkout: Path) -> None:
    process = start(checkout, "hello")
    outcome = end(process)
    assert (outcome.code, outcome.told["pid"]) == (3, process.pid)


def test_words_and_folder_stay_what_they_were_and_data_stays_with_the_checkout(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "__main__.py").write_text("raise SystemExit('not ours')")
    words = ["import", "../a b.csv", "*", "", "한빛전자"]
    told = end(start(checkout, *words, folder=tmp_path)).told
    assert (told["words"], told["folder"], told["home"]) == (words, str(tmp_path), str(checkout))
    assert told["environment"]["RAPPORT_HOME"] == str(checkout)


def test_a_link_to_run_works_too(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "run").symlink_to(checkout / "run")
    assert end(start(tmp_path)).told["home"] == str(checkout)


def test_another_venv_that_is_active_does_not_leak_in(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "bot.py").write_text("raise SystemExit('not ours')")
    outcome = end(start(checkout, PYTHONPATH=str(tmp_path), VIRTUAL_ENV=str(tmp_path), PYTHONDONTWRITEBYTECODE="1"))
    assert outcome.code == 3, outcome.errors
    assert not {"PYTHONPATH", "VIRTUAL_ENV"} & outcome.told["environment"].keys()


def test_without_PYTHON_the_venvs_own_python_is_kept(checkout: Path) -> None:  # noqa: N802
    outcome = end(start(checkout, PYTHON="", PATH=f"{Path(PYTHON).parent}:{os.defpath}"))
    assert (outcome.code, outcome.errors) == (3, "")


@contextmanager
def pipe(path: Path) -> Iterator[IO[bytes]]:
    """A named pipe, both ends open so that opening never blocks."""
    os.mkfifo(path)
    with open(os.open(path, os.O_RDWR), "r+b", buffering=0) as both:
        yield both


def test_a_start_after_a_kill_waits_for_what_still_runs_and_makes_the_venv_anew(tmp_path: Path) -> None:
    root = make_checkout(tmp_path)
    with pipe(root / "gate") as gate, pipe(root / "reached") as reached:
        with start(root) as killed:
            assert select.select([reached], [], [], SECONDS)[0]
            killed.kill()
        assert not bootstrap.is_ready(root)
        with start(root) as second:
            assert second.stderr is not None
            assert second.stderr.readline().startswith("Another start is setting Rapport up")
            (root / "gate").unlink()
            gate.close()
            outcome = end(second)
    assert outcome.code == 3
    assert outcome.errors.startswith("Setting up Rapport")


def test_a_failure_ends_with_a_plain_sentence_and_leaves_no_stamp(tmp_path: Path) -> None:
    root = make_checkout(tmp_path)
    (root / "requirements.lock").write_text(f"no-such-thing==1 --hash=sha256:{'0' * 64}\n")
    outcome = end(start(root))
    *tail, last = outcome.errors.splitlines()
    assert outcome.code == 1
    assert last.startswith("Setting up Rapport failed while installing the packages: ")
    assert any("no-such-thing" in line for line in tail)
    assert not (root / ".venv" / "stamp").exists()


@pytest.fixture
def ready(tmp_path: Path) -> Path:
    root = make_checkout(tmp_path / "ready")
    (root / ".venv" / "bin").mkdir(parents=True)
    (root / ".venv" / "bin" / "python").touch()
    (root / ".venv" / "stamp").write_text(bootstrap.expected_stamp(root))
    assert bootstrap.is_ready(root)
    return root


@pytest.mark.parametrize("gone", [".venv/stamp", ".venv/bin/python"])
def test_a_venv_that_lacks_something_is_not_ready(ready: Path, gone: str) -> None:
    (ready / gone).unlink()
    assert not bootstrap.is_ready(ready)


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml", ".venv/stamp"])
def test_a_venv_that_was_made_from_something_else_is_not_ready(ready: Path, name: str) -> None:
    with (ready / name).open("a") as file:
        file.write("\n")
    assert not bootstrap.is_ready(ready)


def test_a_venv_of_another_python_or_in_another_place_is_not_ready(
    ready: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = ready.rename(ready.parent / "moved")
    assert not bootstrap.is_ready(moved)
    moved.rename(ready)
    monkeypatch.setattr(sys, "version", "4.0")
    assert not bootstrap.is_ready(ready)


@pytest.mark.parametrize("kind", ["file", "link", "folder"])
def test_whatever_stands_in_the_venvs_place_is_removed(tmp_path: Path, kind: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    venv = tmp_path / ".venv"
    {"file": venv.touch, "link": lambda: venv.symlink_to(tmp_path / "elsewhere"), "folder": venv.mkdir}[kind]()
    bootstrap.remove(venv)
    assert [path.name for path in tmp_path.iterdir()] == ["elsewhere"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["test_a.py"], ["{root}/tests/test_a.py"]),
        (["test_a.py::test_b[x::y]", "-x"], ["{root}/tests/test_a.py::test_b[x::y]", "-x"]),
        (["../tests"], ["{root}/tests"]),
        (["-k", "nowhere", "--lf"], ["-k", "nowhere", "--lf"]),
        ([], []),
    ],
)
def test_a_tests_path_is_seen_from_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: list[str], meant: list[str]
) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_a.py").touch()
    monkeypatch.chdir(tmp_path / "tests")
    assert bootstrap.pytest_arguments(tmp_path, typed) == [word.format(root=tmp_path) for word in meant]


@pytest.fixture
def only_sh(tmp_path: Path) -> Path:
    """A checkout that tells which Python was chosen, and a folder of programs with no usable Python in it."""
    root = make_checkout(tmp_path / "checkout")
    (root / "tools" / "bootstrap.py").write_text("import json, sys; print(json.dumps({'words': sys.argv[1:]}))")
    programs = root / "programs"
    programs.mkdir()
    for name in ("dirname", "readlink"):
        if found := shutil.which(name):
            (programs / name).symlink_to(found)
    for name in ("python3.13", "python3.12", "python3.11", "python3"):
        make_program(programs / name, "echo shim: not found >&2; exit 127")
    return root


def make_program(path: Path, line: str) -> None:
    path.write_text(f"#!/bin/sh\n{line}\n")
    path.chmod(0o755)


def test_candidates_that_exist_and_fail_are_passed_over(only_sh: Path) -> None:
    programs = only_sh / "programs"
    make_program(programs / "python", f'exec "{PYTHON}" "$@"')
    outcome = end(start(only_sh, "a b", PYTHON="", PATH=str(programs)))
    assert outcome == Outcome(0, {"words": ["a b"]}, "")


def test_a_candidate_without_what_makes_a_venv_is_passed_over(only_sh: Path) -> None:
    programs = only_sh / "programs"
    make_program(programs / "python3", f'case "$*" in *ensurepip*) exit 1;; *) exec "{PYTHON}" "$@";; esac')
    assert end(start(only_sh, PYTHON="", PATH=str(programs))).code == 1


def test_a_PYTHON_that_is_of_no_use_is_named_and_passed_over(only_sh: Path) -> None:  # noqa: N802
    programs = only_sh / "programs"
    make_program(programs / "python", f'exec "{PYTHON}" "$@"')
    outcome = end(start(only_sh, PYTHON="/nowhere/python", PATH=str(programs)))
    assert outcome.code == 0
    assert outcome.errors.startswith("PYTHON=/nowhere/python is not")


def test_without_a_usable_python_one_sentence_says_what_to_install(only_sh: Path) -> None:
    outcome = end(start(only_sh, PYTHON="", PATH=str(only_sh / "programs")))
    assert outcome.code == 1
    assert outcome.errors.count("\n") == 1
    assert "needs Python 3.11 or newer with venv: install it" in outcome.errors
