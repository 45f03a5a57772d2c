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
            <button type="button" class="try" aria-label={say("try", { text })} onClick={() => take(text)}>
              {text}
            </button>
          </li>
        ))}
      </ol>
      <p>{say("guide_then")}</p>
    </section>
  );
}
