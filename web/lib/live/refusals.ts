/** A refusal in words, with what the person can do about it. */
import type { TasksError } from "../tasks";
import type { Intent } from "./intents";
import type { Notice } from "./notices";
import type { TaskStore } from "./store";

export function explain(intent: Intent, error: TasksError, store: TaskStore): Pick<Notice, "text" | "action"> {
  const why = error.message || "The server gave no reason.";
  switch (intent.kind) {
    case "create": return { text: `“${shorten(intent.fields.title)}” was not added. ${why}` };
    case "reorder": return { text: `The order was not changed. ${why}` };
    case "remove": return { text: `Nothing was deleted. ${why}` };
    default: {
      const title = shorten(intent.title);
      if (error.status !== 404) {
        return { text: `“${title}” was not changed. ${why}` };
      }
      // What was typed must not be lost with the task.
      const typed = intent.kind === "edit" ? intent.fields : {};
      const again = () => store.add(typed.title ?? intent.title, typed);
      return {
        text: `“${title}” was deleted elsewhere before your change arrived.`,
        action: { label: "Add it again", run: again },
      };
    }
  }
}

const shorten = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
