import { headers } from "next/headers";
import { auth } from "./auth";

/** Who is signed in, as the cookie of this request says; null if nobody. */
export async function currentUser(): Promise<{ id: string; name: string; email: string } | null> {
  const session = await auth.api.getSession({ headers: await headers() });
  return session && { id: session.user.id, name: session.user.name, email: session.user.email };
}
