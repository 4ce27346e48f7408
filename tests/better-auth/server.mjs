// Serves web/lib/auth.ts at BETTER_AUTH_URL, and under /test what a test does to it: rotate and remove keys, hang,
// count. COOKIES adds the session cookies that Better Auth signs with the secret or with the published keys; PLAIN takes
// the plugin without any options.
import { createServer } from "node:http";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { toNodeHandler } from "better-auth/node";
import { createJwk, jwt } from "better-auth/plugins";
import { load } from "./load.mjs";

const base = new URL(process.env.BETTER_AUTH_URL);
const cookies = process.env.COOKIES;
const mails = [];
let hangs = false;
let together = 0;
const held = [];
let fetches = 0;

const { options } = (await load("auth")).auth;
const plugin = options.plugins.find(({ id }) => id === "jwt");
const auth = betterAuth({
  ...options,
  emailVerification: { sendOnSignUp: true, sendVerificationEmail: async (mail) => mails.push(mail.token) },
  ...(process.env.PLAIN && { plugins: [jwt()] }),
  ...(cookies && { session: { cookieCache: { enabled: true, strategy: cookies === "compact" ? "compact" : "jwt" } } }),
  ...(cookies === "published" && { plugins: [jwt({ ...plugin.options, sessionCookieCache: true })] }),
});
await (await getMigrations(auth.options)).runMigrations();
const context = await auth.$context;
const handle = toNodeHandler(auth);

const actions = {
  "/test/rotate": async () => {
    await createJwk({ context }, plugin.options);
  },
  "/test/remove": async ({ searchParams }) => {
    await context.adapter.delete({ model: "jwks", where: [{ field: "id", value: searchParams.get("kid") }] });
  },
  "/test/hang": ({ searchParams }) => {
    hangs = searchParams.get("on") === "true";
  },
  // The next requests for a token are held until there are so many, and then handled at once.
  "/test/together": ({ searchParams }) => {
    together = Number(searchParams.get("count"));
  },
  "/test/fetches": () => fetches,
  "/test/mails": () => mails,
};

const server = createServer(async (request, answer) => {
  const url = new URL(request.url, base);
  const action = actions[url.pathname];
  if (action) {
    const result = await action(url);
    answer.end(JSON.stringify(result ?? null));
    return;
  }
  if (url.pathname === "/api/auth/jwks") {
    fetches++;
    if (hangs) {
      return;
    }
  }
  if (url.pathname === "/api/auth/token" && together > 0) {
    held.push(() => handle(request, answer));
    if (held.length === together) {
      together = 0;
      held.splice(0).forEach((release) => release());
    }
    return;
  }
  handle(request, answer);
});
server.listen(Number(base.port), base.hostname, () => console.log("ready"));
