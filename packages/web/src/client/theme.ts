/** Light, dark, or as the system has it: kept in the browser, set on the root element. */
import { useState } from 'react';

/** What was chosen; `system` leaves it to the browser. */
export type Theme = 'system' | 'light' | 'dark';

const KEY = 'killrate-theme';
const NEXT: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };

/** Sets what was chosen before, ahead of the first drawing. */
export function applyStoredTheme(): void {
  apply(storedTheme());
}

export function useTheme(): { theme: Theme; toggle: () => void } {
  const [theme, setTheme] = useState(storedTheme);
  return {
    theme,
    toggle: () => {
      const next = NEXT[theme];
      setTheme(next);
      apply(next);
      try {
        localStorage.setItem(KEY, next);
      } catch {
        // A browser that keeps nothing still shows the choice until the page is left.
      }
    },
  };
}

function apply(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

function storedTheme(): Theme {
  try {
    const stored = localStorage.getItem(KEY);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  } catch {
    return 'system';
  }
}
