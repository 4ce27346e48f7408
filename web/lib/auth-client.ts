import { createAuthClient } from "better-auth/react";

/** Signing up, in and out from the page, on its own origin. */
export const authClient = createAuthClient();
