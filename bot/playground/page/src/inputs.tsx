import { useId } from "preact/hooks";
import type { Where } from "./blocks";
import { Combobox } from "./combobox";
import type { Filled, Json, Option } from "./types";
import { useHere } from "./world";

interface BlockProps {
  block: Json;
  where: Where;
  filled?: Filled;
  fill: (block: string, action: string, value: Json) => void;
  error?: string;
}

/** One input of a view: label, element, hint and what is wrong with it. */
export function InputBlock({ block, where, filled, fill, error }: BlockProps) {
  const id = useId();
  const { element } = block;
  const grouped = element.type === "checkboxes" || element.type === "radio_buttons";
  const described = [block.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
  const field = (
    <Field
      id={id}
      element={element}
      block={block.block_id}
      where={where}
      filled={filled}
      fill={(value) => fill(block.block_id, element.action_id, value)}
      required={!block.optional}
      invalid={Boolean(error)}
      described={described}
    />
  );
  const label = (
    <>
      {block.label.text}
      {!block.optional && <span aria-hidden="true"> *</span>}
    </>
  );
  return (
    <div class={error ? "input wrong" : "input"}>
      {grouped ? <fieldset><legend>{label}</legend>{field}</fieldset> : <><label for={id}>{label}</label>{field}</>}
      {block.hint && <p class="hint" id={`${id}-hint`}>{block.hint.text}</p>}
      {error && <p class="error" id={`${id}-error`}>{error}</p>}
    </div>
  );
}

interface FieldProps {
  id?: string;
  element: Json;
  block: string;
  where: Where;
  filled?: Filled;
  fill: (value: Json) => void;
  required?: boolean;
  invalid?: boolean;
  described?: string;
  label?: string; // for an element that has no label of its own beside it
}

const KINDS: Record<string, string> = {
  datepicker: "date",
  timepicker: "time",
  datetimepicker: "datetime-local",
  number_input: "number",
  email_text_input: "email",
  url_text_input: "url",
  plain_text_input: "text",
};
const KEYS: Record<string, string> = { datepicker: "selected_date", timepicker: "selected_time" };

/** The browser's own element for one of Slack's. */
export function Field(props: FieldProps) {
  const { element, fill, filled, block } = props;
  const common = {
    id: props.id,
    "aria-label": props.label,
    "aria-invalid": props.invalid || undefined,
    "aria-describedby": props.described,
    "aria-required": props.required || undefined,
    placeholder: element.placeholder?.text,
  };
  const value = filled?.[block]?.[element.action_id] ?? initial(element);
  const type: string = element.type;
  if (type.includes("select") && type !== "static_select") return <Searched {...props} value={value} common={common} />;
  if (type === "static_select") return <Picked {...props} value={value} common={common} />;
  if (type === "checkboxes" || type === "radio_buttons") return <Ticked {...props} value={value} />;
  if (type === "datetimepicker") {
    const at = value.selected_date_time;
    const shown = at ? new Date(at * 1000).toISOString().slice(0, 16) : "";
    const take = (text: string) => fill({ type, selected_date_time: text ? Date.parse(`${text}Z`) / 1000 : null });
    return <input {...common} type="datetime-local" value={shown} onChange={(event) => take(event.currentTarget.value)} />;
  }
  const key = KEYS[type] ?? "value";
  const take = (text: string) => fill({ type, [key]: text || null });
  if (type === "plain_text_input" && element.multiline) {
    return <textarea {...common} rows={4} maxLength={element.max_length} value={value[key] ?? ""} onInput={(event) => take(event.currentTarget.value)} />;
  }
  const kind: Json = { type: KINDS[type] ?? "text", maxLength: element.max_length };
  return <input {...common} {...kind} value={value[key] ?? ""} onInput={(event) => take(event.currentTarget.value)} />;
}

type Common = Record<string, string | boolean | undefined>;

function Picked({ element, fill, value, common }: FieldProps & { value: Json; common: Common }) {
  const { say } = useHere();
  const options: Option[] = element.options ?? element.option_groups?.flatMap((group: Json) => group.options) ?? [];
  const take = (wanted: string) =>
    fill({ type: element.type, selected_option: options.find((one) => one.value === wanted) ?? null });
  const { placeholder, ...rest } = common;
  return (
    <select {...rest} value={value.selected_option?.value ?? ""} onChange={(event) => take(event.currentTarget.value)}>
      <option value="">{placeholder ?? say("choose")}</option>
      {options.map((one) => <option key={one.value} value={one.value}>{one.text.text}</option>)}
    </select>
  );
}

function Ticked({ element, fill, value, id, described }: FieldProps & { value: Json }) {
  const many = element.type === "checkboxes";
  const chosen: Option[] = many ? (value.selected_options ?? []) : value.selected_option ? [value.selected_option] : [];
  const take = (option: Option, on: boolean) => {
    const others = chosen.filter((one) => one.value !== option.value);
    fill(many ? { type: element.type, selected_options: on ? [...others, option] : others } : { type: element.type, selected_option: option });
  };
  return (
    <div class="ticks" aria-describedby={described}>
      {(element.options as Option[]).map((option) => (
        <label key={option.value}>
          <input
            type={many ? "checkbox" : "radio"}
            name={id ?? element.action_id}
            checked={chosen.some((one) => one.value === option.value)}
            onChange={(event) => take(option, event.currentTarget.checked)}
          />
          {option.text.text}
        </label>
      ))}
    </div>
  );
}

/** A menu in which one types: searched by the app, or among people, channels or fixed options. */
function Searched({ element, block, where, filled, fill, value, common }: FieldProps & { value: Json; common: Common }) {
  const { world, ask } = useHere();
  const many = element.type.startsWith("multi_");
  const of = element.type.replace("multi_", "").replace("_select", "");
  const known: Option[] =
    of === "users"
      ? world.people.map((one) => option(one.user, one.name))
      : of === "channels" || of === "conversations"
        ? world.channels.map((one) => option(one.id, one.name || world.app.name))
        : (element.options ?? []);
  const search = async (typed: string): Promise<Option[]> => {
    if (of !== "external") return known.filter((one) => one.text.text.toLowerCase().includes(typed.toLowerCase()));
    const said = { ...where, block_id: block, action_id: element.action_id, value: typed, values: filled };
    const answer = await ask("suggest", said);
    return answer.options ?? [];
  };
  const ids = of === "users" || of === "channels" || of === "conversations";
  const [one, several] = ids ? [`selected_${of.slice(0, -1)}`, `selected_${of}`] : ["selected_option", "selected_options"];
  const named = (id: string) => known.find((other) => other.value === id) ?? option(id, id);
  const held: Json[] = many ? (value[several] ?? []) : value[one] ? [value[one]] : [];
  const chosen = ids ? (held as unknown as string[]).map(named) : (held as Option[]);
  const take = (options: Option[]) => {
    const kept = ids ? options.map((other) => other.value) : options;
    fill({ type: element.type, [many ? several : one]: many ? kept : (kept[0] ?? null) });
  };
  return (
    <Combobox common={common} many={many} chosen={chosen} choose={take} search={search} least={of === "external" ? (element.min_query_length ?? 3) : 0} />
  );
}

function option(value: string, text: string): Option {
  return { text: { type: "plain_text", text }, value };
}

/** What an element holds before anybody has touched it, as `state.values` has it. */
export function initial(element: Json): Json {
  const { type } = element;
  if (type === "datepicker") return { type, selected_date: element.initial_date ?? null };
  if (type === "timepicker") return { type, selected_time: element.initial_time ?? null };
  if (type === "datetimepicker") return { type, selected_date_time: element.initial_date_time ?? null };
  if (type === "checkboxes" || type.startsWith("multi_static") || type.startsWith("multi_external")) {
    return { type, selected_options: element.initial_options ?? [] };
  }
  for (const of of ["user", "channel", "conversation"]) {
    if (type === `${of}s_select`) return { type, [`selected_${of}`]: element[`initial_${of}`] ?? null };
    if (type === `multi_${of}s_select`) return { type, [`selected_${of}s`]: element[`initial_${of}s`] ?? [] };
  }
  if (type.endsWith("_select") || type === "radio_buttons") return { type, selected_option: element.initial_option ?? null };
  return { type, value: element.initial_value ?? null };
}

export function isEmpty(value: Json): boolean {
  return Object.entries(value).every(([key, held]) => key === "type" || held === null || held === "" || (Array.isArray(held) && !held.length));
}
