/** Runs once when the server starts: Better Auth's tables are made, or brought up to date. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { getMigrations } = await import("better-auth/db/migration");
    const { auth } = await import("./lib/auth");
    await (await getMigrations(auth.options)).runMigrations();
  }
}
