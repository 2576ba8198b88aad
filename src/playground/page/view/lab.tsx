import { useState } from 'preact/hooks';
import { ClusterPanel } from './cluster-panel.tsx';
import { SlackPanel } from './slack-panel.tsx';
import { Traffic } from './traffic.tsx';

const tabs = ['Cluster', 'Slack', 'Traffic'] as const;

/** Where one breaks things: the cluster, Slack, and what goes over the wire meanwhile. */
export function Lab({ close }: { readonly close: () => void }) {
  const [tab, setTab] = useState<(typeof tabs)[number]>('Cluster');
  const step = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = tabs[(tabs.indexOf(tab) + by + tabs.length) % tabs.length];
    if (by === 0 || next === undefined) return;
    setTab(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <aside class="lab" aria-label="Break things" data-testid="lab">
      <header class="bar">
        <div class="bar-title">
          <h1>Break things</h1>
        </div>
        <button type="button" class="icon-button" aria-label="Close the panel" onClick={close}>
          ✕
        </button>
      </header>
      <div class="tabs" role="tablist" tabIndex={-1} onKeyDown={step}>
        {tabs.map(each => (
          <button
            type="button"
            role="tab"
            id={`tab-${each}`}
            key={each}
            aria-selected={tab === each}
            tabIndex={tab === each ? 0 : -1}
            data-testid={`tab-${each.toLowerCase()}`}
            onClick={() => setTab(each)}
          >
            {each}
          </button>
        ))}
      </div>
      <div class="lab-body" role="tabpanel" aria-labelledby={`tab-${tab}`}>
        {tab === 'Cluster' && <ClusterPanel />}
        {tab === 'Slack' && <SlackPanel />}
        {tab === 'Traffic' && <Traffic />}
      </div>
    </aside>
  );
}
