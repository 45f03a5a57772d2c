// Bundles the page into the folder named on the command line: node build.mjs ../static
import { build } from "esbuild";
import { copyFile, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

const out = process.argv[2];
await mkdir(out, { recursive: true });
const { metafile } = await build({
  entryPoints: { app: "src/main.tsx" },
  outdir: out,
  bundle: true,
  minify: true,
  metafile: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "none", // every licence is in licences.txt
  jsx: "automatic",
  jsxImportSource: "preact",
  alias: {
    react: "preact/compat",
    "react-dom": "preact/compat",
    "react/jsx-runtime": "preact/jsx-runtime",
    // of a block that no app here sends; each is larger than all the rest
    "react-markdown": "./src/plain_markdown.tsx",
    "remark-gfm": "./src/plain_markdown.tsx",
  },
  define: { "process.env.NODE_ENV": '"production"' },
});
await copyFile("src/index.html", join(out, "index.html"));

const packages = new Set();
for (const file of Object.keys(metafile.inputs)) {
  const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file);
  if (found) packages.add(found[1]);
}
let text = "";
for (const name of [...packages].sort()) {
  const folder = join("node_modules", name);
  const about = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const licence = (await readdir(folder)).find((file) => /^licen[cs]e/i.test(file));
  const words = licence ? await readFile(join(folder, licence), "utf8") : "";
  text += `${name} ${about.version}: ${about.license}\n\n${words.trim()}\n\n\n`;
}
await writeFile(join(out, "licences.txt"), `${text.trimEnd()}\n`);
