"""The page's own words, in the language of whom one acts as."""

from __future__ import annotations

from bot.words import N_, _, speaking

WORDS = {
    "about": N_("About"),
    "acting_as": N_("You are"),
    "act_as": N_("Act as {name}"),
    "add": N_("Add"),
    "app": N_("App"),
    "apps": N_("Apps"),
    "attach": N_("Attach a file"),
    "cancel": N_("Cancel"),
    "channels": N_("Channels"),
    "choose": N_("Choose…"),
    "close": N_("Close"),
    "close_guide": N_("Close the suggestions"),
    "close_thread": N_("Close the thread"),
    "colleague": N_("A colleague who is not on the team yet"),
    "command_sent": N_("sent to {app}"),
    "commands": N_("Commands"),
    "dark": N_("Dark"),
    "direct": N_("Direct messages"),
    "empty": N_("Nothing has been said here yet."),
    "dropped": N_("{name} is too large for the playground: 5 MB at most"),
    "failed": N_("That did not work ({error})."),
    "guide": N_("Your first minute"),
    "guide_done": N_("done"),
    "guide_then": N_("Then let it be the next morning, or be somebody else."),
    "home": N_("Home"),
    "light": N_("Light"),
    "lost": N_("The connection is lost; trying again …"),
    "menu": N_("Channels and people"),
    "message_place": N_("Message {place}"),
    "messages": N_("Messages"),
    "more": N_("More about this message"),
    "monday": N_("Next Monday"),
    "morning": N_("Next morning"),
    "moving": N_("The clock runs …"),
    "new": N_("{n} new"),
    "no_match": N_("Nothing fits."),
    "now": N_("It is now"),
    "only_you": N_("Only visible to you"),
    "outsider": N_("An outsider, in a shared channel"),
    "playground": N_("Playground: nothing leaves this machine"),
    "remove": N_("Remove {name}"),
    "replies": N_("Replies: {n}"),
    "reply": N_("Reply in thread"),
    "required": N_("Please fill this in."),
    "search": N_("Type to search"),
    "send": N_("Send"),
    "shared": N_("shared with another company"),
    "shortcuts": N_("Shortcuts"),
    "skip": N_("Go to the message field"),
    "starting": N_("Rapport is starting …"),
    "submitting": N_("One moment …"),
    "system": N_("As the system"),
    "teammate": N_("On the team"),
    "theme": N_("Colours"),
    "thread": N_("Thread"),
    "today": N_("Today"),
    "yes": N_("Yes"),
    "yesterday": N_("Yesterday"),
}


def words(locale: str) -> dict[str, str]:
    """By key; fields in braces are filled by the page."""
    with speaking(locale):
        return {key: _(text, **{name: f"{{{name}}}" for name in FIELDS}) for key, text in WORDS.items()}


FIELDS = ("app", "error", "n", "name", "place", "text")
