import { memo, useState, type KeyboardEvent, type PointerEvent, type RefObject } from "react";
import type { TaskStore } from "@/lib/live/store";
import { dueDay, isOverdue } from "@/lib/live/view";
import type { Task } from "@/lib/tasks";
import { Icon } from "../Icon";
import { TaskDetails } from "./TaskDetails";
import { TaskTitle } from "./TaskTitle";

export type RowActions = {
  step: (task: Task, down: boolean) => void;
  remove: (task: Task, row: HTMLElement) => void;
  tag: (tag: string) => void;
  drag: (task: Task, event: PointerEvent<HTMLElement>) => void;
};

type Props = { name: string; task: Task; store: TaskStore; actions: RefObject<RowActions | null>; mark: string };

const isText = (target: EventTarget) =>
  target instanceof HTMLElement && target.matches("input:not([type=checkbox]), textarea, select");

/** The same control of the row above or below. */
function focusBeside(row: HTMLElement, control: HTMLElement, down: boolean): void {
  const beside = down ? row.nextElementSibling : row.previousElementSibling;
  const kind = control.closest<HTMLElement>("[data-control]")?.dataset.control ?? "check";
  beside?.querySelector<HTMLElement>(`[data-control=${kind}]`)?.focus();
}

export const TaskRow = memo(function TaskRow({ name, task, store, actions, mark }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const act = () => actions.current!;

  function press(event: KeyboardEvent<HTMLLIElement>) {
    const { key, target, currentTarget } = event;
    const isUpOrDown = key === "ArrowUp" || key === "ArrowDown";
    const isOnGrip = (target as HTMLElement).dataset.control === "grip";
    if (isUpOrDown && (event.altKey || isOnGrip)) {
      act().step(task, key === "ArrowDown");
    } else if (isUpOrDown && !isText(target)) {
      focusBeside(currentTarget, target as HTMLElement, key === "ArrowDown");
    } else if (key === "Delete" && !isText(target)) {
      act().remove(task, currentTarget);
    } else {
      return;
    }
    event.preventDefault();
  }

  return (
    <li className={`task ${task.completed ? "done" : ""} ${mark}`} data-name={name} data-id={task.id} onKeyDown={press}>
      <div className="line">
        <button
          className="grip quiet" data-control="grip" aria-label={`Move ${task.title}`} aria-describedby="how-to-move"
          onPointerDown={(event) => act().drag(task, event)}
        >
          <Icon name="grip" />
        </button>
        <input
          type="checkbox" data-control="check" aria-label={task.title} checked={task.completed}
          onChange={(event) => store.complete(task, event.target.checked)}
        />
        <TaskTitle task={task} store={store} />
        <Facts task={task} onTag={(tag) => act().tag(tag)} />
        <button
          className="quiet more" data-control="more" aria-label={`Details of ${task.title}`} aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          <Icon name="more" />
        </button>
        <button
          className="quiet delete" data-control="delete" aria-label={`Delete ${task.title}`}
          onClick={(event) => act().remove(task, event.currentTarget.closest("li")!)}
        >
          <Icon name="remove" />
        </button>
      </div>
      {isOpen && <TaskDetails task={task} store={store} />}
    </li>
  );
});

const dayNames = new Intl.DateTimeFormat(
  undefined, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

function Facts({ task, onTag }: { task: Task; onTag: (tag: string) => void }) {
  const due = dueDay(task.due_date);
  return (
    <div className="facts">
      {task.priority !== "none" && <span className={`fact ${task.priority}`}>{task.priority}</span>}
      {due && (
        <time className={isOverdue(task) ? "fact overdue" : "fact"} dateTime={due}>
          <Icon name="calendar" />{isOverdue(task) && <span className="hidden">overdue, </span>}
          {dayNames.format(new Date(due))}
        </time>
      )}
      {task.tags.map((tag) => (
        <button key={tag} className="fact tag" aria-label={`Show only #${tag}`} onClick={() => onTag(tag)}>
          #{tag}
        </button>
      ))}
    </div>
  );
}
