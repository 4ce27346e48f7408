import { useEffect, useSyncExternalStore } from "react";
import { TaskStore, type Snapshot } from "@/lib/live/store";

const nothingYet: Snapshot = {
  isLoaded: false, tasks: [], waiting: 0, held: [], disputed: [], link: "up", notices: [],
};

// One for the page: a second one would send everything twice.
let only: TaskStore | undefined;

const nothing = () => () => {};

function leave(why: "signed-out" | "another"): void {
  // A load, not a route change: nothing that the page knows of this user may stay.
  location.assign(why === "another" ? "/" : "/sign-in");
}

function listenToPage(store: TaskStore): () => void {
  const hidden = () => document.visibilityState === "hidden" && store.flush();
  const gone = () => store.flush();
  const online = () => store.network(true);
  const offline = () => store.network(false);
  // A page out of the back-forward cache may be somebody's who has signed out since.
  const shown = ({ persisted }: PageTransitionEvent) => persisted && location.reload();
  document.addEventListener("visibilitychange", hidden);
  addEventListener("pagehide", gone);
  addEventListener("online", online);
  addEventListener("offline", offline);
  addEventListener("pageshow", shown);
  return () => {
    document.removeEventListener("visibilitychange", hidden);
    removeEventListener("pagehide", gone);
    removeEventListener("online", online);
    removeEventListener("offline", offline);
    removeEventListener("pageshow", shown);
  };
}

/** The store of this page, which exists in the browser only; null while it is rendered on the server. */
export function useTaskStore(api: string, user: string): { store: TaskStore | null; now: Snapshot } {
  const store = useSyncExternalStore(nothing, () => (only ??= new TaskStore(api, user, leave)), () => null);
  const now = useSyncExternalStore(
    store?.subscribe ?? nothing, store?.snapshot ?? (() => nothingYet), () => nothingYet);

  useEffect(() => {
    if (store) {
      store.start();
      return listenToPage(store);
    }
  }, [store]);

  return { store, now };
}
