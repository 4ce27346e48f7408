export const themes = ["system", "light", "dark"] as const;

export type Theme = (typeof themes)[number];

export const readTheme = (text: string | undefined): Theme => themes.find((theme) => theme === text) ?? "system";

/** Remembers it for a year, for the server that renders the next page. */
export function setTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`;
}
