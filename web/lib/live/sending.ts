/** One intent as a request, and what a refusal means for it. */
import { tasks, TasksError, type Operation, type Task } from "../tasks";
import { collides, newKey, type Intent, type IntentOf } from "./intents";

/** What the API answered: tasks as they are now, and ids that are gone. */
export type Answer = { tasks: Task[]; deleted: number[] };

const changed = (...list: Task[]): Answer => ({ tasks: list, deleted: [] });

/** A batch takes so many operations. */
const operationsMax = 100;

export async function send(intent: Intent, keepalive: boolean): Promise<Answer> {
  const write = { key: intent.key, keepalive };
  switch (intent.kind) {
    case "create": return changed(await tasks.create(intent.fields, write));
    case "edit": return changed(await tasks.edit(intent.id, intent.fields, { ...write, rev: intent.rev }));
    case "complete": return changed(await tasks.complete(intent.id, intent.completed, write));
    case "move": return changed(await tasks.edit(intent.id, { order: intent.order }, write));
    case "reorder": {
      const { results } = await tasks.batch([{ op: "reorder", ids: intent.ids }], write);
      return changed(...results.flatMap(({ task }) => task ?? []));
    }
    case "remove": return remove(intent, write);
  }
}

/** The first hundred; what is left over stays in the outbox. */
async function remove({ targets }: IntentOf<"remove">, write: { key: string; keepalive: boolean }): Promise<Answer> {
  const some = targets.slice(0, operationsMax);
  if (some.length === 1) {
    await tasks.remove(some[0].id, { ...write, rev: some[0].rev });
  } else {
    await tasks.batch(some.map(({ id, rev }): Operation => ({ op: "delete", id, if_match: `r${rev}` })), write);
  }
  return { tasks: [], deleted: some.map(({ id }) => id) };
}

/** What is left to be sent after the API has answered. */
export function rest(intent: Intent): Intent | null {
  return intent.kind === "remove" && intent.targets.length > operationsMax
    ? { ...intent, targets: intent.targets.slice(operationsMax), key: newKey() }
    : null;
}

/** Sent again later with the same key: the API was not reached, is busy, or does not know whether it was done. */
export const isPassing = (error: unknown) =>
  !(error instanceof TasksError) || [408, 429, 502, 503, 504].includes(error.status) || error.code === "no_token";

/** An intent that can go on in another form, and what the person should know of it. */
export type Mended = { next: Intent | null; said?: string; current?: Task };

/** What becomes of a refused intent; undefined where nothing can be mended. */
export function mend(intent: Intent, error: TasksError): Mended | undefined {
  const current = error.problem?.current as Task | undefined;
  if (intent.kind === "edit" && error.status === 412 && current) {
    // Another field was changed elsewhere: both changes can stand. The same field: the person chooses.
    return collides(intent, current)
      ? { next: { ...intent, current }, current }
      : { next: { ...intent, rev: current.rev, key: newKey() }, current };
  }
  if (intent.kind === "remove") {
    return spare(intent, error, current);
  }
  // Tasks that are gone are left out, as those that this tab has not seen are.
  return intent.kind === "reorder" && error.status === 404 ? { next: null } : undefined;
}

/** Leaves a task out of a removal: it is gone already, or it was changed after the person decided. */
function spare(intent: IntentOf<"remove">, error: TasksError, current?: Task): Mended | undefined {
  if (error.status !== 404 && error.status !== 412) {
    return undefined;
  }
  const index = error.problem?.index ?? 0;
  const targets = intent.targets.filter((_, at) => at !== index);
  const said = error.status === 412
    ? `“${intent.targets[index].title}” was changed elsewhere meanwhile, so it was not deleted.`
    : undefined;
  return { next: targets.length > 0 ? { ...intent, targets, key: newKey() } : null, said, current };
}
