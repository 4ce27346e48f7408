"use client";

export default function ErrorPage() {
  return (
    <main className="narrow">
      <h1>Something went wrong</h1>
      <p>Changes that were not sent yet are kept in this browser.</p>
      {/* Loaded anew, since what failed may have been on the server. */}
      <button className="primary" onClick={() => location.reload()}>Try again</button>
    </main>
  );
}
