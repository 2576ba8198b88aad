import type { Person } from '../../server/wire.ts';

/** A coloured tile with an initial; the app has its own sign. */
export function Avatar({ person, isSmall }: { readonly person: Person | undefined; readonly isSmall?: boolean }) {
  const name = person?.name ?? '?';
  const hue = [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 6;
  const look = person?.isBot ? 'avatar-app' : `avatar-${hue}`;
  return (
    <span class={`avatar ${look} ${isSmall ? 'avatar-small' : ''}`} aria-hidden="true">
      {person?.isBot ? <ClusterSign /> : name.slice(0, 1).toUpperCase()}
    </span>
  );
}

export function ClusterSign() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d="M12 6 5.5 17h13z" fill="none" stroke="currentColor" stroke-width="1.8" opacity=".55" />
      <circle cx="12" cy="6" r="3.1" fill="currentColor" />
      <circle cx="5.6" cy="17" r="3.1" fill="currentColor" />
      <circle cx="18.4" cy="17" r="3.1" fill="currentColor" />
    </svg>
  );
}

export function LockSign() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <rect x="5" y="10.5" width="14" height="10" rx="2.5" fill="currentColor" />
      <path d="M8 10.5V8a4 4 0 0 1 8 0v2.5" fill="none" stroke="currentColor" stroke-width="2" />
    </svg>
  );
}
