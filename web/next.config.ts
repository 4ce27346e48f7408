import type { NextConfig } from "next";
import { PHASE_PRODUCTION_BUILD } from "next/constants";

const headers = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=()" },
];

export default function config(phase: string): NextConfig {
  if (phase === PHASE_PRODUCTION_BUILD) {
    // A build loads lib/auth.ts, but must neither need the real secret nor leave a database behind.
    process.env.AUTH_DATABASE = ":memory:";
    process.env.BETTER_AUTH_SECRET = "only while building, nothing is signed with it";
    process.env.BETTER_AUTH_URL ??= "http://localhost:3000";
  }
  return {
    poweredByHeader: false,
    reactStrictMode: true,
    images: { unoptimized: true },
    // npm run typecheck does it, and .ci/run runs that: it would only make each start wait.
    typescript: { ignoreBuildErrors: true },
    headers: async () => [{ source: "/:path*", headers }],
  };
}
