import { Fragment } from "preact";
import { useHere } from "./world";

const MARK = /<([@#!][^>|]+|(?:https?|mailto):[^>|]+)(?:\|([^>]*))?>/g;

/** What somebody typed, as Slack keeps it: "<@U0MIA>" is a name again, "&lt;" a sign. */
export function Typed({ text }: { text: string }) {
  const { world } = useHere();
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(MARK)) {
    parts.push(plain(text.slice(from, found.index)));
    const [whole, target = "", label] = found;
    if (target.startsWith("@")) {
      const id = target.slice(1);
      const name = id === world.app.user ? world.app.name : world.people.find((one) => one.user === id)?.name;
      parts.push(<span class="mention">@{name ?? id}</span>);
    } else if (/^[#!]/.test(target)) {
      parts.push(label || target);
    } else {
      parts.push(<a href={target} rel="noreferrer noopener" target="_blank">{plain(label || target)}</a>);
    }
    from = found.index + whole.length;
  }
  parts.push(plain(text.slice(from)));
  return <p class="typed">{parts.map((part, at) => <Fragment key={at}>{part}</Fragment>)}</p>;
}

function plain(text: string): string {
  return text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
}
