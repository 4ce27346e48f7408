import type { Snapshot } from "@/lib/live/store";

const changes = (count: number) => (count === 1 ? "1 change" : `${count} changes`);

/** Whether what is seen is stored. Always there, so that a screen reader hears it change. */
export function StatusLine({ now }: { now: Snapshot }) {
  const state = now.link !== "up" ? now.link : now.waiting > 0 ? "sending" : "stored";
  const kept = now.waiting > 0 ? ` ${changes(now.waiting)} kept here until then.` : "";
  return (
    <p className={`status ${state}`} role="status">
      {state === "down" && `No connection to the server. It is tried again by itself.${kept}`}
      {state === "signed-out" && (
        <>Your session has ended.{kept} <a href="/sign-in">Sign in again</a></>
      )}
      {state === "sending" && `Sending ${changes(now.waiting)}…`}
    </p>
  );
}
