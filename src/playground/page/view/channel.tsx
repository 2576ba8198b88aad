import type { Channel } from '../../server/wire.ts';
import { usePage } from '../state/page-context.ts';
import { Bar } from './bar.tsx';
import { Composer } from './composer.tsx';
import { MessageList } from './message-list.tsx';
import { Runs } from './runs.tsx';

interface Props {
  readonly channel: Channel;
  readonly openMenu: () => void;
  readonly isLabOpen: boolean;
  readonly toggleLab: () => void;
}

export function ChannelView({ channel, ...bar }: Props) {
  const { entries } = usePage();
  const messages = (entries.messages.get(channel.id) ?? []).filter(
    message => message.threadTs === null || message.threadTs === message.ts || message.broadcast,
  );
  return (
    <main class="channel">
      <Bar
        title={channel.isDirect || channel.isPrivate ? channel.name : `# ${channel.name}`}
        topic={channel.topic}
        {...bar}
      />
      <MessageList messages={messages} label={`Messages in ${channel.name}`} empty={<Welcome channel={channel} />} />
      <Runs channel={channel.id} />
      <Composer channel={channel} threadTs={null} />
    </main>
  );
}

function Welcome({ channel }: { readonly channel: Channel }) {
  const { entries } = usePage();
  const { command, name } = entries.world.bot;
  return (
    <div class="welcome">
      <h2>{channel.isDirect ? name : `#${channel.name}`}</h2>
      <p>{channel.topic}</p>
      {channel.hasBot ? (
        <p>
          Try <kbd>{command} status</kbd>, then stop a member under <b>Break things</b> and ask again.
        </p>
      ) : (
        <p>The bot was not invited here; see what it says when somebody calls it all the same.</p>
      )}
    </div>
  );
}
