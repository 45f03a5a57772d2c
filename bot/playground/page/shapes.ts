/** What the bot sends to Slack, in the types that Slack itself publishes. */
import type { HomeView, KnownBlock, ModalView, PlainTextOption } from "@slack/types";

export interface Shapes {
  blocks: KnownBlock[];
  modal: ModalView;
  home: HomeView;
  options: PlainTextOption[];
}
