// Builds the pages where something is newer than they are.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { isBuildStale } from "./preparing.mjs";

const web = fileURLToPath(new URL("..", import.meta.url));
if (isBuildStale(web)) {
  const { status } = spawnSync("npm", ["run", "build", "--silent"], { cwd: web, stdio: "inherit", shell: true });
  process.exitCode = status ?? 1;
}
