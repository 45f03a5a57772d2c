/** Stands for react-markdown and remark-gfm: shows the text of a markdown block as it is. */
export default function PlainMarkdown({ children }: { children?: string }) {
  return <span style={{ whiteSpace: "pre-wrap" }}>{children}</span>;
}
