import { Message as Drawn } from "slack-blocks-to-jsx";
import type { Block } from "slack-blocks-to-jsx";
import { Element } from "./elements";
import { InputBlock } from "./inputs";
import type { Filled, Json } from "./types";
import { useHere } from "./world";

export interface Where {
  channel?: string;
  ts?: string;
  view_id?: string;
}

interface Props {
  blocks: Json[];
  where: Where;
  filled?: Filled;
  fill?: (block: string, action: string, value: Json) => void;
  errors?: Record<string, string>;
}

/** Blocks: those to look at by slack-blocks-to-jsx, those to use as the browser's own elements. */
export function Blocks({ blocks, where, filled, fill, errors }: Props) {
  return (
    <div class="blocks">
      {runs(blocks).map((run) => {
        const [first] = run;
        if (!first) return null;
        if (first.type === "actions") return <Actions key={first.block_id} block={first} where={where} filled={filled} />;
        if (first.type === "input" && fill) {
          return <InputBlock key={first.block_id} block={first} where={where} filled={filled} fill={fill} error={errors?.[first.block_id]} />;
        }
        if (first.type === "section" && first.accessory && first.accessory.type !== "image") {
          const { accessory, ...rest } = first;
          return (
            <div key={first.block_id} class="beside">
              <Show blocks={[rest]} />
              <Element element={accessory} block={first.block_id} where={where} filled={filled} />
            </div>
          );
        }
        return <Show key={first.block_id} blocks={run} />;
      })}
    </div>
  );
}

/** Neighbours that are only looked at together, every other block alone. */
function runs(blocks: Json[]): Json[][] {
  const found: Json[][] = [];
  let joins = false;
  for (const block of blocks) {
    const looked = block.type !== "actions" && block.type !== "input" && !(block.type === "section" && block.accessory);
    if (looked && joins) found.at(-1)?.push(block);
    else found.push([block]);
    joins = looked;
  }
  return found;
}

function Show({ blocks }: { blocks: Json[] }) {
  const { world, theme } = useHere();
  const users = [...world.people.map((one) => ({ id: one.user, name: one.name })), { id: world.app.user, name: world.app.name }];
  return (
    <Drawn blocks={blocks as Block[]} logo="" name="" withoutWrapper theme={theme} data={{ users }} />
  );
}

function Actions({ block, where, filled }: { block: Json; where: Where; filled?: Filled }) {
  return (
    <div class="actions">
      {(block.elements as Json[]).map((element) => (
        <Element key={element.action_id} element={element} block={block.block_id} where={where} filled={filled} />
      ))}
    </div>
  );
}
