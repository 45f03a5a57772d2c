"""Where a Reply goes: one table, surface × Reply."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from bot.message import Button, Buttons, Card, Form, Home, Later, Nothing, Post, Replace, Reply, Say, Surface, Text
from bot.slack.api import Api, Refused
from bot.slack.asks import Heard
from bot.slack.blocks import Json, blocks_of, message, message_as_json
from bot.slack.limits import BUTTON_VALUE, TooLong, size
from bot.slack.views import errors_of, told, view_of
from bot.slack.ways import Way
from bot.words import _

log = logging.getLogger(__name__)

Body = Json | str  # what an acknowledgement carries, as JSON already where it is a message
Carrier = Callable[["Routes", Way, Any], Awaitable[None]]

GONE = 60  # seconds: when Slack asks to wait longer than this, the answer would come too late to be one


def at_once(heard: Heard, reply: Reply) -> Body | None:
    """The acknowledgement that already is the answer; None when the answer takes another way.

    Call it inside `speaking`, as everything here.
    """
    match heard.surface, reply:
        case _, Nothing():
            return ""
        case Surface.COMMAND, Say(card) | Replace(card):
            return message_as_json(card, {"response_type": "ephemeral"})
        case Surface.COMMAND, Post(card):
            return message_as_json(card, {"response_type": "in_channel"})
        case Surface.FORM, Form() as form:
            errors = errors_of(form)
            if errors:
                return {"response_action": "errors", "errors": errors}
            return {"response_action": "update", "view": view_of(form, heard.way)}
    return None


def meanwhile(heard: Heard) -> Body:
    """The acknowledgement of what takes longer than somebody likes to wait."""
    if heard.surface is Surface.COMMAND:
        return message_as_json(working(), {"response_type": "ephemeral"})
    if heard.surface is Surface.FORM:
        return {"response_action": "update", "view": told(working(), _("One moment"))}
    return ""


def working() -> Card:
    return Card(_("Working on it…"))


def invitation(form: Form) -> Card:
    """A form for where none can be opened: a card with a button that opens it."""
    again = form.again if form.again and size(form.again) <= BUTTON_VALUE else f"/{form.command}"
    button = Button(_("Open the form"), again, "primary")
    note = (Text(form.note),) if form.note else ()
    return Card(form.title, (*note, *(Text(error) for error in form.errors.values()), Buttons((button,))))


class Routes:
    """The ways by which answers go that an acknowledgement does not carry."""

    def __init__(self, api: Api, pause: Callable[[float], Awaitable[None]]) -> None:
        self.api = api
        self.pause = pause

    async def carry(self, heard: Heard, reply: Reply, *, late: bool = False) -> None:
        """Brings `reply` to where TABLE says. Late, a form can be opened no more, and a submitted view waits."""
        try:
            if late and heard.surface is Surface.FORM:
                reply = await self.into_view(heard.way, reply)
            if late and isinstance(reply, Form):
                reply = Say(invitation(reply))
            if not isinstance(reply, Nothing):
                await TABLE[heard.surface][type(reply)](self, heard.way, reply)
        except TooLong as error:
            log.error("A form does not fit into Slack's: %s", error)
            card = Card(_("This is too long for a form in Slack. Please say it in fewer words."))
            await TABLE[heard.surface][Say](self, heard.way, Say(card))

    async def post(self, way: Way, reply: Say | Post | Replace) -> None:
        await self.call("chat.postMessage", **threaded(way), **message(reply.card))

    async def whisper(self, way: Way, reply: Say | Replace) -> None:
        """Seen by the asker only; where we are not in the channel, that is in our direct messages."""
        try:
            await self.call("chat.postEphemeral", user=way.user, **threaded(way), **message(reply.card))
        except Refused:
            await self.directly(way, reply.card)

    async def privately(self, way: Way, reply: Say | Replace) -> None:
        """Seen by the asker only. In our direct messages that is a lasting message, for nobody else is there."""
        if await self.is_direct(way):
            await self.respond(way, reply.card, response_type="in_channel", replace_original=False)
        else:
            await self.respond(way, reply.card, response_type="ephemeral", replace_original=False)

    async def publicly(self, way: Way, reply: Post) -> None:
        await self.respond(way, reply.card, response_type="in_channel", replace_original=False)

    async def replace(self, way: Way, reply: Replace) -> None:
        """In place of the card whose button was tapped, where there is one that can be replaced."""
        if way.tapped and way.url:
            await self.respond(way, reply.card, replace_original=True)
        else:
            await self.privately(way, reply)

    async def open(self, way: Way, form: Form) -> None:
        """Opens the form; when that is too late or not possible any more, sends the button that opens it."""
        view = view_of(form, way)
        try:
            await self.api.call("views.open", trigger_id=way.trigger, view=view)
        except (Refused, Later, ConnectionError) as error:
            log.info("A form was not opened: %s", error)
            await self.privately(way, Say(invitation(form)))

    async def offer(self, way: Way, form: Form) -> None:
        await self.post(way, Say(invitation(form)))

    async def offer_quietly(self, way: Way, form: Form) -> None:
        await self.whisper(way, Say(invitation(form)))

    async def publish(self, way: Way, reply: Home | Say) -> None:
        """The asker's Home tab."""
        view = {"type": "home", "blocks": blocks_of(reply.card)}
        await self.call("views.publish", user_id=way.user, view=view)

    async def into_view(self, way: Way, reply: Reply) -> Reply:
        """Shows a late answer in the view that waits for it. A form ends there, a card is said where it belongs too."""
        card = getattr(reply, "card", Card(_("Done.")))
        view = view_of(reply, way) if isinstance(reply, Form) else told(card, _("Done"))
        try:
            await self.api.call("views.update", view_id=way.view, view=view)
        except (Refused, Later, ConnectionError) as error:
            log.info("A view was not updated: %s", error)  # closed meanwhile, as a rule
            return reply
        return Nothing() if isinstance(reply, Form) else reply

    async def respond(self, way: Way, card: Card, **how: Any) -> None:
        """By the response_url; when there is none or it does not work any more, in our direct messages."""
        thread = {"thread_ts": way.thread} if way.thread and not how.get("replace_original") else {}
        said = message(card) | how | thread
        try:
            if not way.url:
                raise Refused("response_url", "none")
            await self.patiently(lambda: self.api.respond(way.url, said))
        except (Refused, ConnectionError) as error:
            log.info("Answering in a direct message: %s", error)
            await self.directly(way, card)

    async def directly(self, way: Way, card: Card) -> None:
        place = await self.patiently(lambda: self.api.direct(way.user))
        thread = {"thread_ts": way.thread} if way.thread and place == way.place else {}
        await self.call("chat.postMessage", channel=place, **thread, **message(card))

    async def is_direct(self, way: Way) -> bool:
        if not way.place.startswith("D"):
            return False
        try:
            return way.place == await self.api.direct(way.user)
        except (Refused, Later, ConnectionError):
            return False

    async def call(self, method: str, **said: Any) -> Json:
        answer: Json = await self.patiently(lambda: self.api.call(method, **said))
        return answer

    async def patiently(self, attempt: Callable[[], Awaitable[Any]]) -> Any:
        """Once more after the time that Slack asks for: what it refused for that reason was not done."""
        try:
            return await attempt()
        except Later as later:
            if later.seconds > GONE:
                raise
            await self.pause(later.seconds)
            return await attempt()


def threaded(way: Way) -> Json:
    return {"channel": way.place} | ({"thread_ts": way.thread} if way.thread else {})


TABLE: dict[Surface, dict[type, Carrier]] = {
    Surface.COMMAND: {
        Say: Routes.privately,
        Post: Routes.publicly,
        Replace: Routes.privately,
        Form: Routes.open,
    },
    Surface.BUTTON: {
        Say: Routes.privately,
        Post: Routes.publicly,
        Replace: Routes.replace,
        Form: Routes.open,
    },
    Surface.FORM: {
        Say: Routes.privately,
        Post: Routes.publicly,
        Replace: Routes.replace,
    },
    Surface.MESSAGE: {
        Say: Routes.post,
        Post: Routes.post,
        Replace: Routes.post,
        Form: Routes.offer,
    },
    Surface.HOME: {
        Say: Routes.publish,
        Home: Routes.publish,
    },
    Surface.SHORTCUT: {
        Say: Routes.privately,
        Form: Routes.open,
    },
    Surface.MENTION: {
        Say: Routes.whisper,
        Post: Routes.post,
        Replace: Routes.whisper,
        Form: Routes.offer_quietly,
    },
}
