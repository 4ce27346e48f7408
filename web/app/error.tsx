"use client";

export default function ErrorPage({ reset }: { reset: () => void }) {
  return (
    <main className="narrow">
      <h1>Something went wrong</h1>
      <p>Changes that were not sent yet are kept in this browser.</p>
      <button className="primary" onClick={reset}>Try again</button>
    </main>
  );
}
