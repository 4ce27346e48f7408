/** What the person wants and the API has not confirmed yet: applied to what is shown at once, sent one by one. */
import type { Task, TaskEdit } from "../tasks";

/** The fields that are edited as text or by choosing; they are compared when two edits meet. */
export type Fields = Pick<Task, "title" | "description" | "priority" | "due_date" | "tags">;

export type Target = { id: number; rev: number; title: string };

type Wish =
  | { kind: "create"; id: number; fields: TaskEdit & { title: string; order: number } }
  | { kind: "edit"; id: number; rev: number; fields: Partial<Fields>; before: Partial<Fields>; title: string }
  | { kind: "complete"; id: number; completed: boolean; title: string }
  | { kind: "move"; id: number; order: number; title: string }
  | { kind: "reorder"; ids: number[] }
  | { kind: "remove"; targets: Target[] };

export type Intent = Wish & {
  /** The idempotency key: sent again with each try, so that the API does it once. */
  key: string;
  /** Until when it is held back for undo. */
  heldUntil?: number;
  /** The task as it is by now, where the API refused an edit of an older one: the person has to choose. */
  current?: Task;
};

export type IntentOf<Kind extends Intent["kind"]> = Extract<Intent, { kind: Kind }>;

export const newKey = () => crypto.randomUUID();

/** Tasks that are not confirmed have negative ids. They are drawn by lot, since tabs may inherit from each other. */
export const newTemporaryId = () => -1 - Math.floor(Math.random() * 2 ** 48);

/** The tasks that an intent is about; null for one that is about the whole list. */
export function subjects(intent: Intent): number[] | null {
  switch (intent.kind) {
    case "reorder": return null;
    case "remove": return intent.targets.map(({ id }) => id);
    default: return [intent.id];
  }
}

function draft({ id, fields }: IntentOf<"create">): Task {
  const now = new Date().toISOString();
  return {
    user_id: "", description: null, completed_at: null, due_date: null, url: "", created_at: now, updated_at: now,
    rev: 0, ...fields, id, completed: false, priority: fields.priority ?? "none", tags: fields.tags ?? [],
  } as Task;
}

/** Changes the tasks as the API will, as far as the page can know. */
export function apply(tasks: Map<number, Task>, intent: Intent): void {
  const change = (id: number, fields: Partial<Task>) => {
    const task = tasks.get(id);
    if (task) {
      tasks.set(id, { ...task, ...fields });
    }
  };
  switch (intent.kind) {
    case "create": tasks.set(intent.id, draft(intent)); break;
    // An edit that waits for a choice shows what is stored, and the dialog shows both.
    case "edit": if (!intent.current) change(intent.id, intent.fields); break;
    case "complete": change(intent.id, { completed: intent.completed }); break;
    case "move": change(intent.id, { order: intent.order }); break;
    case "reorder": intent.ids.forEach((id, index) => change(id, { order: (index + 1) * 1024 })); break;
    case "remove": intent.targets.forEach(({ id }) => tasks.delete(id)); break;
  }
}

/** Whether what somebody else stored differs from what this edit began with, in the same field and to another value. */
export function collides({ fields, before }: IntentOf<"edit">, current: Task): boolean {
  return (Object.keys(fields) as (keyof Fields)[]).some((name) => {
    const now = JSON.stringify(current[name]);
    return now !== JSON.stringify(before[name]) && now !== JSON.stringify(fields[name]);
  });
}

/** The same intent about a task that now has its real id. */
export function renumber(intent: Intent, from: number, to: number): Intent {
  const real = (id: number) => (id === from ? to : id);
  switch (intent.kind) {
    case "reorder": return { ...intent, ids: intent.ids.map(real) };
    case "remove": return { ...intent, targets: intent.targets.map((one) => ({ ...one, id: real(one.id) })) };
    default: return { ...intent, id: real(intent.id) } as Intent;
  }
}
