import { useEffect, useId, useRef, useState } from "preact/hooks";
import { Menu } from "./menu";
import type { Place } from "./types";
import { called, useHere } from "./world";

interface Props {
  place: Place;
  thread?: string;
  typed: string;
  setTyped: (text: string) => void;
}

const LARGEST = 5_000_000; // bytes of a file

interface Offer {
  insert: string;
  label: string;
  hint?: string;
  detail?: string;
}

/** Where one writes; it offers the commands after "/" and the names after "@". */
export function Composer({ place, thread = "", typed, setTyped }: Props) {
  const { world, say, ask, complain } = useHere();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [at, setAt] = useState(0);
  const [closed, setClosed] = useState(false);
  const all = useOffers(typed);
  const offers = closed ? [] : all;
  const command = world.commands.find((one) => typed.startsWith(`${one.command} `) || typed === one.command);

  useEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = "auto";
    element.style.height = `${Math.min(element.scrollHeight, 160)}px`;
  }, [typed]);
  useEffect(() => {
    if (typed) field.current?.focus();
  }, [typed]);

  const [menu, setMenu] = useState(false);
  const shortcuts = world.shortcuts
    .filter((one) => one.type === "global")
    .map((one) => ({
      label: String(one.name),
      choose: async () => {
        const { error } = await ask("shortcut", { callback_id: one.callback_id });
        if (error) complain(error);
      },
    }));
  const picker = useRef<HTMLInputElement>(null);
  const [files, setFiles] = useState<File[]>([]);
  const attach = (more: FileList | null | undefined) => {
    for (const file of more ?? []) {
      if (file.size > LARGEST) complain(say("dropped", { name: file.name }));
    }
    setFiles([...files, ...[...(more ?? [])].filter((file) => file.size <= LARGEST)]);
    field.current?.focus();
  };
  const send = async () => {
    const text = typed.trim();
    if (!text && !files.length) return;
    setTyped("");
    setFiles([]);
    const said = { channel: place.id, text, thread, files: await Promise.all(files.map(encoded)) };
    const { error } = await ask("say", said);
    if (error) {
      complain(error);
      setTyped(text);
      setFiles(files);
    }
  };
  const take = (offer: Offer | undefined) => {
    if (!offer) return;
    setTyped(typed.replace(/(^\/\S*|@[^\s@]*)$/, offer.insert));
    setAt(0);
    field.current?.focus();
  };
  const keys = (event: KeyboardEvent) => {
    if (event.isComposing) return; // Enter ends a syllable in an input method, and sends nothing
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (offers.length && step) {
      event.preventDefault();
      setAt((at + step + offers.length) % offers.length);
    } else if (offers.length && (event.key === "Tab" || (event.key === "Enter" && offers[at]?.insert.trim() !== typed.trim()))) {
      event.preventDefault();
      take(offers[at]);
    } else if (event.key === "Escape" && offers.length) {
      event.stopPropagation();
      setClosed(true);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      void send();
    }
  };
  return (
    <div
      class="composer"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        attach(event.dataTransfer?.files);
      }}
    >
      {offers.length > 0 && (
        <ul class="list offers" id={`${id}-offers`} role="listbox" aria-label={say("commands")}>
          {offers.map((offer, index) => (
            <li
              key={offer.label}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === at}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => take(offer)}
            >
              <strong>{offer.label}</strong> {offer.hint} {offer.detail && <span>{offer.detail}</span>}
            </li>
          ))}
        </ul>
      )}
      {!offers.length && command && (
        <p class="usage">
          <code>{command.command}</code> {command.usage_hint && <em>{command.usage_hint}</em>} <span>{command.description}</span>
        </p>
      )}
      {files.length > 0 && (
        <ul class="attached">
          {files.map((file, index) => (
            <li key={`${file.name} ${index}`}>
              {file.name}
              <button
                type="button"
                class="icon"
                aria-label={say("remove", { name: file.name })}
                onClick={() => setFiles(files.filter((_file, other) => other !== index))}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      <div class="write">
        {!thread && shortcuts.length > 0 && <Menu label={say("shortcuts")} sign="+" open={menu} setOpen={setMenu} choices={shortcuts} />}
        <textarea
          ref={field}
          rows={1}
          value={typed}
          aria-label={thread ? say("reply") : say("message_place", { place: called(world, place) })}
          placeholder={thread ? say("reply") : say("message_place", { place: called(world, place) })}
          aria-autocomplete="list"
          aria-controls={offers.length ? `${id}-offers` : undefined}
          aria-activedescendant={offers.length ? `${id}-${at}` : undefined}
          onInput={(event) => {
            setClosed(false);
            setAt(0);
            setTyped(event.currentTarget.value);
          }}
          onKeyDown={keys}
        />
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          onChange={(event) => {
            attach(event.currentTarget.files);
            event.currentTarget.value = "";
          }}
        />
        <button type="button" class="attach" aria-label={say("attach")} title={say("attach")} onClick={() => picker.current?.click()}>
          <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
            <path d="M12 5 6.5 10.5a1.4 1.4 0 0 0 2 2L14.5 6.5a2.8 2.8 0 0 0-4-4L4.5 8.5a4.3 4.3 0 0 0 6 6L15 10" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" />
          </svg>
        </button>
        <button
          type="button"
          class="send"
          aria-label={say("send")}
          disabled={!typed.trim() && !files.length}
          onClick={() => void send()}
        >
          <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
            <path d="M2 2 16 9 2 16 4 10 11 9 4 8Z" fill="currentColor" />
          </svg>
        </button>
      </div>
    </div>
  );
}

/** A file as the server takes it. */
async function encoded(file: File) {
  const url = await new Promise<string>((answer, fail) => {
    const reader = new FileReader();
    reader.onload = () => answer(String(reader.result));
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(file);
  });
  return { name: file.name, data: url.slice(url.indexOf(",") + 1) };
}

function useOffers(typed: string): Offer[] {
  const { world } = useHere();
  if (/^\/\S*$/.test(typed)) {
    return world.commands
      .filter((one) => one.command.startsWith(typed.toLowerCase()))
      .map((one) => ({ insert: `${one.command} `, label: one.command, hint: one.usage_hint, detail: one.description }));
  }
  const found = /(?:^|\s)@([^\s@]*)$/.exec(typed);
  if (!found) return [];
  const begun = (found[1] ?? "").toLowerCase();
  const names = [world.app.name, ...world.people.map((one) => one.name)];
  return names
    .filter((name) => name.toLowerCase().startsWith(begun))
    .slice(0, 6)
    .map((name) => ({ insert: `@${name} `, label: `@${name}` }));
}
