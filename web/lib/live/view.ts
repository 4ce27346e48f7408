/** What of the list is shown, in which order, and where a moved task comes to stand. */
import type { Task } from "../tasks";

export type Filter = {
  status: "all" | "pending" | "completed"; search: string; priority: string; due: string; tag: string;
};

export const everything: Filter = { status: "all", search: "", priority: "", due: "", tag: "" };

const dayAfter = (days: number) => {
  const day = new Date();
  day.setDate(day.getDate() + days);
  return localDay(day);
};

/** The calendar day where the person is. */
export function localDay(date: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** A due date is a day, or an instant of another client, which falls on a day here. */
export const dueDay = (due: string | null) => (due && due.length > 10 ? localDay(new Date(due)) : due);

export const isOverdue = (task: Task) => !task.completed && !!task.due_date && dueDay(task.due_date)! < dayAfter(0);

const byDue: Record<string, (task: Task) => boolean> = {
  overdue: isOverdue,
  today: (task) => dueDay(task.due_date) === dayAfter(0),
  week: (task) => !!task.due_date && dueDay(task.due_date)! >= dayAfter(0) && dueDay(task.due_date)! <= dayAfter(7),
  none: (task) => !task.due_date,
};

/** Search as the API's q: title and description, ignoring case. */
export function select(tasks: Task[], { status, search, priority, due, tag }: Filter): Task[] {
  const text = search.trim().toLowerCase();
  return tasks.filter((task) =>
    (status === "all" || task.completed === (status === "completed"))
    && (!priority || task.priority === priority)
    && (!due || byDue[due](task))
    && (!tag || task.tags.includes(tag))
    && (!text || `${task.title}\n${task.description ?? ""}`.toLowerCase().includes(text)));
}

export const inOrder = (tasks: Iterable<Task>) => [...tasks].sort((a, b) => a.order - b.order || a.id - b.id);

const lowest = -(2 ** 31);
const highest = 2 ** 31 - 1;
const step = 1024;

/** The order of a new task, which comes first. */
export const orderBefore = (first: Task | undefined) => (first ? Math.max(first.order - step, lowest) : step);

/**
 * Where a task comes to stand behind another one (null: before all): an order between the neighbours, or, where there
 * is no number left between them, the whole list in its new order.
 */
export function place(all: Task[], moved: Task, behind: Task | null): { order: number } | { ids: number[] } {
  const others = all.filter(({ id }) => id !== moved.id);
  const at = behind ? others.findIndex(({ id }) => id === behind.id) + 1 : 0;
  const [before, after] = [others[at - 1]?.order, others[at]?.order];
  const order = before === undefined && after === undefined ? step
    : before === undefined ? after - step
    : after === undefined ? before + step
    : Math.floor((before + after) / 2);
  const isBetween = (before === undefined || order > before) && (after === undefined || order < after);
  return isBetween && order >= lowest && order <= highest
    ? { order }
    : { ids: [...others.slice(0, at), moved, ...others.slice(at)].map(({ id }) => id) };
}
