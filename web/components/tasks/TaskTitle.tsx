import { useEffect, useRef, useState } from "react";
import type { TaskStore } from "@/lib/live/store";
import type { Task } from "@/lib/tasks";
import { useDraft } from "./useDraft";

/** A title that becomes a text field where it stands: Enter keeps the change, Escape leaves it. */
export function TaskTitle({ task, store }: { task: Task; store: TaskStore }) {
  const [isEditing, setIsEditing] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const returnsFocus = useRef(false);
  const draft = useDraft(task, ({ title }) => title, (title, began) => {
    if (title.trim()) {
      store.edit(task, { title: title.trim() }, began);
    }
  });

  useEffect(() => {
    if (isEditing) {
      input.current?.select();
    } else if (returnsFocus.current) {
      returnsFocus.current = false;
      button.current?.focus();
    }
  }, [isEditing]);

  function end(isKept: boolean, byKey: boolean) {
    returnsFocus.current = byKey;
    draft.end(isKept);
    setIsEditing(false);
  }

  if (!isEditing) {
    return (
      <button
        ref={button} className="title" data-control="title" title="Edit" aria-keyshortcuts="Enter"
        onClick={() => { draft.begin(); setIsEditing(true); }}
      >
        {task.title}
      </button>
    );
  }
  return (
    <input
      ref={input} className="title" aria-label="Title" value={draft.value} enterKeyHint="done" autoFocus
      onChange={(event) => draft.type(event.target.value)}
      onBlur={() => end(true, false)}
      onKeyDown={(event) => {
        if (event.key === "Enter" || event.key === "Escape") {
          // Or the same key would press the button that now gets the focus.
          event.preventDefault();
          event.stopPropagation();
          end(event.key === "Enter", true);
        }
      }}
    />
  );
}
