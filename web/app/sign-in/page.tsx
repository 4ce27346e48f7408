import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthForm } from "@/components/AuthForm";
import { currentUser } from "@/lib/session";

export const metadata: Metadata = { title: "Sign in · Tasks" };

export default async function Page() {
  if (await currentUser()) {
    redirect("/");
  }
  return <AuthForm isNew={false} />;
}
