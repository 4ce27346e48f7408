/** The tasks API as the signed-in user: every call carries a token, which is fetched anew shortly before it ends. */

const api = process.env.NEXT_PUBLIC_TASKS_API_URL ?? "http://localhost:8000";
const frontend = process.env.NEXT_PUBLIC_AUTH_URL ?? "";
const secondsBeforeEnd = 30;

export type Task = {
  id: number;
  title: string;
  description: string | null;
  completed: boolean;
  priority: "none" | "low" | "medium" | "high";
  due_date: string | null;
  tags: string[];
  rev: number;
};

export type TaskEdit = Partial<Pick<Task, "title" | "description" | "completed" | "priority" | "due_date" | "tags">>;

/** What the API refused, in its own words. Status 401 means: sign in again. */
export class TasksError extends Error {
  constructor(readonly status: number, readonly code: string, detail: string) {
    super(detail);
  }
}

let known: { token: string; endsAt: number } | null = null;

/** Call it on sign-out: the next user of this page must not speak for the last one. */
export function forgetToken(): void {
  known = null;
}

async function currentToken(): Promise<string> {
  if (!known || Date.now() / 1000 > known.endsAt - secondsBeforeEnd) {
    const answer = await fetch(`${frontend}/api/auth/token`, { credentials: "include" });
    if (!answer.ok) {
      throw new TasksError(answer.status, "not_signed_in", "Please sign in.");
    }
    const { token } = (await answer.json()) as { token: string };
    const payload = token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/");
    known = { token, endsAt: (JSON.parse(atob(payload)) as { exp: number }).exp };
  }
  return known.token;
}

async function call<Answer>(method: string, path: string, body?: unknown, isRetry = false): Promise<Answer> {
  const answer = await fetch(`${api}/api/tasks${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${await currentToken()}`,
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (answer.status === 401 && !isRetry) {
    forgetToken();
    return call(method, path, body, true);
  }
  if (!answer.ok) {
    const problem = (await answer.json().catch(() => ({}))) as { code?: string; detail?: string };
    throw new TasksError(answer.status, problem.code ?? "unknown", problem.detail ?? answer.statusText);
  }
  return (answer.status === 204 ? undefined : await answer.json()) as Answer;
}

export const tasks = {
  list: (query: Record<string, string> = {}) => call<Task[]>("GET", `?${new URLSearchParams(query)}`),
  get: (id: number) => call<Task>("GET", `/${id}`),
  create: (task: TaskEdit & { title: string }) => call<Task>("POST", "", task),
  edit: (id: number, edit: TaskEdit) => call<Task>("PATCH", `/${id}`, edit),
  complete: (id: number, completed = true) => call<Task>("PATCH", `/${id}/complete`, { completed }),
  remove: (id: number) => call<void>("DELETE", `/${id}`),
};
