// Starts both halves with matching settings, the API and this frontend, and stops them together.
// "dev" as an argument serves the pages while they are edited.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort, readOrMakeSecret } from "./preparing.mjs";

const web = fileURLToPath(new URL("..", import.meta.url));
const root = join(web, "..");
const isDev = process.argv.includes("dev");
if (existsSync(join(web, ".env"))) {
  process.loadEnvFile(join(web, ".env"));
}

// Next.js reports how it is used to its makers, unless it is told not to.
process.env.NEXT_TELEMETRY_DISABLED ??= "1";

const data = process.env.WEB_DATA ?? join(web, "data");
const running = new Map();
let isStopping = false;

function start(name, command, args, options) {
  const child = spawn(command, args, { stdio: "inherit", ...options, env: { ...process.env, ...options.env } });
  running.set(name, child);
  child.on("error", (error) => stop(`${name} did not start: ${error.message}`));
  child.on("exit", (code) => {
    running.delete(name);
    stop(`${name} has ended (${code}).`);
  });
  return child;
}

/** Each is asked by its process id to end, and the command ends when both have. */
function stop(why) {
  if (!isStopping) {
    isStopping = true;
    process.exitCode = why ? 1 : 0;
    console.log(why ?? "Stopping both.");
    running.forEach((child) => child.kill("SIGTERM"));
  }
}

function run(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: "inherit", ...options, env: { ...process.env, ...options.env } });
    child.on("error", () => reject(new Error(`${command} is not installed.`)));
    child.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`${command} ${args.join(" ")} failed.`))));
  });
}

async function main() {
  const webPort = await freePort(Number(process.env.WEB_PORT ?? 3000));
  const apiPort = await freePort(Number(process.env.API_PORT ?? 8000), webPort);
  const webUrl = process.env.BETTER_AUTH_URL ?? `http://localhost:${webPort}`;
  const apiUrl = process.env.TASKS_API_URL ?? `http://localhost:${apiPort}`;
  const secret = process.env.BETTER_AUTH_SECRET ?? readOrMakeSecret(join(data, "secret"));
  const isShared = process.env.JWT_ALGORITHM === "HS256";

  if (!process.env.API_PROGRAM) {
    console.log("Building the API …");
    await run("dotnet", ["build", "src/Api", "-v", "quiet", "-nologo"], { cwd: root });
  }
  if (!isDev) {
    console.log("Building the pages, if they have changed …");
    await run(process.execPath, ["scripts/build.mjs"], { cwd: web });
  }

  const pages = {
    BETTER_AUTH_SECRET: secret,
    BETTER_AUTH_URL: webUrl,
    AUTH_DATABASE: process.env.AUTH_DATABASE ?? join(data, "auth.db"),
    TASKS_API_URL: apiUrl,
  };
  const api = {
    ASPNETCORE_ENVIRONMENT: "Development",
    PORT: String(apiPort),
    TASKACTORS_CORS_ORIGINS: webUrl,
    // A published key needs the address of the pages, and no secret; a shared secret needs only itself.
    ...(isShared
      ? { BETTER_AUTH_SECRET: secret, TASKACTORS_JWT_ISSUER: webUrl, TASKACTORS_JWT_AUDIENCE: webUrl }
      : { BETTER_AUTH_URL: webUrl }),
  };
  const program = process.env.API_PROGRAM ?? join(root, "src/Api/bin/Debug/net10.0/TaskActors.Api.dll");
  start("The API", "dotnet", [program], { cwd: root, env: api });
  const next = join(web, "node_modules/next/dist/bin/next");
  // On this machine only, as the API in Development.
  const args = [next, isDev ? "dev" : "start", "-H", "127.0.0.1", "-p", String(webPort)];
  start("The web server", process.execPath, args, { cwd: web, env: pages });
  const how = isShared ? "a shared secret" : "a published key";
  console.log(`\n  Tasks  ${webUrl}\n  API    ${apiUrl}/docs\n  Tokens are signed with ${how}. Ctrl+C stops both.\n`);
}

// Ctrl+C reaches the children too, as they share the terminal: whoever comes first, all end.
process.on("SIGINT", () => stop());
process.on("SIGTERM", () => stop());
main().catch((error) => stop(error.message));
