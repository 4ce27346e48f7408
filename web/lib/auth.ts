import { betterAuth } from "better-auth";
import { jwt, type JwtOptions } from "better-auth/plugins";
import Database from "better-sqlite3";
import { SignJWT } from "jose";
import { Pool } from "pg";

/**
 * How tokens for the tasks API are signed. Left out, Better Auth makes an Ed25519 key pair and publishes the public
 * half at /api/auth/jwks: the API then needs BETTER_AUTH_URL and nothing else. ES256, ES512, RS256 and PS256 work the
 * same way. HS256 signs with BETTER_AUTH_SECRET instead, which the API then needs too.
 */
const algorithm = process.env.JWT_ALGORITHM ?? "EdDSA";

/** How long a token lives, in seconds: it opens the API until then, also after sign-out. */
const lifetime = Number(process.env.JWT_SECONDS ?? 15 * 60);

/** A SQLite file, or the address of a PostgreSQL database. */
const database = process.env.AUTH_DATABASE ?? "auth.db";

function secretKey(): Uint8Array {
  const secret = process.env.BETTER_AUTH_SECRET;
  if (!secret) {
    throw new Error("HS256 needs BETTER_AUTH_SECRET, the same one as the API's.");
  }
  return new TextEncoder().encode(secret);
}

/** Only what the API reads goes into the token: the rest of the user object is nobody else's business. */
const claims: JwtOptions["jwt"] = {
  expirationTime: `${lifetime}s`,
  definePayload: ({ user }) => ({ email: user.email, name: user.name }),
};

const publishedKeys: JwtOptions = {
  jwks: algorithm === "EdDSA" ? undefined : { keyPairConfig: { alg: algorithm as "ES256" } },
  jwt: claims,
};

const sharedSecret: JwtOptions = {
  // The plugin wants both although nothing is published, and then answers 404 at /api/auth/jwks.
  jwks: { remoteUrl: "https://no-key-set.invalid", keyPairConfig: { alg: "ES256" } },
  jwt: {
    ...claims,
    sign: (payload) => {
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({ ...payload, iat: payload.iat ?? now, exp: payload.exp ?? now + lifetime })
        .setProtectedHeader({ alg: "HS256", typ: "JWT" })
        .sign(secretKey());
    },
  },
};

export const auth = betterAuth({
  database: /^postgres(ql)?:/.test(database) ? new Pool({ connectionString: database }) : new Database(database),
  baseURL: process.env.BETTER_AUTH_URL,
  emailAndPassword: { enabled: true },
  plugins: [jwt(algorithm === "HS256" ? sharedSecret : publishedKeys)],
});
