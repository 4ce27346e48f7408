/** Sends what is in the outbox: several at a time, each task's in their order, again and again until it is answered. */
import { TasksError, type Task } from "../tasks";
import type { Confirmed } from "./confirmed";
import { collides, renumber, subjects, type Intent } from "./intents";
import type { Outbox } from "./outbox";
import { isPassing, mend, rest, send } from "./sending";

// A browser opens six connections to a server; one is the stream's.
const atOnceMax = 4;
const pauseMin = 500;
const pauseMax = 8_000;

export type SenderEvents = {
  refused: (intent: Intent, error: TasksError) => void;
  said: (text: string) => void;
  /** The real id of a task that the page has made. */
  known: (temporary: number, id: number) => void;
  reached: (isReached: boolean) => void;
  fail: (error: unknown) => void;
  /** Something was answered, for good or ill. */
  settled: () => void;
};

export class Sender {
  #running = 0;
  #pause = pauseMin;
  #pausedUntil = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isStopped = false;
  #losses = 0;
  // Creates that the API may know already while the page does not know their ids.
  readonly #making = new Set<string>();

  constructor(
    private readonly outbox: Outbox, private readonly confirmed: Confirmed, private readonly on: SenderEvents,
  ) {}

  get isMaking(): boolean {
    return this.#making.size > 0;
  }

  /** Starts what can be started. */
  run(keepalive = false): void {
    const max = keepalive ? Infinity : atOnceMax;
    while (!this.#isStopped && this.#running < max && Date.now() >= this.#pausedUntil) {
      const intent = this.outbox.next();
      if (!intent) {
        return;
      }
      this.#running++;
      void this.outbox.while(intent, () => this.#try(intent, keepalive)).finally(() => {
        this.#running--;
        this.run();
      });
    }
  }

  /** The connection is back: does not wait out its pause. */
  retry(): void {
    this.#isStopped = false;
    this.#pausedUntil = 0;
    this.#pause = pauseMin;
    this.run();
  }

  /** The connection is lost: an answer that was under way before does not say that it is there. */
  lose(): void {
    this.#losses++;
  }

  async #try(intent: Intent, keepalive: boolean): Promise<void> {
    const losses = this.#losses;
    const reached = () => losses === this.#losses && this.on.reached(true);
    if (intent.kind === "create") {
      this.#making.add(intent.key);
    }
    try {
      const answer = await send(intent, keepalive);
      this.#pause = pauseMin;
      reached();
      answer.tasks.forEach((task) => this.confirmed.put(task));
      answer.deleted.forEach((id) => this.confirmed.drop(id));
      this.#build(intent, answer.tasks);
      this.#settle(intent, rest(intent));
    } catch (error) {
      this.#fail(intent, error, reached);
    }
  }

  #settle(intent: Intent, next: Intent | null): void {
    if (next) {
      this.outbox.replace(intent.key, next);
    } else {
      this.outbox.remove(intent.key);
    }
    this.#making.delete(intent.key);
    this.on.settled();
  }

  /** Later intents were made on top of this one: they go on from what it made. */
  #build(intent: Intent, [task]: Task[]): void {
    if (!task || intent.kind === "reorder") {
      return;
    }
    if (intent.kind === "create") {
      this.on.known(intent.id, task.id);
      this.outbox.map((later) => renumber(later, intent.id, task.id));
    }
    this.outbox.map((later) => {
      if (later.kind === "edit" && later.id === task.id && !collides(later, task)) {
        return { ...later, rev: task.rev };
      }
      return later.kind === "remove"
        ? { ...later, targets: later.targets.map((one) => (one.id === task.id ? { ...one, rev: task.rev } : one)) }
        : later;
    });
  }

  #fail(intent: Intent, error: unknown, reached: () => void): void {
    if (isPassing(error)) {
      this.#wait(error);
    } else if (error instanceof TasksError && error.status !== 401) {
      reached();
      this.#refuse(intent, error);
    } else {
      this.#isStopped = true;
      this.on.fail(error);
    }
  }

  #refuse(intent: Intent, error: TasksError): void {
    const mended = mend(intent, error);
    if (mended?.current?.id) {
      this.confirmed.put(mended.current);
    }
    this.#settle(intent, mended?.next ?? null);
    if (mended?.said) {
      this.on.said(mended.said);
    }
    if (!mended) {
      this.#forgetWhatFollows(intent);
      this.on.refused(intent, error);
    }
  }

  /** A task that was never made cannot be changed either. */
  #forgetWhatFollows(intent: Intent): void {
    if (intent.kind === "create") {
      this.outbox.all.filter((later) => subjects(later)?.includes(intent.id))
        .forEach((later) => this.outbox.remove(later.key));
    }
  }

  #wait(error: unknown): void {
    if (!(error instanceof TasksError)) {
      this.on.reached(false);
    }
    this.#pausedUntil = Date.now() + this.#pause;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.run(), this.#pause + 10);
    this.#pause = Math.min(this.#pause * 2, pauseMax);
  }
}
