"""files.*: an upload in three steps, which ends as a picture in a message; and what a person attaches."""

from __future__ import annotations

import base64
import json
import mimetypes
import secrets
from collections.abc import Mapping
from typing import Any

from bot.playground.cast import BOT_USER, Json
from bot.playground.methods.chat import reachable
from bot.playground.refused import Refused
from bot.playground.workspace import Workspace

Said = Mapping[str, Any]
LARGEST = 5_000_000  # bytes


def upload_url(workspace: Workspace, said: Said) -> Json:
    name, length = str(said.get("filename") or ""), int(said.get("length") or 0)
    if not name or not 0 < length <= LARGEST:
        raise Refused("invalid_arguments")
    file, key = new_file(workspace, name, length, said.get("alt_txt") or "")
    return {"file_id": file["id"], "upload_url": f"{workspace.url}/upload/{key}"}


def new_file(workspace: Workspace, name: str, length: int, alt_text: str = "") -> tuple[Json, str]:
    """A file as Slack tells of it, and the key under which what is in it is kept."""
    file, key = f"F{secrets.token_hex(5).upper()}", secrets.token_urlsafe(12)
    workspace.files[file] = {
        "id": file,
        "name": name,
        "title": name,
        "mimetype": mimetypes.guess_type(name)[0] or "application/octet-stream",
        "size": length,
        "alt_txt": alt_text,
        "url_private": f"/files/{key}",
    }
    return workspace.files[file], key


def attach(workspace: Workspace, name: str, data: str) -> Json:
    """A file that a person sends, `data` in base64. Raises Refused."""
    try:
        body = base64.b64decode(data, validate=True)
    except ValueError:
        raise Refused("invalid_arguments") from None
    if not name or not 0 < len(body) <= LARGEST:
        raise Refused("invalid_arguments")
    file, key = new_file(workspace, name, len(body))
    workspace.bodies[key] = body
    return file


def keep(workspace: Workspace, key: str, body: bytes) -> bool:
    """Takes what is uploaded to the address that ends in `key`; whether there is such an address."""
    wanted = [file for file in workspace.files.values() if file["url_private"] == f"/files/{key}"]
    if wanted and len(body) == wanted[0]["size"]:
        workspace.bodies[key] = body
        return True
    return False


def complete(workspace: Workspace, said: Said) -> Json:
    files = said.get("files") or []
    files = json.loads(files) if isinstance(files, str) else files
    done = []
    for one in files:
        file = workspace.files.get(one.get("id", ""))
        if file is None or file["url_private"].rpartition("/")[2] not in workspace.bodies:
            raise Refused("file_not_found")
        done.append(file | {"title": one.get("title") or file["title"]})
    if not done:
        raise Refused("invalid_arguments")
    if said.get("channel_id"):
        channel = reachable(workspace, {"channel": said["channel_id"]})
        text, thread = said.get("initial_comment") or "", said.get("thread_ts") or ""
        workspace.post(channel, BOT_USER, text=text, thread=thread, files=done)
    return {"files": done}
