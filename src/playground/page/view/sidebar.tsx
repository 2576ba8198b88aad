import { usePage } from '../state/page-context.ts';
import { Avatar, ClusterSign, LockSign } from './avatar.tsx';
import { type ThemeChoice, themes } from './theme.ts';

interface Props {
  readonly place: string;
  readonly go: (place: string) => void;
  readonly actAs: (id: string) => void;
  readonly theme: ThemeChoice;
  readonly close: () => void;
}

export function Sidebar({ place, go, actAs, theme, close }: Props) {
  const { entries, me } = usePage();
  const { world, channels } = entries;
  const people = world.people.filter(person => !person.isBot);
  const person = people.find(each => each.id === me);
  return (
    <>
      <button type="button" class="menu-shade" aria-label="Close the menu" onClick={close} />
      <aside class="sidebar" aria-label="Channels">
        <header class="brand">
          <span class="brand-sign">
            <ClusterSign />
          </span>
          <span>
            <strong>etcd-chatops</strong>
            <small>playground, not Slack</small>
          </span>
        </header>
        <label class="act-as">
          <span>Acting as</span>
          <span class="act-as-field">
            <Avatar person={person} isSmall />
            <select data-testid="act-as" value={me} onChange={event => actAs(event.currentTarget.value)}>
              {people.map(each => (
                <option key={each.id} value={each.id}>
                  {each.realName}
                  {each.standing === null ? '' : ` (${each.standing})`}
                </option>
              ))}
            </select>
          </span>
        </label>
        <nav aria-label="Channels">
          <h2>Channels</h2>
          {channels.map(channel => (
            <button
              type="button"
              key={channel.id}
              class="place"
              data-testid={`channel-${channel.name}`}
              aria-current={place === channel.id ? 'page' : undefined}
              onClick={() => go(channel.id)}
            >
              <span class="place-sign" aria-hidden="true">
                {channel.isDirect ? '@' : channel.isPrivate ? <LockSign /> : '#'}
              </span>
              <span class="place-name">{channel.name}</span>
              {!channel.hasBot && <small>no bot</small>}
            </button>
          ))}
          <h2>Apps</h2>
          <button
            type="button"
            class="place"
            data-testid="app-home"
            aria-current={place === 'home' ? 'page' : undefined}
            onClick={() => go('home')}
          >
            <span class="place-sign place-app" aria-hidden="true">
              <ClusterSign />
            </span>
            <span class="place-name">{world.bot.name}</span>
          </button>
        </nav>
        <footer>
          <fieldset class="themes" aria-label="Colours">
            {themes.map(each => (
              <label key={each}>
                <input type="radio" name="theme" checked={theme.theme === each} onChange={() => theme.choose(each)} />
                <span>{each}</span>
              </label>
            ))}
          </fieldset>
          <small>Version {world.version}. Nothing leaves this machine.</small>
        </footer>
      </aside>
    </>
  );
}
