// Loads a TypeScript file of web/lib as it is: types are dropped, and its packages come from this folder.
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { transform } from "esbuild";

export async function load(name) {
  const source = await readFile(new URL(`../../web/lib/${name}.ts`, import.meta.url), "utf8");
  const { code } = await transform(source, { loader: "ts", format: "esm", target: "node20" });
  const folder = new URL("./node_modules/.taskactors/", import.meta.url);
  const file = new URL(`${name}-${process.pid}.mjs`, folder);
  await mkdir(folder, { recursive: true });
  await writeFile(file, code);
  try {
    return await import(file.href);
  } finally {
    await rm(file);
  }
}
