import { useState } from "preact/hooks";
import type { Place } from "./types";
import { useHere } from "./world";

/** The first minute: what to type first, until it is closed. */
export function Guide({ place, take }: { place: Place; take: (text: string) => void }) {
  const { world, say } = useHere();
  const key = `rapport-guided-${world.me}`;
  const [closed, setClosed] = useState(() => sessionStorage.getItem(key) === "1");
  if (closed || !place.members.includes(world.app.user)) return null;
  const close = () => {
    sessionStorage.setItem(key, "1");
    setClosed(true);
  };
  const sent = world.channels.flatMap((one) => one.messages.filter((message) => message.user === world.me));
  const done = (text: string) => sent.some((message) => message.text === text);
  return (
    <section class="guide" aria-label={say("guide")}>
      <header>
        <strong>{say("guide")}</strong>
        <button type="button" class="icon" aria-label={say("close_guide")} onClick={close}>
          ✕
        </button>
      </header>
      <ol>
        {world.tries.map((text) => (
          <li key={text}>
            <button type="button" class="try" onClick={() => take(text)}>
              {done(text) && <span class="tick">✓<span class="hidden"> {say("guide_done")}</span></span>}
              {text}
            </button>
          </li>
        ))}
      </ol>
      <p>{say("guide_then")}</p>
    </section>
  );
}
