"""Makes `.venv` when it is missing, half-made or out of date, then becomes what was asked for.

    run test [pytest's arguments]    the tests
    run lint                         ruff, ruff's format check, mypy
    run anything else                the command line `rapport`

Started by `run`, which has found the Python; uses the standard library only.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

# What would mix another Python's packages in, or make pip install somewhere else. Proxies, mirrors and caches stay.
FOREIGN = {
    *("PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "PYTHONPLATLIBDIR", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__"),
    *("PIP_DRY_RUN", "PIP_PREFIX", "PIP_PYTHON", "PIP_REQUIRE_HASHES", "PIP_ROOT", "PIP_TARGET", "PIP_USER"),
}
LINTERS = (("ruff", "check"), ("ruff", "format", "--check"), ("mypy",))
TAIL_LINES = 20


class SetUpError(Exception):
    """The venv could not be made; the message says what to do."""


def environment() -> dict[str, str]:
    """The environment for what is started from here: the caller's, without other Pythons."""
    return {name: value for name, value in os.environ.items() if name not in FOREIGN}


def expected_stamp(root: Path) -> str:
    """What the venv depends on, as one hash: lock, pyproject, this Python, and where the checkout lies (venvs do not
    move)."""
    parts = [(root / name).read_bytes() for name in ("requirements.lock", "pyproject.toml")]
    parts += [sys.version.encode(), os.fsencode(root)]
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def is_ready(root: Path) -> bool:
    """Whether the venv under `root` is whole and belongs to this lock, pyproject, Python and folder."""
    try:
        found = (root / ".venv" / "stamp").read_text()
    except OSError:
        return False
    return found == expected_stamp(root) and (root / ".venv" / "bin" / "python").exists()


@contextmanager
def only_one(root: Path) -> Iterator[int]:
    """Holds the set-up's lock, waiting for another start that has it; gives the lock's file descriptor.

    The lock lies outside `.venv`, which may be deleted at any time.
    """
    (root / "var").mkdir(exist_ok=True)
    with open(root / "var" / "setup.lock", "a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another start is setting Rapport up; waiting for it …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock.fileno()


def set_up(root: Path) -> None:
    """Makes the venv under `root` if it is not ready, from the lock alone.

    Safe to kill: the old stamp goes first and the new one comes last, in one rename.
    Raises SetUpError, or OSError when a folder cannot be written.
    """
    if is_ready(root):
        return
    with only_one(root) as lock:
        if is_ready(root):
            return
        say("Setting up Rapport (once, about a minute) …")
        (root / "var" / "setup.log").write_bytes(b"")
        venv = root / ".venv"
        remove(venv)
        pip = [str(venv / "bin" / "python"), "-m", "pip", "--no-input", "--disable-pip-version-check", "install"]
        pip += ["--no-user", "--progress-bar", "off"]
        # Not sys.executable: that may be the Python of the very venv that has just been removed.
        python = getattr(sys, "_base_executable", sys.executable)
        step(root, lock, "making .venv", [python, "-m", "venv", str(venv)])
        step(root, lock, "installing the packages", [*pip, "--require-hashes", "-r", str(root / "requirements.lock")])
        step(root, lock, "installing Rapport", [*pip, "--no-build-isolation", "--no-deps", "-e", str(root)])
        (venv / "stamp.new").write_text(expected_stamp(root))
        os.replace(venv / "stamp.new", venv / "stamp")
        say("Ready.")


def remove(venv: Path) -> None:
    """Deletes the venv, whatever is left of it, its stamp before anything else."""
    if venv.is_symlink() or venv.is_file():
        venv.unlink()
    elif venv.exists():
        (venv / "stamp").unlink(missing_ok=True)
        shutil.rmtree(venv)


def step(root: Path, lock: int, what: str, command: list[str]) -> None:
    """Runs one command of the set-up, its output to `var/setup.log`; raises SetUpError with the output's end.

    The command keeps the lock open too: should this process alone be killed, the next start waits until the command
    has ended, instead of deleting what it is still writing.
    """
    say(f"  {what} …")
    path = root / "var" / "setup.log"
    with path.open("ab") as log:
        done = subprocess.run(
            command,
            cwd=root,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            pass_fds=[lock],
            check=False,
        )
    if done.returncode:
        tail = path.read_text(errors="replace").splitlines()[-TAIL_LINES:]
        advice = "look at the lines above, check the network (or pip's proxy and index settings) and start again."
        raise SetUpError("\n".join([*tail, f"Setting up Rapport failed while {what}: {advice}"]))


def say(line: str) -> None:
    """Shows one line of progress, on standard error so that output stays clean."""
    print(line, file=sys.stderr, flush=True)


def pytest_arguments(root: Path, words: list[str]) -> list[str]:
    """The arguments with the tests they name, as seen from the folder one stands in, made absolute: pytest runs in
    `root`."""
    here = Path.cwd()
    if here == root:
        return words
    absolute = []
    for word in words:
        path, colons, name = word.partition("::")
        seen = (here / path).resolve()
        named = bool(path) and seen.is_relative_to(root) and seen.exists()
        absolute.append(f"{seen}{colons}{name}" if named else word)
    return absolute


def lint(root: Path, python: str) -> int:
    """Runs every linter, also after one has failed; gives 1 if any did, else 0."""
    runs = [subprocess.run([python, "-m", *words], cwd=root, env=environment(), check=False) for words in LINTERS]
    return int(any(run.returncode for run in runs))


def hand_over(root: Path, words: list[str]) -> NoReturn:
    """Becomes what was asked for (by exec, so that signals and the exit code are its own)."""
    programs = root / ".venv" / "bin"
    python, given = str(programs / "python"), environment()
    match words:
        case ["lint"]:
            sys.exit(lint(root, python))
        case ["lint", *_]:
            sys.exit("lint takes no arguments.")
        case ["test", *rest]:
            arguments = ["-m", "pytest", *pytest_arguments(root, rest)]
            os.chdir(root)
        case _:
            # The installed script, not `-m bot`: that would take a folder `bot` where one stands for ours.
            arguments = [str(programs / "rapport"), *(words or ["--help"])]
            # Settings and data are the checkout's wherever one stands; the paths typed are seen from there.
            given = {"RAPPORT_HOME": str(root), **given}
    os.execve(python, [python, *arguments], given)


def main() -> NoReturn:
    """Sets up if need be, then hands over; ends with 1 and a plain sentence when it cannot."""
    root = Path(__file__).resolve().parent.parent
    try:
        set_up(root)
    except SetUpError as failure:
        sys.exit(str(failure))
    except OSError as error:
        sys.exit(f"Setting up Rapport failed: {error}. Make sure that {root} can be written, and start again.")
    except KeyboardInterrupt:
        say("Stopped. The next start sets Rapport up anew.")
        sys.exit(130)
    hand_over(root, sys.argv[1:])


if __name__ == "__main__":
    main()
