"""Said twice, done once: what was delivered already is answered with the reply it got then."""

from __future__ import annotations

import json
from collections.abc import Callable

from sqlalchemy import bindparam, select

from bot.as_data import from_data, to_data
from bot.message import Ask, Form, Reply
from storage.session import Found, Session
from storage.statements import ours, table
from storage.tables import Delivery

BY_KEY = ours(select(table(Delivery).c.reply).where(table(Delivery).c.key == bindparam("key")))


def once(session: Session, ask: Ask, handler: Callable[[Ask, Session], Reply]) -> Reply:
    """The handler's reply, kept in the same transaction under the delivery's key. A form stores nothing yet."""
    if not ask.key:
        return handler(ask, session)
    there: Found | None = session.one(BY_KEY, key=ask.key)
    if there is not None:
        known: Reply = from_data(json.loads(there["reply"]))
        return known
    reply = handler(ask, session)
    if not isinstance(reply, Form):
        session.add(Delivery, key=ask.key, reply=json.dumps(to_data(reply), ensure_ascii=False), at=ask.at)
    return reply
