import { useRef, useState } from "react";

/**
 * What somebody types over a stored value. The draft stays as it is while the stored value changes elsewhere, and
 * remembers what it began with, so that the two can be told apart when it is kept.
 */
export function useDraft(stored: string, keep: (value: string, before: string) => void) {
  const [draft, setDraft] = useState<string | null>(null);
  // Read by end, which may be called twice at once: by Enter, and by the blur that follows it.
  const open = useRef<{ value: string; before: string } | null>(null);

  const begin = () => {
    open.current ??= { value: stored, before: stored };
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
    if (isKept && ended && ended.value !== ended.before) {
      keep(ended.value, ended.before);
    }
  };
  return { value: draft ?? stored, begin, type, end };
}
