import { useState } from "preact/hooks";
import type { Where } from "./blocks";
import { Menu } from "./menu";
import { Field } from "./inputs";
import type { Filled, Json } from "./types";
import { useHere } from "./world";

interface Props {
  element: Json;
  block: string;
  where: Where;
  filled?: Filled;
}

/** An element that acts as soon as it is used: a button, a menu, a day to pick. */
export function Element({ element, block, where, filled }: Props) {
  const { ask, confirm, complain } = useHere();
  const [busy, setBusy] = useState(false);
  const [open, setOpen] = useState(false);
  const act = async (more: Json) => {
    if (!(await confirm(element.confirm))) return;
    setBusy(true);
    const action = { type: element.type, action_id: element.action_id, ...more };
    const { error } = await ask("tap", { ...where, block_id: block, action, values: filled });
    setBusy(false);
    if (error) complain(error);
  };
  if (element.type === "button") {
    const tap = () => {
      if (element.url) open_(element.url);
      void act({ text: element.text, value: element.value });
    };
    return (
      <button
        type="button"
        class={`button ${element.style ?? ""}`}
        aria-label={element.accessibility_label}
        aria-busy={busy}
        onClick={() => busy || tap()}
      >
        {element.text.text}
      </button>
    );
  }
  if (element.type === "overflow") {
    const choices = (element.options as Json[]).map((option) => ({
      label: option.text.text,
      choose: () => void act({ selected_option: option }),
    }));
    return <Menu label={element.accessibility_label ?? "…"} open={open} setOpen={setOpen} choices={choices} />;
  }
  const name = element.placeholder?.text ?? element.accessibility_label ?? element.type;
  return <Field element={element} block={block} where={where} filled={filled} label={name} fill={(value) => void act(value)} />;
}

function open_(url: string) {
  window.open(url, "_blank", "noopener,noreferrer");
}
