/** What the page has to say: each stays until it is closed, or for a while where nothing was lost. */
export type Notice = {
  id: number;
  text: string;
  isProblem: boolean;
  action?: { label: string; run: () => void };
};

const shortTime = 5_000;

export class Notices {
  #list: Notice[] = [];
  #last = 0;

  constructor(private readonly onChange: () => void) {}

  get all(): Notice[] {
    return this.#list;
  }

  problem(text: string, action?: Notice["action"]): void {
    this.#add({ text, isProblem: true, action });
  }

  info(text: string): void {
    const id = this.#add({ text, isProblem: false });
    setTimeout(() => this.close(id), shortTime);
  }

  close(id: number): void {
    this.#list = this.#list.filter((notice) => notice.id !== id);
    this.onChange();
  }

  #add(notice: Omit<Notice, "id">): number {
    const id = ++this.#last;
    this.#list = [...this.#list.slice(-4), { ...notice, id }];
    this.onChange();
    return id;
  }
}
