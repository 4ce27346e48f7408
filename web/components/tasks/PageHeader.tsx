import { useState } from "react";
import { authClient } from "@/lib/auth-client";
import type { TaskStore } from "@/lib/live/store";
import { setTheme, themes, type Theme } from "@/lib/theme";
import { Icon } from "../Icon";

type Props = { user: { name: string; email: string }; theme: Theme; store: TaskStore | null; waiting: number };

const next = (theme: Theme) => themes[(themes.indexOf(theme) + 1) % themes.length];

export function PageHeader({ user, theme: first, store, waiting }: Props) {
  const [theme, setShown] = useState(first);

  function change() {
    setTheme(next(theme));
    setShown(next(theme));
  }

  async function signOut() {
    const question = `${waiting} of your changes are not sent yet, and will be lost. Sign out all the same?`;
    store?.flush();
    if (waiting > 0 && !confirm(question)) {
      return;
    }
    const { error } = await authClient.signOut().catch((failure: Error) => ({ error: failure }));
    if (error) {
      store?.notices.problem("You are not signed out: the server cannot be reached.");
    } else {
      store?.forget();
      location.assign("/sign-in");
    }
  }

  return (
    <header className="page">
      <h1><Icon name="logo" /> Tasks</h1>
      <span className="who" title={user.email}>{user.name || user.email}</span>
      <button className="quiet" onClick={change} aria-label={`Theme: ${theme}. Change to ${next(theme)}.`}>
        <Icon name={theme} />
      </button>
      <button className="quiet" onClick={signOut}>Sign out</button>
    </header>
  );
}
