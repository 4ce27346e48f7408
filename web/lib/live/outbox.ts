/** Intents in their order, kept in this browser until the API has answered each: also over a reload, or a lost tab. */
import { subjects, type Intent } from "./intents";

const prefix = (user: string) => `taskactors:outbox:${user}:`;

export class Outbox {
  #intents: Intent[] = [];
  readonly #sending = new Set<string>();
  readonly #name: string;

  constructor(private readonly user: string, private readonly onChange: () => void) {
    this.#name = prefix(user) + crypto.randomUUID();
  }

  get all(): readonly Intent[] {
    return this.#intents;
  }

  /** How many the API has not answered; those held back for undo are not late yet. */
  get waiting(): number {
    return this.#intents.filter(({ heldUntil, current }) => !heldUntil && !current).length;
  }

  add(intent: Intent): void {
    this.#set([...this.#intents, intent]);
  }

  replace(key: string, intent: Intent): void {
    this.#set(this.#intents.map((one) => (one.key === key ? intent : one)));
  }

  remove(key: string): void {
    this.#set(this.#intents.filter((one) => one.key !== key));
  }

  map(change: (intent: Intent) => Intent): void {
    this.#set(this.#intents.map(change));
  }

  /** The next that may be sent: nothing before it is about the same task, and it is neither held nor disputed. */
  next(): Intent | undefined {
    const busy = new Set<number>();
    for (const intent of this.#intents) {
      const about = subjects(intent);
      const isFree = about ? !about.some((id) => busy.has(id)) : busy.size === 0;
      if (isFree && !intent.heldUntil && !intent.current && !this.#sending.has(intent.key)) {
        return intent;
      }
      if (!about) {
        return undefined;
      }
      about.forEach((id) => busy.add(id));
    }
    return undefined;
  }

  /** Marks it as under way while it is. */
  async while<Answer>(intent: Intent, send: () => Promise<Answer>): Promise<Answer> {
    this.#sending.add(intent.key);
    try {
      return await send();
    } finally {
      this.#sending.delete(intent.key);
    }
  }

  /** Holds this tab's lock while it lives, and takes over what tabs left behind that are gone. */
  open(): void {
    void navigator.locks.request(this.#name, () => new Promise(() => {}));
    const others = Object.keys(localStorage).filter((name) => name.startsWith(prefix(this.user)));
    for (const name of others) {
      void navigator.locks.request(name, () => this.#inherit(name));
    }
  }

  /** Nothing of this user stays in the browser. */
  static forget(user: string): void {
    Object.keys(localStorage)
      .filter((name) => name.startsWith(prefix(user)))
      .forEach((name) => localStorage.removeItem(name));
  }

  #inherit(name: string): void {
    const left = JSON.parse(localStorage.getItem(name) ?? "[]") as Intent[];
    localStorage.removeItem(name);
    if (left.length > 0) {
      this.#set([...left.map((intent) => ({ ...intent, heldUntil: undefined })), ...this.#intents]);
    }
  }

  #set(intents: Intent[]): void {
    this.#intents = intents;
    try {
      if (intents.length > 0) {
        localStorage.setItem(this.#name, JSON.stringify(intents));
      } else {
        localStorage.removeItem(this.#name);
      }
    } catch {
      // A full or forbidden storage only takes the safety net away: what is in memory is sent all the same.
    }
    this.onChange();
  }
}
