/** One event stream for all tabs of a browser: the tab that holds a lock reads it, and tells the others. */
import { tasks, TasksError } from "../tasks";
import type { Changes } from "./confirmed";
import { readEvents } from "./events";

type Message =
  | { kind: "changes"; since: number; changes: Changes }
  | { kind: "link"; isUp: boolean }
  | { kind: "link?" }
  | { kind: "signed-out" };

/** What a tab must know and do to follow the list. */
export type Follower = {
  rev: () => number;
  take: (changes: Changes) => void;
  link: (isUp: boolean) => void;
  fail: (error: unknown) => void;
  signedOut: () => void;
};

const pauseMin = 250;
const pauseMax = 4_000;

export class Tabs {
  readonly #channel: BroadcastChannel;
  #leaderLink: boolean | undefined;
  #retry: () => void = () => {};

  constructor(private readonly user: string, private readonly follower: Follower) {
    this.#channel = new BroadcastChannel(`taskactors:${user}`);
    this.#channel.onmessage = ({ data }) => void this.#hear(data as Message);
  }

  /** Begins to follow. The lock is let go when the tab ends, and the next one in line takes over. */
  follow(): void {
    this.#say({ kind: "link?" });
    void navigator.locks.request(`taskactors:stream:${this.user}`, () => this.#lead());
  }

  /** Reads what was missed, from what this tab has. */
  async catchUp(): Promise<void> {
    this.follower.take(await tasks.changes(this.follower.rev()));
  }

  /** The network may be back: does not wait out its pause. */
  retry(): void {
    this.#retry();
  }

  sayGoodbye(): void {
    this.#say({ kind: "signed-out" });
  }

  #say(message: Message): void {
    this.#channel.postMessage(message);
  }

  async #hear(message: Message): Promise<void> {
    switch (message.kind) {
      case "signed-out": return this.follower.signedOut();
      case "link": return this.follower.link(message.isUp);
      case "link?":
        if (this.#leaderLink !== undefined) {
          this.#say({ kind: "link", isUp: this.#leaderLink });
        }
        return;
      case "changes":
        if (message.since <= this.follower.rev()) {
          return this.follower.take(message.changes);
        }
        // This tab missed something: while it was loading, or between two leaders.
        return this.catchUp().catch(this.follower.fail);
    }
  }

  #setLink(isUp: boolean): void {
    this.#leaderLink = isUp;
    this.follower.link(isUp);
    this.#say({ kind: "link", isUp });
  }

  async #lead(): Promise<never> {
    for (let pause = pauseMin; ; ) {
      try {
        for await (const isEnd of this.#read()) {
          pause = pauseMin;
          if (isEnd) {
            // With the next token; a moment later, in case that one ends at once too.
            await this.#sleep(pauseMin);
            break;
          }
        }
      } catch (error) {
        this.#setLink(false);
        this.follower.fail(error);
        const isRefused = error instanceof TasksError && error.status === 401;
        await this.#sleep(isRefused ? pauseMax : pause);
        pause = Math.min(pause * 2, pauseMax);
      }
    }
  }

  /** Yields after each event, true when the token has ended; throws when the connection has. */
  async *#read(): AsyncGenerator<boolean> {
    const stop = new AbortController();
    try {
      let last = this.follower.rev();
      const stream = await tasks.events(last, stop.signal);
      this.#setLink(true);
      for await (const { name, data } of readEvents(stream!)) {
        if (name === "expired") {
          yield true;
          return;
        }
        if (name !== "hello") {
          const changes = name === "change"
            ? { ...(JSON.parse(data) as Omit<Changes, "reset">), reset: false }
            : await tasks.changes(last);
          this.follower.take(changes);
          this.#say({ kind: "changes", since: changes.reset ? 0 : last, changes });
          last = changes.rev;
        }
        yield false;
      }
      throw new TypeError("The stream ended.");
    } finally {
      stop.abort();
    }
  }

  #sleep(pause: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, pause);
      this.#retry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
