"use client";

import { useDeferredValue, useEffect, useMemo, useState } from "react";
import { everything, select, type Filter } from "@/lib/live/view";
import type { Theme } from "@/lib/theme";
import { AddTask } from "./AddTask";
import { ConflictDialog } from "./ConflictDialog";
import { Filters } from "./Filters";
import { Notices } from "./Notices";
import { PageHeader } from "./PageHeader";
import { StatusLine } from "./StatusLine";
import { TaskList } from "./TaskList";
import { useTaskStore } from "./useTaskStore";

type Props = { api: string; user: { id: string; name: string; email: string }; theme: Theme };

export function TaskPage({ api, user, theme }: Props) {
  const { store, now } = useTaskStore(api, user.id);
  const [filter, setFilter] = useState<Filter>(everything);
  const settled = useDeferredValue(filter);
  const shown = useMemo(() => select(now.tasks, settled), [now.tasks, settled]);
  const last = now.held.at(-1);

  useEffect(() => {
    const undo = (event: KeyboardEvent) => {
      const { target } = event;
      const isText = target instanceof HTMLElement && target.matches("input:not([type=checkbox]), textarea");
      if (event.key === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !isText && last) {
        event.preventDefault();
        store?.undo(last.key);
      }
    };
    addEventListener("keydown", undo);
    return () => removeEventListener("keydown", undo);
  }, [store, last]);

  return (
    <>
      <a className="skip" href="#tasks">Skip to the tasks</a>
      <PageHeader user={user} theme={theme} store={store} waiting={now.waiting} />
      <main className="wide">
        <StatusLine now={now} />
        <AddTask key={store ? "live" : "loading"} store={store} user={user.id} />
        <Filters
          tasks={now.tasks} shown={shown.length} isLoaded={now.isLoaded} filter={filter} onChange={setFilter}
          store={store}
        />
        <TaskList
          store={store} tasks={shown} isLoaded={now.isLoaded} isFiltered={filter !== everything}
          onShowAll={() => setFilter(everything)} onTag={(tag) => setFilter({ ...filter, tag })}
        />
      </main>
      {store && <Notices store={store} held={now.held} notices={now.notices} />}
      {store && now.disputed[0] && <ConflictDialog key={now.disputed[0].key} store={store} edit={now.disputed[0]} />}
    </>
  );
}
