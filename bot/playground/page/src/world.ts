import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Json, Message, Place, World } from "./types";

/** The world after an event of the server. */
export function after(world: World | null, event: Json): World | null {
  if (event.event === "everything") {
    const clock = world?.clock ?? { at: Date.now() / 1000, since: performance.now(), moving: false };
    return { ...(event as World), clock };
  }
  if (!world) return world;
  switch (event.event) {
    case "clock":
      return { ...world, clock: { at: event.at, since: performance.now(), moving: event.moving } };
    case "message":
      return changed(world, event.channel, (messages) => put(messages, event.message));
    case "gone":
      return changed(world, event.channel, (messages) => messages.filter((one) => one.ts !== event.ts));
    case "unread":
      return { ...world, unread: event.unread };
    case "views":
      return { ...world, views: event.views };
    case "home":
      return { ...world, home: event.view };
    default:
      return world;
  }
}

function changed(world: World, channel: string, work: (messages: Message[]) => Message[]): World {
  const channels = world.channels.map((place) =>
    place.id === channel ? { ...place, messages: work(place.messages) } : place,
  );
  return { ...world, channels };
}

function put(messages: Message[], message: Message): Message[] {
  const at = messages.findIndex((one) => one.ts === message.ts);
  return at < 0 ? [...messages, message] : messages.with(at, message);
}

export interface Here {
  world: World;
  ask: (what: string, said?: Json) => Promise<Json>;
  say: (key: string, values?: Record<string, string | number>) => string;
  theme: "light" | "dark";
  confirm: (dialog: Json | undefined) => Promise<boolean>;
  complain: (error: string) => void;
}

export const HereContext = createContext<Here | null>(null);

export function useHere(): Here {
  const here = useContext(HereContext);
  if (!here) throw new Error("outside of the page");
  return here;
}

export function words(world: World | null) {
  return (key: string, values: Record<string, string | number> = {}) =>
    (world?.words[key] ?? "").replace(/\{(\w+)\}/g, (_found, name) => String(values[name] ?? ""));
}

export function me(world: World) {
  const found = world.people.find((person) => person.user === world.me);
  if (!found) throw new Error("nobody acts here");
  return found;
}

/** How a channel is called: "#sales", or whom one talks with. */
export function called(world: World, place: Place): string {
  return place.direct ? world.app.name : `#${place.name}`;
}

export function moment(world: World, locale?: string, options?: Intl.DateTimeFormatOptions, seconds?: number) {
  const person = me(world);
  const at = seconds ?? world.clock.at + (performance.now() - world.clock.since) / 1000;
  return new Intl.DateTimeFormat(locale ?? person.locale, { timeZone: person.zone, ...options }).format(at * 1000);
}

/** A day's name for the line between messages: today, yesterday or the date. */
export function dayOf(world: World, seconds: number, say: Here["say"]): string {
  const day = (at?: number) => moment(world, "en-CA", { year: "numeric", month: "2-digit", day: "2-digit" }, at);
  const now = world.clock.at + (performance.now() - world.clock.since) / 1000;
  if (day(seconds) === day(now)) return say("today");
  if (day(seconds) === day(now - 86_400)) return say("yesterday");
  return moment(world, undefined, { weekday: "long", month: "long", day: "numeric" }, seconds);
}
