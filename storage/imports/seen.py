"""Files that were imported as they are, by a digest of what is in them and how it is read."""

from __future__ import annotations

from storage.imports import origins
from storage.session import Session

FILE = "file"


def is_known(session: Session, digest: str) -> bool:
    return bool(origins.refs(session, FILE, [digest]))


def keep_known(session: Session, digest: str) -> None:
    origins.keep(session, FILE, [(digest, 1)])
