/** What Slack takes, by the types that Slack publishes; tests check against the JSON schema that is made of them. */
import type { AnyBlock, KnownBlock, ModalView, HomeView, PlainTextOption } from "@slack/types";

export interface Shapes {
  blocks: KnownBlock[];
  modal: ModalView;
  home: HomeView;
  options: PlainTextOption[];
}
export type Any = AnyBlock;
