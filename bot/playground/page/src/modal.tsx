import { useEffect, useRef, useState } from "preact/hooks";
import { Blocks } from "./blocks";
import { initial, isEmpty } from "./inputs";
import type { Filled, Json } from "./types";
import { useHere } from "./world";

function useDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    const first = dialog.current?.querySelector<HTMLElement>("form input, form textarea, form select");
    (first ?? dialog.current?.querySelector<HTMLElement>("footer button"))?.focus();
  }, []);
  return dialog;
}

/** A view of the app, before everything else. */
export function Modal({ view, depth }: { view: Json; depth: number }) {
  const { say, ask, complain } = useHere();
  const dialog = useDialog();
  const [touched, setTouched] = useState<Filled>({});
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const inputs = (view.blocks as Json[]).filter((block) => block.type === "input");
  const filled: Filled = {};
  for (const block of inputs) {
    const { action_id } = block.element;
    filled[block.block_id] = { [action_id]: touched[block.block_id]?.[action_id] ?? initial(block.element) };
  }
  const fill = (block: string, action: string, value: Json) => {
    setTouched((before) => ({ ...before, [block]: { ...before[block], [action]: value } }));
    setErrors(({ [block]: _gone, ...others }) => others);
    const input = inputs.find((one) => one.block_id === block);
    if (!input?.dispatch_action) return;
    void ask("tap", { view_id: view.id, block_id: block, values: filled, action: { action_id: action, ...value } });
  };
  const close = () => void ask("close", { view_id: view.id });
  const fail = (found: Record<string, string>) => {
    setErrors(found);
    setTimeout(() => dialog.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus());
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    const missing = inputs.filter((one) => !one.optional && isEmpty(filled[one.block_id]?.[one.element.action_id] ?? {}));
    if (missing.length) return fail(Object.fromEntries(missing.map((one) => [one.block_id, say("required")])));
    setBusy(true);
    const answer = await ask("submit", { view_id: view.id, values: filled });
    setBusy(false);
    if (answer.errors) fail(answer.errors);
    else if (answer.error) complain(answer.error);
  };
  return (
    <dialog ref={dialog} class="modal" aria-labelledby="modal-title" onCancel={(event) => { event.preventDefault(); close(); }}>
      <form noValidate onSubmit={submit}>
        <header>
          <h1 id="modal-title">{view.title.text}</h1>
          <button type="button" class="icon" aria-label={say("close")} onClick={close}>
            ✕
          </button>
        </header>
        <div class="fields">
          <Blocks blocks={view.blocks} where={{ view_id: view.id }} filled={filled} fill={fill} errors={errors} />
        </div>
        <footer>
          <span class="busy" role="status">{busy ? say("submitting") : ""}</span>
          <button type="button" class="button" onClick={close}>
            {view.close?.text ?? (depth > 1 ? "←" : say("cancel"))}
          </button>
          {view.submit && (
            <button type="submit" class="button primary" aria-busy={busy}>
              {view.submit.text}
            </button>
          )}
        </footer>
      </form>
    </dialog>
  );
}

/** "Are you sure?" in the app's words. */
export function Confirm({ dialog: said, answer }: { dialog: Json; answer: (yes: boolean) => void }) {
  const { say } = useHere();
  const dialog = useDialog();
  return (
    <dialog ref={dialog} class="modal small" aria-labelledby="confirm-title" onCancel={(event) => { event.preventDefault(); answer(false); }}>
      <header>
        <h1 id="confirm-title">{said.title?.text}</h1>
      </header>
      <div class="fields">{said.text?.text}</div>
      <footer>
        <button type="button" class="button" onClick={() => answer(false)}>{said.deny?.text ?? say("cancel")}</button>
        <button type="button" class={`button ${said.style === "danger" ? "danger" : "primary"}`} onClick={() => answer(true)}>
          {said.confirm?.text ?? say("yes")}
        </button>
      </footer>
    </dialog>
  );
}
