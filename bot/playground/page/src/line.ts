import type { Json } from "./types";

/** The connection of one page, of whom it acts as. It comes back by itself when it breaks. */
export class Line {
  private socket: WebSocket | null = null;
  private asked = new Map<number, (answer: Json) => void>();
  private next = 1;
  private ended = false;

  constructor(
    private as: string,
    private heard: (event: Json) => void,
    private changed: (connected: boolean) => void,
  ) {
    this.open();
  }

  private open() {
    this.socket = new WebSocket(`ws://${location.host}/page?as=${encodeURIComponent(this.as)}`);
    this.socket.onopen = () => this.changed(true);
    this.socket.onmessage = (message) => this.take(JSON.parse(message.data));
    this.socket.onclose = () => {
      for (const answer of this.asked.values()) answer({ error: "connection_lost" });
      this.asked.clear();
      if (this.ended) return;
      this.changed(false);
      setTimeout(() => this.ended || this.open(), 700);
    };
  }

  private take(event: Json) {
    if (event.event !== "done") return this.heard(event);
    this.asked.get(event.id)?.(event);
    this.asked.delete(event.id);
  }

  /** Does `what`; the answer, with `error` when it was refused. */
  ask(what: string, said: Json = {}): Promise<Json> {
    return new Promise((answer) => {
      if (this.socket?.readyState !== WebSocket.OPEN) return answer({ error: "connection_lost" });
      const id = this.next++;
      this.asked.set(id, answer);
      this.socket.send(JSON.stringify({ ...said, do: what, id }));
    });
  }

  end() {
    this.ended = true;
    this.socket?.close();
  }
}
