/** The tasks as the API has confirmed them, whatever the order in which answers and events arrive. */
import type { Task } from "../tasks";

export type Changes = { rev: number; reset: boolean; tasks: Task[]; deleted: number[] };

export class Confirmed {
  #tasks = new Map<number, Task>();
  // Ids are never used again: a late answer must not bring a deleted task back.
  readonly #gone = new Set<number>();
  rev = 0;

  get tasks(): ReadonlyMap<number, Task> {
    return this.#tasks;
  }

  /** What the API said of one task. */
  put(task: Task): void {
    const known = this.#tasks.get(task.id);
    if (!this.#gone.has(task.id) && (!known || known.rev <= task.rev)) {
      this.#tasks.set(task.id, task);
    }
  }

  drop(id: number): void {
    this.#tasks.delete(id);
    this.#gone.add(id);
  }

  /** What happened up to a revision; after a reset, all there is. */
  take({ rev, reset, tasks, deleted }: Changes): void {
    if (reset && rev >= this.rev) {
      this.#tasks = new Map();
      this.#gone.clear();
    }
    tasks.forEach((task) => this.put(task));
    deleted.forEach((id) => this.drop(id));
    this.rev = Math.max(this.rev, rev);
  }
}
