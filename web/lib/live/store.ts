/** The list as this tab shows it: what the API confirmed, with what the person did since on top. */
import { connect, forgetToken, tasks, TasksError, type Task, type TaskEdit } from "../tasks";
import { Confirmed, type Changes } from "./confirmed";
import { apply, collides, newKey, newTemporaryId, type Fields, type Intent, type IntentOf } from "./intents";
import { Notices, type Notice } from "./notices";
import { Outbox } from "./outbox";
import { explain } from "./refusals";
import { Sender } from "./sender";
import { Tabs } from "./tabs";
import { inOrder, orderBefore, place } from "./view";

export type Snapshot = {
  isLoaded: boolean;
  /** In their manual order. */
  tasks: Task[];
  /** Changes that the API has not answered. */
  waiting: number;
  /** Removals that can still be undone, and edits that need a choice. */
  held: IntentOf<"remove">[];
  disputed: IntentOf<"edit">[];
  link: "up" | "down" | "signed-out";
  notices: Notice[];
};

const undoTime = 5_000;
// So long an event may wait for the answer that says which task of the page it is about.
const patience = 3_000;

const pick = (task: Task, names: (keyof Fields)[]): Partial<Fields> =>
  Object.fromEntries(names.map((name) => [name, task[name]]));

export class TaskStore {
  readonly #listeners = new Set<() => void>();
  readonly #confirmed = new Confirmed();
  readonly #outbox: Outbox;
  readonly #sender: Sender;
  readonly #tabs: Tabs;
  readonly #names = new Map<number, number>();
  readonly notices = new Notices(() => this.#changed());
  #snapshot: Snapshot | null = null;
  #isStarted = false;
  #isLoaded = false;
  #link: Snapshot["link"] = "up";
  #links = { isReached: true, isFollowing: true };
  #returned: (title: string) => void = () => {};
  #later: Changes[] = [];
  #received = 0;

  constructor(
    api: string, private readonly user: string, private readonly leave: (why: "signed-out" | "another") => void,
  ) {
    connect(api, user);
    this.#outbox = new Outbox(user, () => this.#changed());
    this.#sender = new Sender(this.#outbox, this.#confirmed, {
      refused: (intent, error) => this.#refused(intent, error),
      said: (text) => this.notices.problem(text),
      known: (temporary, id) => this.#names.set(id, temporary),
      reached: (isReached) => this.#setLink({ isReached }),
      fail: (error) => this.#fail(error),
      settled: () => this.#takeLater(),
    });
    this.#tabs = new Tabs(user, {
      rev: () => this.#received,
      take: (changes) => this.#take(changes),
      link: (isFollowing) => this.#setLink({ isFollowing }),
      fail: (error) => this.#fail(error),
      signedOut: () => leave("signed-out"),
    });
  }

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  snapshot = (): Snapshot => (this.#snapshot ??= this.#look());

  /** Begins to load and to follow, once. */
  start(): void {
    if (!this.#isStarted) {
      this.#isStarted = true;
      void this.#start();
    }
  }

  async #start(): Promise<void> {
    this.#outbox.open();
    for (let pause = 250; !this.#isLoaded; pause = Math.min(pause * 2, 4_000)) {
      try {
        const all = await tasks.changes(0);
        this.#isLoaded = true;
        this.#take(all);
      } catch (error) {
        this.#setLink({ isReached: false });
        this.#fail(error);
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
    this.#setLink({ isReached: true });
    this.#tabs.follow();
    this.#sender.run();
  }

  /** A name of a task that stays the same when its real id becomes known. */
  nameOf = (id: number) => String(this.#names.get(id) ?? id);

  add(title: string, fields: TaskEdit = {}): void {
    const order = orderBefore(this.snapshot().tasks[0]);
    this.#want({ kind: "create", id: newTemporaryId(), fields: { ...fields, title, order }, key: newKey() });
  }

  /** Began is the task as it was when the person began, which may be another by now. */
  edit({ id, title }: Task, fields: Partial<Fields>, began: Task): void {
    const before = pick(began, Object.keys(fields) as (keyof Fields)[]);
    const edit: IntentOf<"edit"> = { kind: "edit", id, rev: began.rev, fields, before, title, key: newKey() };
    // What changed meanwhile is seen already, and is of other fields: an own edit that was answered, mostly.
    const known = this.#confirmed.tasks.get(id);
    this.#want(known && !collides(edit, known) ? { ...edit, rev: known.rev } : edit);
  }

  complete(task: Task, completed: boolean): void {
    this.#want({ kind: "complete", id: task.id, completed, title: task.title, key: newKey() });
  }

  move(task: Task, behind: Task | null): void {
    const to = place(this.snapshot().tasks, task, behind);
    this.#want("order" in to
      ? { kind: "move", id: task.id, order: to.order, title: task.title, key: newKey() }
      : { kind: "reorder", ids: to.ids, key: newKey() });
  }

  /** Held back for a while, so that it can be undone. */
  remove(list: Task[]): void {
    const targets = list.map(({ id, rev, title }) => ({ id, rev, title }));
    const key = newKey();
    this.#want({ kind: "remove", targets, key, heldUntil: Date.now() + undoTime });
    this.#releaseAfter(key, undoTime);
  }

  undo(key: string): void {
    this.#outbox.remove(key);
  }

  /** Somebody is about to press Undo: the time begins anew when they leave. */
  hold(key: string, isHeld: boolean): void {
    clearTimeout(this.#timers.get(key));
    if (!isHeld) {
      this.#releaseAfter(key, undoTime);
    }
  }

  /** Mine is sent again on top of what is there now; theirs stays otherwise. */
  choose(intent: IntentOf<"edit">, isMine: boolean): void {
    const { current } = intent;
    if (isMine && current) {
      const before = pick(current, Object.keys(intent.fields) as (keyof Fields)[]);
      const again = { ...intent, rev: current.rev, before, current: undefined, key: newKey() };
      this.#outbox.replace(intent.key, again);
      this.#sender.run();
    } else {
      this.#outbox.remove(intent.key);
    }
  }

  /** Tells what a refused new task was called. */
  onReturned(listener: (title: string) => void): () => void {
    this.#returned = listener;
    return () => { this.#returned = () => {}; };
  }

  /** The page is about to go: what is held back goes out now, and outlives it. */
  flush(): void {
    this.#outbox.map((intent) => (intent.heldUntil ? { ...intent, heldUntil: undefined } : intent));
    this.#sender.run(true);
  }

  /** The browser has lost its network, or may have it back; what is tried then tells. */
  network(isThere: boolean): void {
    this.#setLink({ isReached: isThere });
    if (isThere) {
      this.#tabs.retry();
      this.#sender.retry();
    } else {
      this.#sender.lose();
    }
  }

  /** After the session has ended: nothing of this user stays in this browser. */
  forget(): void {
    forgetToken();
    Outbox.forget(this.user);
    this.#tabs.sayGoodbye();
  }

  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  #releaseAfter(key: string, time: number): void {
    this.#timers.set(key, setTimeout(() => {
      this.#outbox.map((intent) => (intent.key === key ? { ...intent, heldUntil: undefined } : intent));
      this.#sender.run();
    }, time));
  }

  #want(intent: Intent): void {
    this.#outbox.add(intent);
    this.#sender.run();
  }

  #take(changes: Changes): void {
    this.#received = Math.max(this.#received, changes.rev);
    if (this.#sender.isMaking) {
      if (this.#later.push(changes) === 1) {
        setTimeout(() => this.#takeLater(true), patience);
      }
      return;
    }
    this.#confirmed.take(changes);
    this.#changed();
  }

  #takeLater(isLate = false): void {
    if (isLate || !this.#sender.isMaking) {
      this.#later.splice(0).forEach((changes) => this.#confirmed.take(changes));
      this.#changed();
    }
  }

  #setLink(part: { isReached: boolean } | { isFollowing: boolean }): void {
    this.#links = { ...this.#links, ...part };
    const link = this.#links.isReached && this.#links.isFollowing ? "up" : "down";
    if (link === this.#link) {
      return;
    }
    this.#link = link;
    this.#changed();
    // Whichever half came back first, the other need not wait out its pause.
    if ("isFollowing" in part && part.isFollowing) {
      this.#sender.retry();
    }
  }

  #refused(intent: Intent, error: TasksError): void {
    if (intent.kind === "create") {
      this.#returned(intent.fields.title);
    }
    const { text, action } = explain(intent, error, this);
    this.notices.problem(text, action);
  }

  #fail(error: unknown): void {
    if (error instanceof TasksError && error.code === "another_user") {
      this.leave("another");
    } else if (error instanceof TasksError && error.status === 401) {
      this.#link = "signed-out";
      this.#changed();
    }
  }

  #changed(): void {
    this.#snapshot = null;
    this.#listeners.forEach((listener) => listener());
  }

  #look(): Snapshot {
    const shown = new Map(this.#confirmed.tasks);
    this.#outbox.all.forEach((intent) => apply(shown, intent));
    return {
      isLoaded: this.#isLoaded,
      tasks: inOrder(shown.values()),
      waiting: this.#outbox.waiting,
      held: this.#outbox.all.filter((one): one is IntentOf<"remove"> => one.kind === "remove" && !!one.heldUntil),
      disputed: this.#outbox.all.filter((one): one is IntentOf<"edit"> => one.kind === "edit" && !!one.current),
      link: this.#link,
      notices: this.notices.all,
    };
  }
}
