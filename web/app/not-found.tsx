import Link from "next/link";
import { connection } from "next/server";

/** Rendered for each request, since its scripts need the nonce of that answer. */
export default async function NotFound() {
  await connection();
  return (
    <main className="narrow">
      <h1>There is no such page</h1>
      <p>
        <Link href="/">To your tasks</Link>
      </p>
    </main>
  );
}
