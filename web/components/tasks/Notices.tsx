import { flushSync } from "react-dom";
import type { IntentOf } from "@/lib/live/intents";
import type { Notice } from "@/lib/live/notices";
import type { TaskStore } from "@/lib/live/store";
import { Icon } from "../Icon";

type Props = { store: TaskStore; held: IntentOf<"remove">[]; notices: Notice[] };

/** What can be undone, and what went wrong; at the lower edge, over the list. */
export function Notices({ store, held, notices }: Props) {
  return (
    <section className="notices" aria-label="Notices" aria-live="polite">
      {notices.map(({ id, text, isProblem, action }) => (
        <div key={id} className={isProblem ? "notice problem" : "notice"}>
          <span>{text}</span>
          {action && <button onClick={() => { action.run(); store.notices.close(id); }}>{action.label}</button>}
          <button className="close" aria-label="Close" onClick={() => store.notices.close(id)}>
            <Icon name="close" />
          </button>
        </div>
      ))}
      {held.map((removal) => <Undo key={removal.key} store={store} removal={removal} />)}
    </section>
  );
}

/** Waits while somebody points at it or has it focused: five seconds are short for some. */
function Undo({ store, removal }: { store: TaskStore; removal: IntentOf<"remove"> }) {
  const { targets, key } = removal;
  const what = targets.length === 1 ? `“${targets[0].title}”` : `${targets.length} tasks`;
  const undo = () => {
    flushSync(() => store.undo(key));
    // The button is gone: whoever pressed it goes on with the task that is back.
    document.querySelector<HTMLElement>(`li[data-id="${targets[0].id}"] input[type=checkbox]`)?.focus();
  };
  return (
    <div
      className="notice undo"
      onMouseEnter={() => store.hold(key, true)} onMouseLeave={() => store.hold(key, false)}
      onFocus={() => store.hold(key, true)} onBlur={() => store.hold(key, false)}
    >
      <span>Deleted {what}</span>
      <button onClick={undo} aria-keyshortcuts="Control+Z">Undo</button>
    </div>
  );
}
