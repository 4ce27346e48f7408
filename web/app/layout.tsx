import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { readTheme } from "@/lib/theme";
import "./styles/base.css";
import "./styles/page.css";
import "./styles/tasks.css";
import "./styles/notices.css";

export const metadata: Metadata = { title: "Tasks", description: "Your tasks, on every device." };

export const viewport: Viewport = { colorScheme: "light dark" };

/** The theme is a cookie, so that the first paint has it and no inline script is needed. */
export default async function Layout({ children }: { children: ReactNode }) {
  const theme = readTheme((await cookies()).get("theme")?.value);
  return (
    <html lang="en" data-theme={theme}>
      <body>{children}</body>
    </html>
  );
}
