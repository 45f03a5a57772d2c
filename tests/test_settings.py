from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import TABLE, Settings, WrongSettings, load, raw

SOCKET = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
HTTP = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "0" * 32}


def problems(environ: dict[str, str], folder: Path) -> list[str]:
    with pytest.raises(WrongSettings) as caught:
        load(environ, folder, slack=True)
    return caught.value.problems


def test_nothing_set_gives_the_defaults_to_commands_that_need_no_slack(tmp_path: Path) -> None:
    assert load({}, tmp_path) == Settings(mode="http", database_url=f"sqlite:///{tmp_path}/var/rapport.db")


def test_the_environment_comes_before_the_file_unless_it_is_blank(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text('RAPPORT_TIMEZONE="Asia/Seoul"\nRAPPORT_LANGUAGE=ko\nPORT=\n')
    settings = load({"RAPPORT_LANGUAGE": "en", "RAPPORT_TIMEZONE": "  "}, tmp_path)
    assert (settings.language, settings.timezone, settings.port) == ("en", "Asia/Seoul", 3000)


def test_a_dollar_in_the_file_is_taken_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DATABASE_URL=postgresql+psycopg://u:a${HOME}b@h/n\n")
    assert load({}, tmp_path).database_url == "postgresql+psycopg://u:a${HOME}b@h/n"


@pytest.mark.parametrize(
    ("environ", "mode"),
    [
        (SOCKET, "socket"),
        (HTTP, "http"),
        (SOCKET | HTTP, "socket"),
        (SOCKET | HTTP | {"SLACK_MODE": "http"}, "http"),
    ],
)
def test_the_mode_follows_from_what_is_set(environ: dict[str, str], mode: str, tmp_path: Path) -> None:
    assert load(environ, tmp_path, slack=True).mode == mode


@pytest.mark.parametrize(
    ("environ", "names"),
    [
        ({}, ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]),
        ({"SLACK_MODE": "http"}, ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"]),
        ({"SLACK_MODE": "socket", **HTTP}, ["SLACK_APP_TOKEN"]),
        ({**SOCKET, "SLACK_BOT_TOKEN": "xapp-1"}, ["SLACK_BOT_TOKEN: must begin with xoxb-"]),
        ({**SOCKET, "SLACK_BOT_TOKEN": " xoxb-1"}, ["SLACK_BOT_TOKEN: has white space around"]),
        ({**SOCKET, "SLACK_APP_TOKEN": '"xapp-1"'}, ["SLACK_APP_TOKEN: has quotation marks"]),
        ({**SOCKET, "SLACK_APP_TOKEN": "xapp-1 xapp-2"}, ["SLACK_APP_TOKEN: has white space in it"]),
        ({**SOCKET, "PORT": "0"}, ["PORT"]),
        ({**SOCKET, "PORT": "٣"}, ["PORT"]),
        ({**SOCKET, "SLACK_API_URL": "slack.com"}, ["SLACK_API_URL"]),
        ({**SOCKET, "DATABASE_URL": "mysql://h/n"}, ["DATABASE_URL"]),
        ({**SOCKET, "RAPPORT_TIMEZONE": "Seoul"}, ["RAPPORT_TIMEZONE"]),
        ({**SOCKET, "RAPPORT_TIMEZONE": "../etc/passwd"}, ["RAPPORT_TIMEZONE"]),
        (
            {**SOCKET, "SLACK_MODE": "x", "PORT": "x", "RAPPORT_LANGUAGE": "x", "LOG_LEVEL": "x", "LOG_FORMAT": "x"},
            ["SLACK_MODE", "PORT", "RAPPORT_LANGUAGE", "LOG_LEVEL", "LOG_FORMAT"],
        ),
    ],
)
def test_every_problem_is_named_at_once_a_line_each(environ: dict[str, str], names: list[str], tmp_path: Path) -> None:
    found = problems(environ, tmp_path)
    assert len(found) == len(names)
    for problem, name in zip(found, names, strict=True):
        assert name in problem
        assert "\n" not in problem


def test_what_only_slack_needs_does_not_stop_the_other_commands(tmp_path: Path) -> None:
    assert load({"PORT": "x", "SLACK_BOT_TOKEN": "x", "SLACK_MODE": "x"}, tmp_path) == Settings(
        mode="http", database_url=f"sqlite:///{tmp_path}/var/rapport.db"
    )
    with pytest.raises(WrongSettings):
        load({"RAPPORT_LANGUAGE": "x"}, tmp_path)


def test_an_address_ends_with_one_slash(tmp_path: Path) -> None:
    assert load({**SOCKET, "SLACK_API_URL": "http://127.0.0.1:1/api"}, tmp_path).api_url == "http://127.0.0.1:1/api/"


def test_neither_repr_nor_a_problem_shows_a_secret(tmp_path: Path) -> None:
    secret = {s.name: "swordfish swordfish" for s in TABLE if s.secret}
    assert "swordfish" not in "".join(problems(secret, tmp_path))
    kept = load({**SOCKET, **HTTP, "DATABASE_URL": "postgresql://u:swordfish@h/n"}, tmp_path, slack=True)
    assert not any(word in repr(kept) for word in ("swordfish", "xoxb", "xapp", "0000"))


def test_the_example_file_has_every_setting_with_its_comment_and_default(tmp_path: Path) -> None:
    example = Path(__file__).parent.parent / ".env.example"
    lines = example.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == [f"{s.name}={s.default}" for s in TABLE]
    for setting in TABLE:
        above = lines[: lines.index(f"{setting.name}={setting.default}")]
        comments = [line for line in above if line.startswith("# ")]
        assert comments[-1] == f"# {setting.comment}"
    (tmp_path / ".env").write_text(example.read_text(encoding="utf-8"))
    assert load({}, tmp_path) == Settings(mode="http", database_url=f"sqlite:///{tmp_path}/var/rapport.db")
    assert raw({}, tmp_path) == {s.name: s.default for s in TABLE if s.default}
