import type { ComponentChild } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Message } from '../../server/wire.ts';
import { dayOf } from '../text/date.ts';
import { MessageRow } from './message.tsx';

interface Props {
  readonly messages: readonly Message[];
  readonly label: string;
  readonly empty?: ComponentChild;
  readonly isThread?: boolean;
}

const NEAR_THE_END_PX = 120;

/** Follows the newest message as long as the reader is at the end. */
export function MessageList({ messages, label, empty, isThread }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  useLayoutEffect(() => {
    if (isAtEnd.current && list.current) list.current.scrollTop = list.current.scrollHeight;
  });
  const track = (): void => {
    const element = list.current;
    if (element) isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_THE_END_PX;
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls, and the keyboard must reach it
    <div class="messages" ref={list} role="log" aria-label={label} aria-live="polite" tabIndex={0} onScroll={track}>
      <div class="messages-inner">
        {messages.length === 0 && empty}
        {messages.map((message, index) => {
          const before = messages[index - 1];
          const isNewDay = !isThread && (before === undefined || dayOf(before.ts) !== dayOf(message.ts));
          return [
            isNewDay && (
              <div class="day" key={`day-${message.ts}`}>
                <span>{dayOf(message.ts)}</span>
              </div>
            ),
            <MessageRow key={message.ts} message={message} isThread={isThread === true} />,
          ];
        })}
      </div>
    </div>
  );
}
