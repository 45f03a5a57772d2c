import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from "preact/hooks";
import { ChannelView } from "./channel";
import { Confirm, Modal } from "./modal";
import { Sidebar } from "./sidebar";
import { useTheme } from "./theme";
import type { Json } from "./types";
import { Line } from "./line";
import { HereContext, after, me, words } from "./world";

interface Asked {
  dialog: Json;
  answer: (yes: boolean) => void;
}

/** The whole page. The address's hash says whom it acts as and where it is: "#U0MIA/D0MIA". */
export function Page() {
  const [address, setAddress] = useState(() => location.hash.slice(1));
  const [as = "", channel = ""] = address.split("/");
  const [world, hear] = useReducer(after, null);
  const [connected, setConnected] = useState(false);
  const [everConnected, setEverConnected] = useState(false);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [trouble, complain] = useState("");
  const [drawer, setDrawer] = useState(false);
  const { theme, chosen, choose } = useTheme();
  const line = useRef<Line | null>(null);

  useEffect(() => {
    const follow = () => setAddress(location.hash.slice(1));
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);

  useEffect(() => {
    const opened = new Line(as, hear, (now) => {
      setConnected(now);
      if (now) setEverConnected(true);
    });
    line.current = opened;
    return () => opened.end();
  }, [as]);

  const ask = useCallback((what: string, said: Json = {}) => line.current?.ask(what, said) ?? Promise.resolve({}), []);
  const confirm = useCallback(
    (dialog: Json | undefined) =>
      dialog ? new Promise<boolean>((answer) => setAsked({ dialog, answer })) : Promise.resolve(true),
    [],
  );
  const say = useMemo(() => words(world), [world?.words]);
  const place =
    world?.channels.find((one) => one.id === channel) ??
    world?.channels.find((one) => one.direct) ??
    world?.channels[0];

  useEffect(() => {
    if (!world) return;
    document.documentElement.lang = me(world).locale;
    document.title = `${world.app.name} – ${me(world).name}`;
  }, [world?.me]);

  useEffect(() => {
    if (!trouble) return;
    const timer = setTimeout(() => complain(""), 6000);
    return () => clearTimeout(timer);
  }, [trouble]);

  if (!world || !place) return <p class="starting">Rapport …</p>;
  const here = { world, ask, say, theme, confirm, complain: (error: string) => complain(say("failed", { error })) };
  const go = (user: string, to: string) => {
    setDrawer(false);
    location.hash = `${user}/${to}`;
  };
  const view = world.views.at(-1);
  return (
    <HereContext.Provider value={here}>
      <div class={drawer ? "page drawn" : "page"}>
        <a class="skip" href="#composer" onClick={(event) => focusComposer(event)}>
          {say("skip")}
        </a>
        <Sidebar place={place} go={go} theme={chosen} chooseTheme={choose} close={() => setDrawer(false)} />
        <ChannelView key={`${world.me}/${place.id}`} place={place} drawer={drawer} openDrawer={() => setDrawer(true)} />
      </div>
      {view && <Modal key={`${view.id}`} view={view} depth={world.views.length} />}
      {asked && (
        <Confirm
          dialog={asked.dialog}
          answer={(yes) => {
            setAsked(null);
            asked.answer(yes);
          }}
        />
      )}
      <div class="notices" role="status">
        {everConnected && !connected && <p class="notice">{say("lost")}</p>}
        {trouble && <p class="notice">{trouble}</p>}
      </div>
    </HereContext.Provider>
  );
}

function focusComposer(event: Event) {
  event.preventDefault(); // the hash is the page's address
  document.querySelector<HTMLElement>(".main .composer textarea")?.focus();
}
