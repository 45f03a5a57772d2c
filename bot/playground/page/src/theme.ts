import { useEffect, useState } from "preact/hooks";

export type Chosen = "system" | "light" | "dark";
const KEY = "rapport-theme";
const DARK = matchMedia("(prefers-color-scheme: dark)");

/** The colours that were chosen, and those that are shown. */
export function useTheme() {
  const [chosen, setChosen] = useState<Chosen>(() => (localStorage.getItem(KEY) as Chosen | null) ?? "system");
  const [system, setSystem] = useState(DARK.matches);
  useEffect(() => {
    const follow = () => setSystem(DARK.matches);
    DARK.addEventListener("change", follow);
    return () => DARK.removeEventListener("change", follow);
  }, []);
  const theme: "light" | "dark" = chosen === "system" ? (system ? "dark" : "light") : chosen;
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  const choose = (wanted: Chosen) => {
    localStorage.setItem(KEY, wanted);
    setChosen(wanted);
  };
  return { theme, chosen, choose };
}
