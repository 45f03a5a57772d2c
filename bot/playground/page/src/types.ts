/** What the server tells the page. Blocks and views are Slack's own JSON. */
export type Json = Record<string, any>;

export interface Message {
  ts: string;
  user: string;
  text: string;
  blocks: Json[];
  thread_ts?: string;
  files?: Json[];
  only: string; // the one user who sees it
  command: boolean;
}

export interface Place {
  id: string;
  name: string;
  direct: boolean;
  shared: boolean;
  members: string[];
  messages: Message[];
}

export interface Person {
  user: string;
  name: string;
  locale: string;
  zone: string;
  part: "" | "teammate" | "colleague" | "outsider";
  at_home: boolean;
}

export interface Clock {
  at: number; // seconds
  since: number; // performance.now() then
  moving: boolean;
}

export interface World {
  me: string;
  workspace: string;
  app: { user: string; name: string; description: string; home: boolean };
  people: Person[];
  channels: Place[];
  commands: Json[];
  shortcuts: Json[];
  views: Json[];
  home: Json | null;
  unread: Record<string, Record<string, number>>;
  tries: string[];
  words: Record<string, string>;
  clock: Clock;
}

export interface Option {
  text: { type: string; text: string };
  value: string;
  description?: { text: string };
}

/** A field of a view as Slack's `state.values` has it. */
export type Filled = Record<string, Record<string, Json>>;
