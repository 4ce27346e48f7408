import { useCallback, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { TaskStore } from "@/lib/live/store";
import type { Task } from "@/lib/tasks";
import { Icon } from "../Icon";
import { TaskRow, type RowActions } from "./TaskRow";
import { useDrag } from "./useDrag";

type Props = {
  store: TaskStore | null; tasks: Task[]; isLoaded: boolean; isFiltered: boolean;
  onShowAll: () => void; onTag: (tag: string) => void;
};

export function TaskList({ store, tasks, isLoaded, isFiltered, onShowAll, onTag }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const [said, setSaid] = useState("");
  // Rows are drawn again only when their own task changes: what they call must stay the same.
  const latest = useRef({ tasks, onTag });
  useLayoutEffect(() => {
    latest.current = { tasks, onTag };
  });

  const moveBehind = useCallback((task: Task, behind: Task | null) => {
    flushSync(() => store?.move(task, behind));
    const place = latest.current.tasks.findIndex(({ id }) => id === task.id) + 1;
    setSaid(`${task.title}: place ${place} of ${latest.current.tasks.length}`);
  }, [store]);

  const step = useCallback((task: Task, down: boolean) => {
    const shown = latest.current.tasks;
    const at = shown.findIndex(({ id }) => id === task.id);
    if (down ? at < shown.length - 1 : at > 0) {
      const focused = document.activeElement as HTMLElement | null;
      moveBehind(task, down ? shown[at + 1] : shown[at - 2] ?? null);
      // Its element was moved in the page, which takes the focus away.
      focused?.focus();
      focused?.closest("li")?.scrollIntoView({ block: "nearest" });
    }
  }, [moveBehind]);

  const remove = useCallback((task: Task, row: HTMLElement) => {
    const neighbour = row.nextElementSibling ?? row.previousElementSibling;
    const next = neighbour?.querySelector<HTMLElement>("input[type=checkbox]");
    flushSync(() => store?.remove([task]));
    (next ?? document.querySelector<HTMLElement>(".add input"))?.focus();
  }, [store]);

  const drag = useDrag(list, latest, moveBehind);
  const actions = useRef<RowActions>(null);
  useLayoutEffect(() => {
    actions.current = { step, remove, tag: (tag) => latest.current.onTag(tag), drag: drag.begin };
  });

  if (!isLoaded || !store) {
    return (
      <div id="tasks" className="tasks loading" aria-busy="true">
        <p className="hidden" role="status">Loading your tasks</p>
        {[0, 1, 2, 3].map((row) => <div key={row} className="task ghost" />)}
      </div>
    );
  }
  return (
    <section id="tasks" tabIndex={-1} aria-label="Tasks">
      <p className="hidden" role="status">{said}</p>
      <p className="hidden" id="how-to-move">Arrow up and arrow down move the task.</p>
      {tasks.length === 0 && <Empty isFiltered={isFiltered} onShowAll={onShowAll} />}
      <ul ref={list} className="tasks">
        {tasks.map((task) => {
          const name = store.nameOf(task.id);
          const mark = drag.over?.id === task.id ? drag.over.side : drag.dragged === task.id ? "dragged" : "";
          return <TaskRow key={name} name={name} task={task} store={store} actions={actions} mark={mark} />;
        })}
      </ul>
    </section>
  );
}

function Empty({ isFiltered, onShowAll }: { isFiltered: boolean; onShowAll: () => void }) {
  return (
    <div className="empty">
      <Icon name={isFiltered ? "search" : "check"} />
      <p>{isFiltered ? "No task is like this." : "Nothing to do. Enjoy it, or add your first task above."}</p>
      {isFiltered && <button onClick={onShowAll}>Show all tasks</button>}
    </div>
  );
}
