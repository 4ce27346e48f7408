import { useEffect, useRef, useState, type FormEvent } from "react";
import type { TaskStore } from "@/lib/live/store";

/** What is typed outlives a reload of this tab, and a refusal brings it back to be corrected. */
export function AddTask({ store, user }: { store: TaskStore | null; user: string }) {
  const place = `taskactors:draft:${user}`;
  const [title, setTitle] = useState(() => (store ? sessionStorage.getItem(place) ?? "" : ""));
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    input.current?.focus();
    return store?.onReturned((refused) => setTitle((typed) => typed || refused));
  }, [store]);

  function type(text: string) {
    setTitle(text);
    sessionStorage.setItem(place, text);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (store && title.trim()) {
      store.add(title.trim());
      type("");
    }
    input.current?.focus();
  }

  return (
    <form className="add" onSubmit={submit}>
      <input
        ref={input} value={title} onChange={(event) => type(event.target.value)} disabled={!store}
        aria-label="New task" placeholder="What is to be done?" autoComplete="off" enterKeyHint="done"
      />
      <button className="primary" disabled={!store}>Add</button>
    </form>
  );
}
