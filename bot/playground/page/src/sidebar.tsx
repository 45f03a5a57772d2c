import { useEffect, useState } from "preact/hooks";
import { Avatar } from "./avatar";
import type { Chosen } from "./theme";
import type { Person, Place } from "./types";
import { me, moment, useHere } from "./world";

interface Props {
  place: Place;
  go: (user: string, place: string) => void;
  theme: Chosen;
  chooseTheme: (theme: Chosen) => void;
  close: () => void;
}

export function Sidebar({ place, go, theme, chooseTheme, close }: Props) {
  const { world, say } = useHere();
  const rooms = world.channels.filter((one) => !one.direct);
  const apps = world.channels.filter((one) => one.direct);
  const link = (one: Place) => (
    <li key={one.id}>
      <a
        href={`#${world.me}/${one.id}`}
        class="place"
        aria-current={one.id === place.id ? "page" : undefined}
        onClick={(event) => {
          event.preventDefault();
          go(world.me, one.id);
        }}
      >
        {one.direct ? <Avatar name={world.app.name} app size={20} /> : <span class="hash">{one.shared ? "⋈" : "#"}</span>}
        <span class="name">{one.direct ? world.app.name : one.name}</span>
        {one.shared && <span class="hidden">({say("shared")})</span>}
        <Count n={one.id === place.id ? 0 : (world.unread[world.me]?.[one.id] ?? 0)} />
      </a>
    </li>
  );
  return (
    <>
      <div class="curtain" onClick={close} />
      <aside class="sidebar">
        <header>
          <strong>{world.workspace}</strong>
          <small>{say("playground")}</small>
        </header>
        <ClockCard />
        <nav aria-label={say("channels")}>
          {apps.length > 0 && <h2>{say("apps")}</h2>}
          <ul>{apps.map(link)}</ul>
          <h2>{say("channels")}</h2>
          <ul>{rooms.map(link)}</ul>
        </nav>
        <People go={go} place={place} />
        <label class="theme">
          {say("theme")}
          <select value={theme} onChange={(event) => chooseTheme(event.currentTarget.value as Chosen)}>
            <option value="system">{say("system")}</option>
            <option value="light">{say("light")}</option>
            <option value="dark">{say("dark")}</option>
          </select>
        </label>
      </aside>
    </>
  );
}

function Count({ n }: { n: number }) {
  const { say } = useHere();
  return n ? (
    <span class="count" title={say("new", { n })}>
      <span aria-hidden="true">{n}</span>
      <span class="hidden">{say("new", { n })}</span>
    </span>
  ) : null;
}

/** The workspace's own time, and the two ways to put it forward. */
function ClockCard() {
  const { world, say, ask, complain } = useHere();
  const [, again] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => again((n) => n + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  const move = async (to: string) => {
    const { error } = await ask("move", { to });
    if (error) complain(error);
  };
  const now = moment(world, undefined, { weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit" });
  return (
    <section class="clock" aria-label={say("now")}>
      <p>
        <span class="hidden">{say("now")} </span>
        <time>{now}</time>
        <small>{me(world).zone.split("/").at(-1)?.replaceAll("_", " ")}</small>
      </p>
      <div class="moves">
        <button type="button" disabled={world.clock.moving} onClick={() => move("morning")}>
          {say("morning")}
        </button>
        <button type="button" disabled={world.clock.moving} onClick={() => move("monday")}>
          {say("monday")}
        </button>
      </div>
      <p class="running" role="status">{world.clock.moving ? say("moving") : ""}</p>
    </section>
  );
}

/** Whom one acts as. */
function People({ go, place }: Pick<Props, "go" | "place">) {
  const { world, say } = useHere();
  const people = world.people.filter((person) => person.part);
  return (
    <section class="people" aria-label={say("acting_as")}>
      <h2>{say("acting_as")}</h2>
      <ul>
        {people.map((person) => (
          <li key={person.user}>
            <button
              type="button"
              aria-pressed={person.user === world.me}
              onClick={() => go(person.user, place.direct ? "" : place.id)}
            >
              <Avatar name={person.name} size={28} />
              <span class="name">
                {person.name}
                <small>{part(person, say)}</small>
              </span>
              <Count n={person.user === world.me ? 0 : total(world.unread[person.user])} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function part(person: Person, say: (key: string) => string): string {
  return person.part === "teammate" ? (person.zone.split("/").at(-1) ?? "").replaceAll("_", " ") : say(person.part);
}

function total(counts: Record<string, number> | undefined): number {
  return Object.values(counts ?? {}).reduce((sum, n) => sum + n, 0);
}

