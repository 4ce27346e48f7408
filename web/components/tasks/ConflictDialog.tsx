import { useEffect, useRef } from "react";
import type { Fields, IntentOf } from "@/lib/live/intents";
import type { TaskStore } from "@/lib/live/store";

const names: Record<keyof Fields, string> = {
  title: "Title", description: "Description", priority: "Priority", due_date: "Due date", tags: "Tags",
};

const say = (value: unknown) => (Array.isArray(value) ? value.join(", ") : value ? String(value) : "") || "(empty)";

/** The same field was changed here and elsewhere: both versions, and the person decides. */
export function ConflictDialog({ store, edit }: { store: TaskStore; edit: IntentOf<"edit"> }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const fields = Object.keys(edit.fields) as (keyof Fields)[];

  useEffect(() => {
    dialog.current?.showModal();
  }, []);

  return (
    // Escape closes nothing here: without an answer one of the two versions would be lost. A browser may insist on
    // closing it all the same, after the second time; it is then opened again.
    <dialog
      ref={dialog} className="card" aria-labelledby="conflict"
      onCancel={(event) => event.preventDefault()} onClose={() => dialog.current?.showModal()}
    >
      <h2 id="conflict">“{edit.current!.title}” was changed elsewhere</h2>
      <p>While you edited it, another device stored a different version. Which one shall stay?</p>
      <table>
        <thead><tr><th scope="col">Field</th><th scope="col">Yours</th><th scope="col">Theirs</th></tr></thead>
        <tbody>
          {fields.map((name) => (
            <tr key={name}>
              <th scope="row">{names[name]}</th>
              <td data-label="Yours">{say(edit.fields[name])}</td>
              <td data-label="Theirs">{say(edit.current![name])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="actions">
        <button className="primary" onClick={() => store.choose(edit, true)}>Keep mine</button>
        <button onClick={() => store.choose(edit, false)}>Keep theirs</button>
      </div>
    </dialog>
  );
}
