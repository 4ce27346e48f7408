import { useRef, useState } from "react";
import type { Task } from "@/lib/tasks";

/**
 * What somebody types over a stored value. The draft stays as it is while the task changes elsewhere, and remembers the
 * task that it began with: a change of the same field in between is then found when it is kept.
 */
export function useDraft(task: Task, read: (task: Task) => string, keep: (value: string, began: Task) => void) {
  const [draft, setDraft] = useState<string | null>(null);
  // Read by end, which may be called twice at once: by Enter, and by the blur that follows it.
  const open = useRef<{ value: string; began: Task } | null>(null);

  const begin = () => {
    open.current ??= { value: read(task), began: task };
    setDraft(open.current.value);
  };
  const type = (value: string) => {
    begin();
    open.current!.value = value;
    setDraft(value);
  };
  const end = (isKept: boolean) => {
    const ended = open.current;
    open.current = null;
    setDraft(null);
    if (isKept && ended && ended.value !== read(ended.began)) {
      keep(ended.value, ended.began);
    }
  };
  return { value: draft ?? read(task), begin, type, end };
}
