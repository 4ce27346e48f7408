import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { TaskPage } from "@/components/tasks/TaskPage";
import { currentUser } from "@/lib/session";
import { apiAddress } from "@/lib/settings";
import { readTheme } from "@/lib/theme";

export default async function Page() {
  const user = await currentUser();
  if (!user) {
    redirect("/sign-in");
  }
  const theme = readTheme((await cookies()).get("theme")?.value);
  return <TaskPage api={apiAddress()} user={user} theme={theme} />;
}
