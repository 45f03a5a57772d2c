import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Option } from "./types";
import { useHere } from "./world";

interface Props {
  common: Record<string, string | boolean | undefined>;
  many: boolean;
  chosen: Option[];
  choose: (options: Option[]) => void;
  search: (typed: string) => Promise<Option[]>;
  least: number; // characters before it searches
}

/** A field that offers what fits while one types; one choice stands in it, several stand before it. */
export function Combobox({ common, many, chosen, choose, search, least }: Props) {
  const { say } = useHere();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const newest = useRef(0);
  const [typed, setTyped] = useState<string | null>(null); // null: nothing is being typed
  const [options, setOptions] = useState<Option[] | null>(null); // null: the list is closed
  const [at, setAt] = useState(0);
  const single = many ? "" : (chosen[0]?.text.text ?? "");

  useEffect(() => {
    const away = (event: Event) => {
      if (box.current?.contains(event.target as Node)) return;
      setOptions(null);
      setTyped(null);
    };
    document.addEventListener("pointerdown", away);
    return () => document.removeEventListener("pointerdown", away);
  }, []);

  const look = async (text: string) => {
    const turn = ++newest.current;
    if (text.trim().length < least) return setOptions(null);
    const found = await search(text.trim());
    if (turn !== newest.current) return; // somebody has typed on
    setAt(0);
    setOptions(found.filter((one) => !many || !chosen.some((held) => held.value === one.value)));
  };
  const take = (option: Option | undefined) => {
    if (!option) return;
    newest.current++;
    choose(many ? [...chosen, option] : [option]);
    setTyped(null);
    setOptions(null);
    field.current?.focus();
  };
  const keys = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (options?.length) setAt((at + step + options.length) % options.length);
      else void look(typed ?? "");
    } else if (event.key === "Enter") {
      event.preventDefault(); // chooses, and never submits the form by accident
      if (options) take(options[at]);
    } else if (event.key === "Escape" && options) {
      event.preventDefault();
      event.stopPropagation();
      setOptions(null);
    } else if (event.key === "Tab") {
      if (options?.length && typed) take(options[at]);
      setOptions(null);
    } else if (event.key === "Backspace" && many && !typed) {
      choose(chosen.slice(0, -1));
    }
  };
  const input = (event: { currentTarget: HTMLInputElement }) => {
    const text = event.currentTarget.value;
    setTyped(text);
    if (!many && !text) choose([]);
    void look(text);
  };
  const { placeholder, ...rest } = common;
  return (
    <div class="combobox" ref={box}>
      <div class="holder">
        {many &&
          chosen.map((one) => (
            <span key={one.value} class="chip">
              {one.text.text}
              <button type="button" aria-label={say("remove", { name: one.text.text })} onClick={() => choose(chosen.filter((held) => held !== one))}>
                ✕
              </button>
            </span>
          ))}
        <input
          {...rest}
          ref={field}
          role="combobox"
          type="text"
          autoComplete="off"
          aria-expanded={options !== null}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={options?.length ? `${id}-${at}` : undefined}
          placeholder={(placeholder as string | undefined) ?? say("search")}
          value={typed ?? single}
          onInput={input}
          onFocus={() => least === 0 && void look("")}
          onKeyDown={keys}
        />
      </div>
      <ul class="list" id={`${id}-list`} role="listbox" aria-label={say("choose")} hidden={options === null}>
        {options?.map((one, index) => (
          <li
            key={one.value}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => take(one)}
          >
            {one.text.text}
          </li>
        ))}
        {options?.length === 0 && <li role="option" aria-selected="false" aria-disabled="true" class="none">{say("no_match")}</li>}
      </ul>
    </div>
  );
}
