"""What the pages for readers say is so: commands, settings, files, links, columns and numbers."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from bot.cli import app
from bot.rules.neglect import OTHER, STRONG, STRONG_TIE
from bot.rules.strength import HALF_LIFE, LANDMARK, score, strength
from bot.settings import TABLE
from handlers.commands import BY_WORD, PUBLISHED
from storage.imports.reading import COLUMNS
from storage.nudges import LONGEST
from storage.workspaces import TIERS
from tests.conversation import Talk, heard

ROOT = Path(__file__).resolve().parent.parent
PAGES = [page for page in (ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(ROOT.glob("docs/*.md"))) if page.exists()]
TEXTS = {str(page.relative_to(ROOT)): page.read_text() for page in PAGES}
ALSO_RUN = {"test", "lint"}  # what `run` does by itself

FENCE = re.compile(r"^```[a-z]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def code(text: str) -> Iterator[str]:
    """Each line of a fenced block and each code span, as typed."""
    for block in FENCE.findall(text):
        yield from block.splitlines()
    yield from SPAN.findall(FENCE.sub("", text))


SAID = [(page, line.strip()) for page, text in TEXTS.items() for line in code(text)]


def commands() -> dict[str, Any]:
    group: Any = typer.main.get_command(app)
    return dict(group.commands)


def shell_lines() -> list[tuple[str, list[str]]]:
    """Each `./run …` and `rapport …`, its quoted parts and comment left out."""
    found = []
    for page, line in SAID:
        match = re.match(r"(?:\$ )?(?:[A-Z_]+=\S+ )*(?:\./run|rapport)(?: (?P<rest>.*))?$", line)
        if match is not None:
            bare = re.sub(r'"[^"]*"|\'[^\']*\'|#.*', "", match["rest"] or "")
            found.append((page, bare.split()))
    return found


@pytest.mark.parametrize(("page", "words"), shell_lines())
def test_a_command_of_the_shell_exists_with_its_options(page: str, words: list[str]) -> None:
    if not words or words[0] in (*ALSO_RUN, "--version", "--help"):
        return
    known = commands()
    assert words[0] in known, page
    options = {option for parameter in known[words[0]].params for option in parameter.opts} | {"--help"}
    given = {word.split("=")[0] for word in words if word.startswith("--")}
    assert given <= options, page


def asked() -> list[tuple[str, str]]:
    """Each command line for the bot: `/whoknows ACME`, also in quotes on the command line."""
    lines = [(page, one) for page, line in SAID for one in [line, *re.findall(r'"(/[^"]+)"', line)]]
    return [(page, line) for page, line in lines if re.match(r"/[a-z]+(?:\s|$)", line)]


@pytest.mark.parametrize(("page", "line"), asked())
def test_a_command_of_the_bot_exists(page: str, line: str) -> None:
    command, _, rest = line[1:].partition(" ")
    assert command in {*PUBLISHED, "rapport"}, page
    if command == "rapport" and rest and "…" not in rest:
        assert any(rest.casefold() == word or rest.casefold().startswith(f"{word} ") for word in BY_WORD), page


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_the_bot_understands_what_the_readme_types(talk: Talk) -> None:
    await talk.say("tom", '/logcontact @new:"ACME" new:"Jane Doe" today call: one')
    for page, line in asked():
        if page == "README.md":
            said = heard(await talk.say("tom", line))
            assert "went wrong" not in said, line
            assert "I do not know" not in said, line


def settings() -> list[tuple[str, str]]:
    words = [
        (page, word) for page, line in SAID for word in re.findall(r"(?<![\w/.])[A-Z]+(?:_[A-Z]+)+(?![\w.])", line)
    ]
    return sorted(set(words))


def test_a_setting_that_is_named_exists() -> None:
    known = {setting.name for setting in TABLE}
    of_tests = {"RAPPORT_TEST_POSTGRESQL", "RAPPORT_TEST_REQUIRE"}
    assert [found for found in settings() if found[1] not in known | of_tests] == []


def slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


@pytest.mark.parametrize(
    ("page", "link"), [(page, link) for page, text in TEXTS.items() for link in LINK.findall(text)]
)
def test_a_link_leads_somewhere(page: str, link: str) -> None:
    path, _, anchor = link.partition("#")
    if re.match(r"[a-z]+:", link):
        assert link.startswith("https://")
        return
    target = (ROOT / page).parent / path if path else ROOT / page
    assert target.exists(), f"{page}: {link}"
    if anchor:
        headings = re.findall(r"^#+ (.*)$", target.read_text(), re.MULTILINE)
        assert anchor in {slug(heading) for heading in headings}, f"{page}: {link}"


ROOMS = r"(?:bot|handlers|schedules|storage|tests|tools|benchmarks|docs)"


def test_a_file_that_is_named_exists() -> None:
    named = {(page, match[0]) for page, line in SAID for match in re.finditer(rf"(?<![\w./-]){ROOMS}/[\w./-]*", line)}
    missing = [(page, name) for page, name in named if not exists(name.rstrip("."))]
    assert missing == []


def exists(name: str) -> bool:
    return (ROOT / name).exists() or (ROOT / f"{name}.py").exists()


def test_the_columns_of_the_files_are_those_that_are_read() -> None:
    rows = dict(re.findall(r"^\| `(\w+)\.csv` \| `([\w,]+)` \|$", TEXTS["README.md"], re.MULTILINE))
    if rows:
        assert {name: tuple(columns.split(",")) for name, columns in rows.items()} == COLUMNS


def test_an_extra_that_is_named_can_be_installed() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    assert {name for _page, line in SAID for name in re.findall(r"rapport\[(\w+)\]", line)} <= set(extras)


def test_the_rules_are_told_with_their_numbers() -> None:
    text = TEXTS["docs/judgement.md"]
    told = re.findall(r"^\| ([ABC])[^|]*\| (\d+) days \| (\d+) days \|$", text, re.MULTILINE)
    assert {name: (int(cadence), int(limit)) for name, cadence, limit in told} == TIERS
    assert f"2^(−days ago / {HALF_LIFE})" in text
    assert f"above {STRONG_TIE:g} | strong" in text
    assert f"from {STRONG:g} × the usual gap" in text
    assert f"from {OTHER:g} × for" in text
    assert f"at most {LONGEST} days" in text
    example = strength(sum(score(1, LANDMARK - ago) for ago in (0, 30, 60, 90)), LANDMARK)
    assert f"= {example:.2f}" in text


def test_the_changelog_tells_of_this_version() -> None:
    if "CHANGELOG.md" in TEXTS:
        version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
        assert re.search(rf"^## (?:Unreleased|\[?{re.escape(version)})", TEXTS["CHANGELOG.md"], re.MULTILINE)
