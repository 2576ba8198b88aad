import type { ComponentChildren } from 'preact';

interface Props {
  readonly title: ComponentChildren;
  readonly topic: string;
  readonly openMenu: () => void;
  readonly isLabOpen: boolean;
  readonly toggleLab: () => void;
}

export function Bar({ title, topic, openMenu, isLabOpen, toggleLab }: Props) {
  return (
    <header class="bar">
      <button type="button" class="icon-button menu-button" aria-label="Menu" onClick={openMenu}>
        ☰
      </button>
      <div class="bar-title">
        <h1>{title}</h1>
        {topic !== '' && <p title={topic}>{topic}</p>}
      </div>
      <button type="button" class="lab-button" data-testid="lab-toggle" aria-pressed={isLabOpen} onClick={toggleLab}>
        <span aria-hidden="true">⚡︎</span> <span class="lab-button-text">Break things</span>
      </button>
    </header>
  );
}
