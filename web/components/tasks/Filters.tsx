import { useMemo } from "react";
import type { TaskStore } from "@/lib/live/store";
import { everything, type Filter } from "@/lib/live/view";
import type { Task } from "@/lib/tasks";
import { Icon } from "../Icon";

type Props = {
  tasks: Task[]; shown: number; isLoaded: boolean; filter: Filter; onChange: (filter: Filter) => void;
  store: TaskStore | null;
};

export function Filters({ tasks, shown, isLoaded, filter, onChange, store }: Props) {
  const completed = useMemo(() => tasks.filter((task) => task.completed), [tasks]);
  // The tag that is chosen stays in the list when its last task is gone.
  const tags = useMemo(
    () => [...new Set([...tasks.flatMap((task) => task.tags), filter.tag])].filter(Boolean).sort(),
    [tasks, filter.tag],
  );
  const counts = { all: tasks.length, pending: tasks.length - completed.length, completed: completed.length };
  const change = (part: Partial<Filter>) => {
    const next = { ...filter, ...part };
    onChange(JSON.stringify(next) === JSON.stringify(everything) ? everything : next);
  };

  return (
    <section className="filters" aria-label="Filters">
      <div className="segments" role="group" aria-label="Which tasks">
        {(["all", "pending", "completed"] as const).map((status) => (
          <button key={status} aria-pressed={filter.status === status} onClick={() => change({ status })}>
            {status} {isLoaded && <span className="count">{counts[status]}</span>}
          </button>
        ))}
      </div>
      <label className="search">
        <Icon name="search" />
        <input
          type="search" value={filter.search} aria-label="Search" placeholder="Search"
          onChange={(event) => change({ search: event.target.value })}
        />
      </label>
      <div className="choices">
        <Choice label="Priority" value={filter.priority} onChange={(priority) => change({ priority })} options={[
          ["", "Any priority"], ["high", "High"], ["medium", "Medium"], ["low", "Low"], ["none", "None"],
        ]} />
        <Choice label="Due" value={filter.due} onChange={(due) => change({ due })} options={[
          ["", "Any date"], ["overdue", "Overdue"], ["today", "Today"], ["week", "Within a week"], ["none", "No date"],
        ]} />
        {tags.length > 0 && (
          <Choice label="Tag" value={filter.tag} onChange={(tag) => change({ tag })} options={[
            ["", "Any tag"], ...tags.map((tag): [string, string] => [tag, tag]),
          ]} />
        )}
        <button className="quiet clear" disabled={completed.length === 0} onClick={() => store?.remove(completed)}>
          Clear completed
        </button>
      </div>
      <p className="hidden" role="status">
        {filter === everything ? "" : `${shown} of ${tasks.length} tasks shown`}
      </p>
    </section>
  );
}

type ChoiceProps = { label: string; value: string; options: [string, string][]; onChange: (value: string) => void };

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <select
      aria-label={label} className={value && "set"} value={value} onChange={(event) => onChange(event.target.value)}
    >
      {options.map(([key, text]) => <option key={key} value={key}>{text}</option>)}
    </select>
  );
}
