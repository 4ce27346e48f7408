// What starting needs beforehand: ports, the secret, and whether the pages must be built.
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";

function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}

/** This port, or the next one that nobody listens on. */
export async function freePort(wanted, taken) {
  for (let port = wanted; port < wanted + 100; port++) {
    if (port !== taken && (await isFree(port))) {
      return port;
    }
  }
  throw new Error(`No port is free from ${wanted} on.`);
}

/** Made once, for this machine, and readable by its owner alone. */
export function readOrMakeSecret(path) {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (!existsSync(path)) {
    writeFileSync(path, randomBytes(32).toString("base64"), { mode: 0o600, flag: "wx" });
  }
  return readFileSync(path, "utf8");
}

// lib/openapi.ts is made from openapi.json by the build itself.
const sources = ["app", "components", "lib", "instrumentation.ts", "next.config.ts", "openapi.json", "package.json",
  "proxy.ts"];

function newest(path) {
  return statSync(path).isDirectory()
    ? Math.max(0, ...readdirSync(path).filter((name) => name !== "openapi.ts").map((name) => newest(join(path, name))))
    : statSync(path).mtimeMs;
}

/** Whether something of which the pages are made is newer than they are. */
export function isBuildStale(web) {
  const mark = join(web, ".next", "BUILD_ID");
  return !existsSync(mark) || sources.some((name) => newest(join(web, name)) > statSync(mark).mtimeMs);
}
