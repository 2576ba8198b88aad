import type { Attached, Message } from '../../server/wire.ts';
import { textOf } from '../../slack/fields.ts';
import { Blocks } from '../blocks/block.tsx';
import { usePage } from '../state/page-context.ts';
import { clockOf, spanOf } from '../text/date.ts';
import { Emoji, Mrkdwn } from '../text/text.tsx';
import { Avatar } from './avatar.tsx';
import { SurfaceOf } from './surface.tsx';

interface Props {
  readonly message: Message;
  readonly isThread: boolean;
}

export function MessageRow({ message, isThread }: Props) {
  const { entries } = usePage();
  const person = entries.world.people.find(each => each.id === message.user);
  const { metadata } = message;
  return (
    <article
      class={`message ${message.isEphemeral ? 'message-ephemeral' : ''} ${message.isGone ? 'message-gone' : ''}`}
      data-testid="message"
      data-ts={message.ts}
      data-kind={textOf(metadata.kind) || undefined}
      data-state={textOf(metadata.state) || undefined}
      data-operation={textOf(metadata.operation) || undefined}
      data-code={textOf(metadata.code) || undefined}
      data-app={message.isApp}
      data-ephemeral={message.isEphemeral}
    >
      <Avatar person={person} />
      <div class="message-body">
        {message.isEphemeral && <div class="only-you">Only visible to you</div>}
        <div class="message-head">
          <strong>{person?.realName ?? message.user}</strong>
          {message.isApp && <span class="badge">APP</span>}
          <time>{clockOf(message.ts)}</time>
          {message.tookMs !== null && (
            <span class="took" title="From the key press to this answer">
              answered in {spanOf(message.tookMs)}
            </span>
          )}
        </div>
        <Content message={message} />
        {message.files.map(file => (
          <AttachedFile key={file.id} file={file} />
        ))}
        {message.reactions.length > 0 && (
          <div class="reactions">
            {message.reactions.map(({ name, users }) => (
              <span key={name} class="reaction">
                <Emoji name={name} /> {users.length}
              </span>
            ))}
          </div>
        )}
        {!isThread && !message.isEphemeral && <Replies message={message} />}
      </div>
    </article>
  );
}

function Content({ message }: { readonly message: Message }) {
  const edited = message.isEdited && <span class="edited">(edited)</span>;
  return (
    <div class="content">
      {message.blocks.length > 0 ? (
        <SurfaceOf place={{ kind: 'message', channel: message.channel, ts: message.ts }} blocks={message.blocks}>
          <Blocks of={message.blocks} />
        </SurfaceOf>
      ) : (
        <Mrkdwn text={message.text} />
      )}
      {edited}
    </div>
  );
}

function AttachedFile({ file }: { readonly file: Attached }) {
  if (file.isImage) {
    return (
      <figure class="picture">
        <figcaption>{file.title}</figcaption>
        <img class="image-whole" src={file.url} alt={file.alt || file.title} />
      </figure>
    );
  }
  return (
    <a class="file" href={file.url} download={file.name}>
      <span class="file-sign" aria-hidden="true">
        ⤓
      </span>
      <span>
        <b>{file.title}</b>
        <small>{file.size.toLocaleString('en')} bytes</small>
      </span>
    </a>
  );
}

function Replies({ message }: { readonly message: Message }) {
  const { entries, openThread } = usePage();
  const replies = (entries.messages.get(message.channel) ?? []).filter(
    each => each.threadTs === message.ts && each.ts !== message.ts,
  );
  const root = message.threadTs ?? message.ts;
  const last = replies.at(-1);
  if (last === undefined) {
    return (
      <button type="button" class="reply" data-testid="open-thread" onClick={() => openThread(root)}>
        {message.broadcast ? 'View thread' : 'Reply in thread'}
      </button>
    );
  }
  return (
    <button type="button" class="replies" data-testid="open-thread" onClick={() => openThread(root)}>
      {[...new Set(replies.map(reply => reply.user))].slice(0, 4).map(user => (
        <Avatar key={user} person={entries.world.people.find(each => each.id === user)} isSmall />
      ))}
      <b>{replies.length === 1 ? '1 reply' : `${replies.length} replies`}</b>
      <span class="muted">Last at {clockOf(last.ts)}</span>
    </button>
  );
}
