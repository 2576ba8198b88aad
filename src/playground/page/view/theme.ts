import { useEffect, useState } from 'preact/hooks';
import { recall, remember } from '../state/memory.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export interface ThemeChoice {
  readonly theme: Theme;
  readonly choose: (theme: Theme) => void;
}

/** The system's choice unless the person made one. */
export function useTheme(): ThemeChoice {
  const [theme, setTheme] = useState<Theme>(themes.find(each => each === recall('theme')) ?? 'system');
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
    remember('theme', theme);
  }, [theme]);
  return { theme, choose: setTheme };
}
