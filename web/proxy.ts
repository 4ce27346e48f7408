import { NextResponse, type NextRequest } from "next/server";
import { apiAddress } from "./lib/settings";

/** Scripts run only with the nonce of this very answer; nothing is loaded from elsewhere but the API's data. */
function policy(nonce: string): string {
  // React's development build explains errors by eval.
  const forDevelopment = process.env.NODE_ENV === "development" ? " 'unsafe-eval'" : "";
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${forDevelopment}`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${new URL(apiAddress()).origin}`,
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const headers = new Headers(request.headers);
  // Next.js reads the nonce from here and gives it to its own scripts.
  headers.set("Content-Security-Policy", policy(nonce));
  const answer = NextResponse.next({ request: { headers } });
  answer.headers.set("Content-Security-Policy", policy(nonce));
  return answer;
}

export const config = { matcher: "/((?!api/|_next/static/|icon\\.svg).*)" };
