/** The tasks API as the signed-in user: typed from its OpenAPI document, and every request carries a token. */
import createClient from "openapi-fetch";
import type { components, paths } from "./openapi";

export type Task = components["schemas"]["Task"];
export type TaskEdit = components["schemas"]["TaskFields"];
export type NewTask = TaskEdit & { title: string };
export type Operation = components["schemas"]["Operation"];
export type Problem = components["schemas"]["Problem"];

/** What a write may carry: a key makes it safe to repeat, a revision refuses it when the task is another by now. */
export type Write = { key?: string; rev?: number; keepalive?: boolean };

/** What the API refused, in its own words. Status 401 means: sign in again. */
export class TasksError extends Error {
  constructor(readonly status: number, readonly code: string, detail: string, readonly problem?: Problem) {
    super(detail);
  }
}

const at = {
  api: process.env.NEXT_PUBLIC_TASKS_API_URL ?? "http://localhost:8000",
  frontend: process.env.NEXT_PUBLIC_AUTH_URL ?? "",
  user: undefined as string | undefined,
};

/** Where the API is, where that is known only at run time, and whom this page shows: it then speaks for nobody else. */
export function connect(api: string, user?: string): void {
  Object.assign(at, { api: api.replace(/\/$/, ""), user });
  client = newClient();
  forgetToken();
}

// In memory only: a script that could read storage would read the token from there.
let known: { token: string; renewAt: number } | null = null;
let renewal: Promise<string> | null = null;
// A token that was asked for before the last one was forgotten is not kept when it comes.
let epoch = 0;

/** Call it on sign-out: the next user of this page must not speak for the last one. */
export function forgetToken(): void {
  known = null;
  renewal = null;
  epoch++;
}

async function newToken(): Promise<string> {
  const asked = epoch;
  const answer = await fetch(`${at.frontend}/api/auth/token`, { credentials: "include" });
  if (!answer.ok) {
    const isSignedOut = answer.status === 401 || answer.status === 403;
    throw new TasksError(answer.status, isSignedOut ? "not_signed_in" : "no_token", "Please sign in.");
  }
  const { token } = (await answer.json()) as { token: string };
  const payload = token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/");
  const { sub, iat, exp } = JSON.parse(atob(payload)) as { sub: string; iat: number; exp: number };
  if (at.user !== undefined && sub !== at.user) {
    throw new TasksError(401, "another_user", "Somebody else has signed in meanwhile.");
  }
  // Counted from now, so that a wrong clock does not matter; a third of a short life, or half a minute, early.
  const seconds = exp - iat;
  if (asked === epoch) {
    known = { token, renewAt: Date.now() + (seconds - Math.min(30, seconds / 3)) * 1000 };
  }
  return token;
}

async function currentToken(): Promise<string> {
  if (known && Date.now() < known.renewAt) {
    return known.token;
  }
  // However many calls wait, one token is fetched.
  const mine = (renewal ??= newToken());
  return mine.finally(() => (renewal = renewal === mine ? null : renewal));
}

/** As fetch, with a token; one that is refused is replaced once. */
async function fetchAsUser(request: Request): Promise<Response> {
  const again = request.clone();
  const token = await currentToken();
  request.headers.set("Authorization", `Bearer ${token}`);
  const answer = await fetch(request);
  if (answer.status !== 401) {
    return answer;
  }
  if (known?.token === token) {
    forgetToken();
  }
  again.headers.set("Authorization", `Bearer ${await currentToken()}`);
  return fetch(again);
}

const newClient = () => createClient<paths>({ baseUrl: at.api, fetch: fetchAsUser });
let client = newClient();

const headers = ({ key, rev }: Write) => ({
  ...(key && { "Idempotency-Key": key }),
  ...(rev !== undefined && { "If-Match": `"r${rev}"` }),
});

async function unwrap<Data>(call: Promise<{ data?: Data; error?: unknown; response: Response }>): Promise<Data> {
  const { data, error, response } = await call;
  if (!response.ok) {
    const problem = (typeof error === "object" && error ? error : {}) as Problem;
    throw new TasksError(response.status, problem.code ?? "unknown", problem.detail ?? response.statusText, problem);
  }
  return data as Data;
}

export const tasks = {
  list: (query: paths["/api/tasks"]["get"]["parameters"]["query"] = {}) =>
    unwrap(client.GET("/api/tasks", { params: { query } })),
  get: (id: number) => unwrap(client.GET("/api/tasks/{id}", { params: { path: { id } } })),
  create: (body: NewTask, write: Write = {}) =>
    unwrap(client.POST("/api/tasks", { body, params: { header: headers(write) }, keepalive: write.keepalive })),
  edit: (id: number, body: TaskEdit, write: Write = {}) =>
    unwrap(client.PATCH("/api/tasks/{id}", {
      body, params: { path: { id }, header: headers(write) }, keepalive: write.keepalive,
    })),
  complete: (id: number, completed = true, write: Write = {}) =>
    unwrap(client.PATCH("/api/tasks/{id}/complete", {
      body: { completed }, params: { path: { id }, header: headers(write) }, keepalive: write.keepalive,
    })),
  remove: (id: number, write: Write = {}) =>
    unwrap(client.DELETE("/api/tasks/{id}", {
      params: { path: { id }, header: headers(write) }, keepalive: write.keepalive,
    })),
  batch: (operations: Operation[], write: Write = {}) =>
    unwrap(client.POST("/api/tasks/batch", {
      body: { operations }, params: { header: headers(write) }, keepalive: write.keepalive,
    })),
  /** What changed since a revision; since 0, everything. */
  changes: (since: number) => unwrap(client.GET("/api/tasks/changes", { params: { query: { since } } })),
  /** The live stream, to be read as it comes: see lib/live/events.ts. */
  events: (since: number, signal: AbortSignal) =>
    unwrap(client.GET("/api/tasks/events", { params: { query: { since } }, parseAs: "stream", signal })),
};
