import { useState } from "preact/hooks";
import { Avatar } from "./avatar";
import { Blocks } from "./blocks";
import { Menu } from "./menu";
import { Typed } from "./text";
import type { Message, Place } from "./types";
import { moment, useHere } from "./world";

interface Props {
  message: Message;
  place: Place;
  again: boolean;
  replies: number;
  openThread?: (ts: string) => void;
}

/** One message in a channel or a thread. */
export function Entry({ message, place, again, replies, openThread }: Props) {
  const { world, say, ask, complain } = useHere();
  const isApp = message.user === world.app.user;
  const person = world.people.find((one) => one.user === message.user);
  const name = isApp ? world.app.name : (person?.name ?? "Slackbot");
  const time = moment(world, undefined, { hour: "numeric", minute: "2-digit" }, Number(message.ts));
  const [menu, setMenu] = useState(false);
  const choices = [
    ...(openThread && !message.only ? [{ label: say("reply"), choose: () => openThread(message.ts) }] : []),
    ...(message.only
      ? []
      : world.shortcuts.filter((one) => one.type === "message").map((one) => ({
          label: String(one.name),
          choose: async () => {
            const said = { channel: place.id, ts: message.ts, callback_id: one.callback_id };
            const { error } = await ask("shortcut", said);
            if (error) complain(error);
          },
        }))),
  ];
  if (message.command) {
    return (
      <p class="entry said-command">
        <code>{message.text.replace(/<mailto:[^|>]*\|([^>]*)>/g, "$1").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&")}</code>
        <small>{say("command_sent", { app: world.app.name })}</small>
      </p>
    );
  }
  return (
    <article class={`entry${again ? " again" : ""}${message.only ? " only" : ""}`} aria-label={`${name}, ${time}`}>
      <div class="side">{again ? null : <Avatar name={name} app={isApp} />}</div>
      <div class="body">
        {message.only && !again && <p class="whisper">◉ {say("only_you")}</p>}
        {!again && (
          <p class="who">
            <strong>{name}</strong>
            {isApp && <span class="badge">{say("app")}</span>}
            <time>{time}</time>
          </p>
        )}
        {message.blocks.length ? (
          <Blocks blocks={message.blocks} where={{ channel: place.id, ts: message.ts }} />
        ) : (
          message.text && <Typed text={message.text} />
        )}
        {message.files?.map((file) =>
          String(file.mimetype).startsWith("image/") ? (
            <img key={file.id} class="picture" src={file.url_private} alt={file.alt_txt || file.title} />
          ) : (
            <a key={file.id} href={file.url_private} download={file.name}>{file.title}</a>
          ),
        )}
        {replies > 0 && openThread && (
          <button type="button" class="replies" onClick={() => openThread(message.ts)}>
            {say("replies", { n: replies })}
          </button>
        )}
      </div>
      {choices.length > 0 && <Menu label={say("more")} open={menu} setOpen={setMenu} choices={choices} />}
    </article>
  );
}
