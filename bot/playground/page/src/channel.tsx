import { useEffect, useRef, useState } from "preact/hooks";
import { Avatar } from "./avatar";
import { Blocks } from "./blocks";
import { Composer } from "./composer";
import { Guide } from "./guide";
import { Entry } from "./message";
import type { Message, Place } from "./types";
import { called, dayOf, useHere } from "./world";

interface Props {
  place: Place;
  drawer: boolean;
  openDrawer: () => void;
}

export function ChannelView({ place, drawer, openDrawer }: Props) {
  const { world, say, ask } = useHere();
  const [tab, setTab] = useState<"messages" | "home">("messages");
  const [thread, setThread] = useState("");
  const [typed, setTyped] = useState("");
  const unread = world.unread[world.me]?.[place.id] ?? 0;
  useEffect(() => {
    if (unread) void ask("read", { channel: place.id });
  }, [unread, place.id]);

  const show = (wanted: "messages" | "home") => {
    setTab(wanted);
    if (place.direct) void ask("home", { tab: wanted });
  };
  const root = place.messages.find((message) => message.ts === thread);
  return (
    <main class={root ? "main with-thread" : "main"}>
      <section class="channel" aria-label={called(world, place)}>
        <header class="bar">
          <button type="button" class="icon menu" aria-label={say("menu")} aria-expanded={drawer} onClick={openDrawer}>
            ☰
          </button>
          <h1>{called(world, place)}</h1>
          {place.direct && <span class="badge">{say("app")}</span>}
          {place.shared && <span class="badge warn">{say("shared")}</span>}
          {place.direct && (
            <div class="tabs" role="tablist" aria-label={world.app.name}>
              {(["home", "messages"] as const).map((one) => (
                <button key={one} type="button" role="tab" aria-selected={tab === one} onClick={() => show(one)}>
                  {say(one)}
                </button>
              ))}
            </div>
          )}
        </header>
        {tab === "home" ? (
          <Home />
        ) : (
          <>
            <Messages
              label={called(world, place)}
              messages={place.messages.filter((one) => !one.thread_ts || one.thread_ts === one.ts)}
              place={place}
              openThread={setThread}
            />
            <Guide place={place} take={setTyped} />
            <Composer place={place} typed={typed} setTyped={setTyped} />
          </>
        )}
      </section>
      {root && <Thread root={root} place={place} close={() => setThread("")} />}
    </main>
  );
}

/** The app's Home tab; while it has none, what the app says of itself. */
function Home() {
  const { world } = useHere();
  if (world.home) {
    return (
      <div class="scroll home" role="tabpanel">
        <Blocks blocks={world.home.blocks} where={{ view_id: world.home.id }} />
      </div>
    );
  }
  return (
    <div class="scroll home" role="tabpanel">
      <h2>{world.app.name}</h2>
      <p>{world.app.description}</p>
      <ul class="commands">
        {world.commands.map((one) => (
          <li key={one.command}>
            <code>{one.command}</code> {one.description}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface MessagesProps {
  label: string;
  messages: Message[];
  place: Place;
  openThread?: (ts: string) => void;
}

function Messages({ label, messages, place, openThread }: MessagesProps) {
  const { world, say } = useHere();
  const scroll = useRef<HTMLDivElement>(null);
  const newest = messages.at(-1)?.ts;
  useEffect(() => {
    const element = scroll.current;
    if (!element) return;
    const last = element.querySelector(".entry:last-of-type");
    // The beginning of a long answer is what one wants to read first.
    const top = last instanceof HTMLElement ? last.offsetTop - 60 : element.scrollHeight;
    element.scrollTop = last && last.clientHeight > element.clientHeight ? top : element.scrollHeight;
  }, [newest, messages.length]);
  let day = "";
  return (
    <div class="scroll" ref={scroll} role="log" aria-label={label} tabIndex={0}>
      <div class="fill" />
      {!messages.length && <Nothing place={place} />}
      {messages.map((message, at) => {
        const its = dayOf(world, Number(message.ts), say);
        const line = its !== day && <h2 class="day">{its}</h2>;
        const replies = place.messages.filter((one) => one.thread_ts === message.ts && one.ts !== message.ts);
        const again = !line && continues(messages[at - 1], message);
        day = its;
        return (
          <>
            {line}
            <Entry
              key={message.ts}
              message={message}
              place={place}
              again={again}
              replies={openThread ? replies.length : 0}
              openThread={openThread}
            />
          </>
        );
      })}
    </div>
  );
}

/** What stands where nothing has been said: in the app's own messages, what it is for. */
function Nothing({ place }: { place: Place }) {
  const { world, say } = useHere();
  if (!place.direct) return <p class="empty">{say("empty")}</p>;
  return (
    <div class="empty">
      <Avatar name={world.app.name} app size={56} />
      <strong>{world.app.name}</strong>
      <p>{world.app.description}</p>
    </div>
  );
}

/** Whether a message goes on where its author has just been speaking. */
function continues(before: Message | undefined, message: Message): boolean {
  const soon = before && Number(message.ts) - Number(before.ts) < 300;
  return Boolean(soon && before.user === message.user && before.only === message.only && before.command === message.command);
}

function Thread({ root, place, close }: { root: Message; place: Place; close: () => void }) {
  const { say } = useHere();
  const [typed, setTyped] = useState("");
  const messages = place.messages.filter((one) => one.ts === root.ts || one.thread_ts === root.ts);
  return (
    <section class="thread" aria-label={say("thread")} onKeyDown={(event) => event.key === "Escape" && close()}>
      <header class="bar">
        <h1>{say("thread")}</h1>
        <button type="button" class="icon" aria-label={say("close_thread")} onClick={close}>
          ✕
        </button>
      </header>
      <Messages label={say("thread")} messages={messages} place={place} />
      <Composer place={place} thread={root.ts} typed={typed} setTyped={setTyped} />
    </section>
  );
}
