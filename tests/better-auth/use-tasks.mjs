// Signs up at the frontend and uses web/lib/tasks.ts against the API, as a page would; prints what it saw.
import { load } from "./load.mjs";

const [frontend, api, email] = process.argv.slice(2);
process.env.NEXT_PUBLIC_AUTH_URL = frontend;
process.env.NEXT_PUBLIC_TASKS_API_URL = api;

const signUp = await fetch(`${frontend}/api/auth/sign-up/email`, {
  method: "POST",
  headers: { "Content-Type": "application/json", Origin: frontend },
  body: JSON.stringify({ email, password: "a long password", name: "Ada" }),
});
const cookie = signUp.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");

// What a browser does by itself.
const plainFetch = globalThis.fetch;
globalThis.fetch = (url, options = {}) =>
  plainFetch(url, options.credentials === "include" ? { ...options, headers: { ...options.headers, cookie } } : options);

const { tasks } = await load("tasks");
const milk = await tasks.create({ title: "canary milk", tags: ["shop"] });
const done = await tasks.complete(milk.id);
const edited = await tasks.edit(milk.id, { priority: "high" });
const listed = await tasks.list({ status: "completed" });
await tasks.remove(milk.id);
const refused = await tasks.get(milk.id).catch((error) => ({ status: error.status, code: error.code }));
console.log(JSON.stringify({ done: done.completed, priority: edited.priority, listed: listed.length, refused }));
