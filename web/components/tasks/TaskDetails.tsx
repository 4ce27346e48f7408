import { useId, useRef } from "react";
import type { TaskStore } from "@/lib/live/store";
import { dueDay } from "@/lib/live/view";
import type { Task } from "@/lib/tasks";
import { useDraft } from "./useDraft";

const priorities = ["none", "low", "medium", "high"] as const;

const tagsOf = (text: string) =>
  [...new Set(text.split(",").map((tag) => tag.trim().replace(/^#/, "")).filter(Boolean))];

/** All that a task has besides its title. Each field is kept when it is left. */
export function TaskDetails({ task, store }: { task: Task; store: TaskStore }) {
  const description = useDraft(task, (one) => one.description ?? "", (value, began) =>
    store.edit(task, { description: value || null }, began));
  const due = useDraft(task, (one) => dueDay(one.due_date) ?? "", (value, began) =>
    store.edit(task, { due_date: value || null }, began));
  const tags = useDraft(task, (one) => one.tags.join(", "), (value, began) =>
    store.edit(task, { tags: tagsOf(value) }, began));
  const id = useId();

  return (
    <div className="details">
      <label className="wide" htmlFor={`${id}-description`}>
        <span>Description</span>
        <textarea
          id={`${id}-description`} rows={3} value={description.value}
          onChange={(event) => description.type(event.target.value)}
          onBlur={() => description.end(true)}
          onKeyDown={(event) => event.key === "Escape" && description.end(false)}
        />
      </label>
      <label>
        <span>Priority</span>
        <select
          value={task.priority}
          onChange={({ target }) => store.edit(task, { priority: target.value as Task["priority"] }, task)}
        >
          {priorities.map((priority) => <option key={priority}>{priority}</option>)}
        </select>
      </label>
      <DueField value={due.value} onType={due.type} onEnd={due.end} />
      <label>
        <span>Tags, with commas</span>
        <input
          value={tags.value} autoComplete="off" autoCapitalize="off"
          onChange={(event) => tags.type(event.target.value)}
          onBlur={() => tags.end(true)}
          onKeyDown={(event) => {
            if (event.key === "Enter" || event.key === "Escape") {
              tags.end(event.key === "Enter");
            }
          }}
        />
      </label>
    </div>
  );
}

type DueProps = { value: string; onType: (value: string) => void; onEnd: (isKept: boolean) => void };

/** A date that is picked is kept at once; one that is typed passes through other dates, and is kept when it is left. */
function DueField({ value, onType, onEnd }: DueProps) {
  const isTyped = useRef(false);
  return (
    <label>
      <span>Due date</span>
      <input
        type="date" value={value} max="9999-12-31"
        onFocus={() => { isTyped.current = false; }}
        onChange={(event) => {
          onType(event.target.value);
          if (!isTyped.current) {
            onEnd(true);
          }
        }}
        onBlur={() => onEnd(true)}
        onKeyDown={(event) => {
          isTyped.current = event.key !== "Enter" && event.key !== "Escape";
          if (!isTyped.current) {
            onEnd(event.key === "Enter");
          }
        }}
      />
    </label>
  );
}
