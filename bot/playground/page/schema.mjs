// Writes what Slack takes as a JSON schema, for the tests: node schema.mjs FILE
//
// The shapes are those of @slack/types; the limits stand in the comments there, and become part of the schema.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { createGenerator } from "ts-json-schema-generator";

const schema = createGenerator({ path: "shapes.ts", type: "Shapes", skipTypeCheck: true }).createSchema("Shapes");

// Where Slack's own pages (docs.slack.dev) say otherwise than the comments.
const MENDED = { "PlainTextOption.value": 150, "MrkdwnOption.value": 150, "Overflow.options": 5 };
const LENGTH = /[Mm]ax(?:imum)? length[^.]*?(?:is|of) ([\d,]+) characters|Limit ([\d,]+) characters/;
const ITEMS = /[Mm]ax(?:imum)?(?: number| of)?[^.]*?(\d+)(?: \w+)? ?(?:blocks|elements|items|options|rows|cells)|(?:items|options|groups) is (\d+)/;
const EACH = /Maximum length for the text in each item is (\d+)/;

/** Takes the comments out of a part of the schema, and puts the limits named in them in. */
function limited(part, name) {
  if (Array.isArray(part)) return part.map((one) => limited(one, name));
  if (typeof part !== "object" || part === null) return part;
  const { description } = part;
  const kept = Object.entries(part).filter(([key, value]) => key !== "description" || typeof value !== "string");
  const made = Object.fromEntries(kept.map(([key, value]) => [key, limited(value, inside(name, key))]));
  if (typeof description !== "string") return made;
  const said = description.replace(/\s+/g, " ");
  const number = (found) => Number((found?.[1] ?? found?.[2] ?? "0").replace(",", ""));
  const length = MENDED[name] ?? number(LENGTH.exec(said.replace(EACH, "")));
  if (made.type === "string" && length) return { ...made, maxLength: length };
  if (made.type === "array") {
    const items = MENDED[name] ?? number(ITEMS.exec(said));
    const each = number(EACH.exec(said));
    const worded = each ? { items: { allOf: [made.items, text(each)] } } : {};
    return { ...made, ...worded, ...(items ? { maxItems: items } : {}) };
  }
  return length && (made.$ref || made.anyOf) ? { allOf: [made, text(length)] } : made;
}

const text = (length) => ({ properties: { text: { maxLength: length } } });
const inside = (name, key) => (["definitions", "properties"].includes(key) ? name : name ? `${name}.${key}` : key);

const made = limited(schema, "");
made.$comment = "Made by bot/playground/page/schema.mjs from @slack/types.";
await mkdir(dirname(process.argv[2]), { recursive: true });
await writeFile(process.argv[2], `${JSON.stringify(made)}\n`);
