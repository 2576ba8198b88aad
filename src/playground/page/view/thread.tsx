import { useEffect } from 'preact/hooks';
import type { Channel } from '../../server/wire.ts';
import { usePage } from '../state/page-context.ts';
import { Composer } from './composer.tsx';
import { MessageList } from './message-list.tsx';

interface Props {
  readonly channel: Channel;
  readonly ts: string;
  readonly close: () => void;
}

export function Thread({ channel, ts, close }: Props) {
  const { entries } = usePage();
  const messages = (entries.messages.get(channel.id) ?? []).filter(each => each.ts === ts || each.threadTs === ts);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !document.querySelector('dialog[open]')) close();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <aside class="thread" aria-label="Thread" data-testid="thread">
      <header class="bar">
        <div class="bar-title">
          <h1>Thread</h1>
          <p>#{channel.name}</p>
        </div>
        <button type="button" class="icon-button" aria-label="Close the thread" onClick={close}>
          ✕
        </button>
      </header>
      <MessageList messages={messages} label="Thread" isThread />
      <Composer channel={channel} threadTs={ts} />
    </aside>
  );
}
