"""What a person does on the page, brought to the app as Slack brings it, and what comes of it."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from bot.playground import payloads
from bot.playground.cast import BOT_USER, Json, Person
from bot.playground.channels import Channel, Message
from bot.playground.line import Line, Silent
from bot.playground.methods import chat, files
from bot.playground.refused import Refused
from bot.playground.shapes import check_message, check_view
from bot.playground.typed import encoded
from bot.playground.workspace import Workspace
from bot.words import _

Done = Mapping[str, Any]


class Acting:
    def __init__(self, workspace: Workspace, line: Line) -> None:
        self.workspace = workspace
        self.line = line

    async def do(self, person: Person, what: str, said: Done) -> Json:
        """Does what the page says; the answer for whoever did it. Raises Refused for what cannot be done."""
        work = getattr(self, f"do_{what}", None)
        if work is None:
            raise Refused("unknown_method")
        try:
            answer: Json = await work(person, said) or {}
        except Silent as silent:
            raise Refused(str(silent)) from silent
        return answer

    @property
    def subscribed(self) -> list[str]:
        return list(self.workspace.manifest["settings"]["event_subscriptions"]["bot_events"])

    def names(self) -> dict[str, str]:
        names = {person.name: person.user for person in self.workspace.people.values()}
        return names | {self.workspace.app_name: BOT_USER}

    def place(self, person: Person, said: Done) -> Channel:
        channel = self.workspace.channel(said.get("channel", ""))
        if person.user not in channel.members:
            raise Refused("channel_not_found")
        return channel

    def found(self, person: Person, said: Done) -> tuple[Channel, Message]:
        channel = self.place(person, said)
        message = channel.messages.get(said.get("ts", ""))
        if message is None or message.only not in ("", person.user):
            raise Refused("message_not_found")
        return channel, message

    async def do_say(self, person: Person, said: Done) -> None:
        """Plain words, perhaps with files, or a slash command."""
        channel, text, thread = self.place(person, said), str(said.get("text", "")).strip(), said.get("thread", "")
        given = said.get("files") or ()
        if not (text or given):
            return
        if text.startswith("/") and not given:
            await self.command(person, channel, text, thread)
            return
        attached = [files.attach(self.workspace, str(one["name"]), str(one["data"])) for one in given]
        text = encoded(text, self.names())
        message = self.workspace.post(channel, person.user, text=text, thread=thread, files=attached)
        for event in payloads.message_events(self.workspace, person, channel, message, self.subscribed):
            await self.deliver_event(person, channel, event)

    async def deliver_event(self, person: Person, channel: Channel, event: Json) -> None:
        try:
            await self.line.deliver("events_api", event)
        except Silent as silent:
            self.remark(person, channel, _("The app does not answer ({error}).", error=str(silent)))

    async def command(self, person: Person, channel: Channel, text: str, thread: str) -> None:
        self.workspace.post(channel, person.user, text=encoded(text, {}), only=person.user, thread=thread, command=True)
        command, _space, rest = text.partition(" ")
        known = {one["command"]: one for one in self.workspace.manifest["features"]["slash_commands"]}
        if command not in known:
            self.remark(person, channel, _("{command} is not a valid command.", command=command), thread)
            return
        if thread:
            text = _("{command} is not supported in threads. Sorry!", command=command)
            self.remark(person, channel, text, thread)
            return
        escaped = known[command].get("should_escape")
        rest = encoded(rest.strip(), self.names() if escaped else {})
        try:
            payload = payloads.slash(self.workspace, person, channel, command, rest)
            ack = await self.line.deliver("slash_commands", payload)
            if ack:
                self.answer(person, channel, ack)
        except (Silent, Refused) as error:
            self.remark(
                person, channel, _("{command} failed with the error “{error}”.", command=command, error=str(error))
            )

    def answer(self, person: Person, channel: Channel, said: Json) -> None:
        """An answer to a command, in its acknowledgement or by its response_url. Raises Refused."""
        check_message(said)
        public = said.get("response_type") == "in_channel"
        chat.say(self.workspace, channel, said, only="" if public else person.user)

    def remark(self, person: Person, channel: Channel, text: str, thread: str = "") -> None:
        """A word of the workspace itself, for one pair of eyes."""
        self.workspace.post(channel, "USLACKBOT", text=text, only=person.user, thread=thread)

    async def do_tap(self, person: Person, said: Done) -> None:
        """An element of a message or a view was used."""
        action = {**said["action"], "block_id": said["block_id"]}
        if said.get("view_id"):
            view = self.filled(person, said)
            payload = payloads.tapped_in_view(self.workspace, person, view, action)
        else:
            channel, message = self.found(person, said)
            payload = payloads.tapped(self.workspace, person, channel, message, action)
        await self.interact(payload)

    async def do_suggest(self, person: Person, said: Done) -> Json:
        """What a menu offers for what is typed so far."""
        where: Json = {}
        if said.get("view_id"):
            where["view"] = self.filled(person, said)
        else:
            channel, message = self.found(person, said)
            where |= {"channel": {"id": channel.id}, "message": message.told()}
        element = {"block_id": said["block_id"], "action_id": said["action_id"]}
        payload = payloads.suggestion(self.workspace, person, element, said.get("value", ""), **where)
        offered = await self.interact(payload)
        return {"options": offered.get("options", []), "groups": offered.get("option_groups", [])}

    async def do_submit(self, person: Person, said: Done) -> Json:
        """A modal was submitted: the errors for its fields, or what becomes of it by the acknowledgement."""
        view = self.filled(person, said)
        ack = await self.interact(payloads.submitted(self.workspace, person, view))
        match ack.get("response_action"):
            case "errors":
                return {"errors": ack.get("errors", {})}
            case "update" | "push" as way:
                check_view(ack["view"])
                views = self.workspace.views
                if way == "push":
                    views.push(person.user, ack["view"])
                else:
                    views.update(ack["view"], view_id=view["id"])
            case way:
                self.workspace.views.close(person.user, view["id"], all_of_them=way == "clear")
        return {}

    async def do_close(self, person: Person, said: Done) -> None:
        view = self.workspace.views.close(person.user, said.get("view_id", ""), all_of_them=bool(said.get("clear")))
        if view["notify_on_close"]:
            await self.interact(payloads.closed(self.workspace, person, view))

    async def do_read(self, person: Person, said: Done) -> None:
        self.workspace.read(person.user, self.place(person, said).id)

    async def do_home(self, person: Person, said: Done) -> None:
        """The Home tab, or the messages tab, of the app was opened."""
        channel = self.workspace.direct(person.user)
        if "app_home_opened" in self.subscribed:
            event = {
                "type": "app_home_opened",
                "user": person.user,
                "channel": channel.id,
                "tab": said.get("tab", "home"),
            }
            await self.line.deliver("events_api", payloads.event(self.workspace, person, event, channel))

    async def do_shortcut(self, person: Person, said: Done) -> None:
        """A shortcut of the app's, from a message's menu when `ts` names one."""
        callback = said.get("callback_id", "")
        if said.get("ts"):
            channel, message = self.found(person, said)
            await self.interact(payloads.message_shortcut(self.workspace, person, channel, message, callback))
        else:
            await self.interact(payloads.shortcut(self.workspace, person, callback))

    async def interact(self, payload: Json) -> Json:
        return await self.line.deliver("interactive", payload)

    def filled(self, person: Person, said: Done) -> Json:
        """The view that is before a person, with what they have filled in. Raises Refused."""
        view = copy.deepcopy(self.workspace.views.opened(person.user, said["view_id"]))
        view["state"] = {"values": said.get("values") or {}}
        return view

    def respond(self, key: str, said: Json) -> None:
        """What the app posts to a response_url. Raises Refused."""
        way = self.workspace.ways.use(key)
        channel, person = self.workspace.channel(way.channel), self.workspace.person(way.user)
        original = channel.messages.get(way.ts)
        if said.get("delete_original") and original is not None:
            self.workspace.delete(channel, original)
        elif said.get("replace_original") and original is not None:
            check_message(said)
            chat.rewrite(self.workspace, channel, original, said)
        else:
            self.answer(person, channel, said)
