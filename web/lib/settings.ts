/** Where the browser reaches the tasks API. Read when a request comes, so that one build serves everywhere. */
export function apiAddress(): string {
  return process.env.TASKS_API_URL ?? process.env.NEXT_PUBLIC_TASKS_API_URL ?? "http://localhost:8000";
}
