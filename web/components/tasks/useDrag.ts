import {
  useCallback, useEffect, useRef, useState, type PointerEvent as ReactPointerEvent, type RefObject,
} from "react";
import type { Task } from "@/lib/tasks";

type Over = { id: number; side: "above" | "below" };

// Within so many pixels of an edge the page scrolls along.
const edge = 70;
const scrollStep = 14;

/** Dragging rows by pointer, pen or finger: events of the pointer, because the browser's own drag knows no touch. */
export function useDrag(
  list: RefObject<HTMLUListElement | null>,
  latest: RefObject<{ tasks: Task[] }>,
  onDrop: (task: Task, behind: Task | null) => void,
) {
  const [over, setOver] = useState<Over | null>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const stop = useRef<() => void>(() => {});

  const find = useCallback((x: number, y: number, task: Task): Over | null => {
    const row = document.elementFromPoint(x, y)?.closest<HTMLElement>("li[data-id]");
    if (!row || !list.current?.contains(row) || Number(row.dataset.id) === task.id) {
      return null;
    }
    const { top, height } = row.getBoundingClientRect();
    return { id: Number(row.dataset.id), side: y < top + height / 2 ? "above" : "below" };
  }, [list]);

  const drop = useCallback((task: Task, at: Over) => {
    const others = latest.current.tasks.filter(({ id }) => id !== task.id);
    const index = others.findIndex(({ id }) => id === at.id);
    onDrop(task, others[at.side === "above" ? index - 1 : index] ?? null);
  }, [latest, onDrop]);

  const begin = useCallback((task: Task, event: ReactPointerEvent<HTMLElement>) => {
    if (event.button !== 0) {
      return;
    }
    event.preventDefault();
    event.currentTarget.focus();
    let { clientX: x, clientY: y } = event;
    let last: Over | null = null;
    const look = () => {
      last = find(x, y, task);
      setOver((shown) => (shown?.id === last?.id && shown?.side === last?.side ? shown : last));
    };
    const move = (moved: PointerEvent) => {
      ({ clientX: x, clientY: y } = moved);
      setDragged(task.id);
      look();
    };
    const scroll = setInterval(() => {
      const by = y < edge ? -scrollStep : y > innerHeight - edge ? scrollStep : 0;
      if (by) {
        scrollBy(0, by);
        look();
      }
    }, 16);
    const end = (isDropped: boolean) => () => {
      stop.current();
      if (isDropped && last) {
        drop(task, last);
      }
    };
    const [up, cancel] = [end(true), end(false)];
    const escape = ({ key }: KeyboardEvent) => key === "Escape" && cancel();
    addEventListener("pointermove", move);
    addEventListener("pointerup", up);
    addEventListener("pointercancel", cancel);
    addEventListener("keydown", escape);
    stop.current = () => {
      clearInterval(scroll);
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", up);
      removeEventListener("pointercancel", cancel);
      removeEventListener("keydown", escape);
      setOver(null);
      setDragged(null);
    };
  }, [find, drop]);

  useEffect(() => () => stop.current(), []);
  return { over, dragged, begin };
}
