import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Channel } from '../../server/wire.ts';
import { usePage } from '../state/page-context.ts';
import { hintsFor } from './hints.ts';

interface Props {
  readonly channel: Channel;
  readonly threadTs: string | null;
}

/** What was sent in this visit, newest last, for ArrowUp. */
const sent: string[] = [];

export function Composer({ channel, threadTs }: Props) {
  const { entries, me, send } = usePage();
  const { bot } = entries.world;
  const [text, setText] = useState('');
  const [back, setBack] = useState(0);
  const [chosen, setChosen] = useState(-1);
  const [isHidden, setHidden] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const hints = isHidden ? [] : hintsFor(text, bot, threadTs !== null);

  useEffect(() => box.current?.focus(), [threadTs]);

  const write = (next: string): void => {
    setText(next);
    setChosen(-1);
    setHidden(false);
  };
  const submit = async (): Promise<void> => {
    const line = text.trim();
    if (line === '') return;
    if (sent.at(-1) !== line) sent.push(line);
    setBack(0);
    write('');
    const reply = await send('type', { as: me, channel: channel.id, text: line, threadTs });
    if (!reply.ok) setText(current => (current === '' ? line : current));
  };
  const recallLine = (step: number): void => {
    const next = Math.max(0, Math.min(sent.length, back + step));
    setBack(next);
    setText(next === 0 ? '' : (sent.at(-next) ?? ''));
    setHidden(true);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const hint = hints[chosen];
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      if (hint) write(hint.text);
      else void submit();
    } else if (
      event.key === 'Tab' &&
      !event.shiftKey &&
      hints.length > 0 &&
      text !== '' &&
      hints[Math.max(0, chosen)]?.text !== text
    ) {
      event.preventDefault();
      write(hints[Math.max(0, chosen)]?.text ?? text);
    } else if (event.key === 'Escape' && hints.length > 0) {
      event.stopPropagation();
      setHidden(true);
    } else if (event.key === 'ArrowDown' && hints.length > 0) {
      event.preventDefault();
      setChosen((chosen + 1) % hints.length);
    } else if (event.key === 'ArrowUp' && chosen >= 0) {
      event.preventDefault();
      setChosen(chosen - 1);
    } else if ((event.key === 'ArrowUp' || event.key === 'ArrowDown') && (text === '' || back > 0)) {
      event.preventDefault();
      recallLine(event.key === 'ArrowUp' ? 1 : -1);
    }
  };
  return (
    <div class="composer">
      {hints.length > 0 && (
        <div class="hints" role="listbox" id={listId} aria-label="Commands">
          {hints.map((hint, index) => (
            <div
              key={hint.text}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              class="hint"
              aria-selected={index === chosen}
              onMouseDown={event => {
                event.preventDefault();
                write(hint.text);
              }}
            >
              <b>{hint.text}</b>
              <span>{hint.about}</span>
            </div>
          ))}
        </div>
      )}
      <div class="composer-box">
        <textarea
          ref={box}
          rows={Math.min(8, text.split('\n').length)}
          data-testid={threadTs === null ? 'message-box' : 'thread-message-box'}
          aria-autocomplete="list"
          aria-controls={listId}
          aria-activedescendant={chosen >= 0 ? `${listId}-${chosen}` : undefined}
          aria-label={threadTs === null ? `Message ${channel.name}` : 'Reply'}
          placeholder={
            threadTs === null ? `Message #${channel.name}, or ${bot.command} status` : `Reply, or @${bot.name} status`
          }
          value={text}
          onInput={event => write(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <button
          type="button"
          class="send"
          data-testid={threadTs === null ? 'send' : 'thread-send'}
          aria-label="Send"
          disabled={text.trim() === ''}
          onClick={() => void submit()}
        >
          ➤
        </button>
      </div>
      <p class="composer-foot">
        <kbd>Enter</kbd> sends, <kbd>Shift</kbd> <kbd>Enter</kbd> breaks the line, <kbd>↑</kbd> recalls
      </p>
    </div>
  );
}
