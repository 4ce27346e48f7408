"use client";

import Link from "next/link";
import { useState, useSyncExternalStore, type FormEvent } from "react";
import { authClient } from "@/lib/auth-client";
import { Icon } from "./Icon";

const nothing = () => () => {};

/** Signing in, or up; the page is loaded anew afterwards, so that nothing of another user is left in it. */
export function AuthForm({ isNew }: { isNew: boolean }) {
  const [problem, setProblem] = useState("");
  const [isBusy, setIsBusy] = useState(false);
  // Until the script is there, the browser itself would send the form; by POST at least, so never as an address.
  const isReady = useSyncExternalStore(nothing, () => true, () => false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setIsBusy(true);
    setProblem("");
    const form = new FormData(event.currentTarget);
    const [name, email, password] = ["name", "email", "password"].map((field) => String(form.get(field) ?? ""));
    const { error } = await (isNew
      ? authClient.signUp.email({ name: name.trim(), email, password })
      : authClient.signIn.email({ email, password })
    ).catch(() => ({ error: { message: "The server cannot be reached." } }));
    if (error) {
      setProblem(error.message ?? "That did not work.");
      setIsBusy(false);
    } else {
      location.assign("/");
    }
  }

  return (
    <main className="narrow">
      <p className="brand"><Icon name="logo" /> Tasks</p>
      <h1>{isNew ? "Make an account" : "Sign in"}</h1>
      <form className="card stacked" method="post" onSubmit={submit} aria-describedby="problem">
        {isNew && <Field name="name" label="Name" type="text" autoComplete="name" />}
        <Field name="email" label="E-mail" type="email" autoComplete="email" />
        <Field
          name="password" label="Password" type="password" minLength={isNew ? 8 : undefined}
          autoComplete={isNew ? "new-password" : "current-password"}
          hint={isNew ? "At least 8 characters." : undefined}
        />
        <p id="problem" role="alert" className="problem">{problem}</p>
        <button className="primary" disabled={isBusy || !isReady}>
          {isBusy ? "One moment…" : isNew ? "Sign up" : "Sign in"}
        </button>
      </form>
      <p>
        {isNew ? "You have one already? " : "New here? "}
        {isNew ? <Link href="/sign-in">Sign in</Link> : <Link href="/sign-up">Make an account</Link>}
      </p>
    </main>
  );
}

type FieldProps = {
  name: string; label: string; type: string; autoComplete: string; minLength?: number; hint?: string;
};

function Field({ name, label, hint, ...input }: FieldProps) {
  return (
    <label>
      <span>{label}</span>
      <input name={name} required {...input} />
      {hint && <small>{hint}</small>}
    </label>
  );
}
