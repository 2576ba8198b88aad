import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Asks } from '../../server/wire.ts';
import { type Entries, nothing } from '../state/entries.ts';
import { recall, remember } from '../state/memory.ts';
import { Page } from '../state/page-context.ts';
import { ask, followServer } from '../state/server.ts';
import { ChannelView } from './channel.tsx';
import { Home } from './home.tsx';
import { Lab } from './lab.tsx';
import { Modal } from './modal.tsx';
import { Sidebar } from './sidebar.tsx';
import { useTheme } from './theme.ts';
import { Thread } from './thread.tsx';
import { Toast } from './toast.tsx';

const HOME = 'home';
/** Below it the thread covers the panel (narrow.css). */
const ROOM_FOR_BOTH_PX = 1_500;

export function App() {
  const [me, setMe] = useState(recall('as') ?? 'U0ALICE');
  const [entries, setEntries] = useState<Entries>(nothing);
  const [place, setPlace] = useState(recall('place') ?? '');
  const [thread, setThread] = useState<string | null>(null);
  const [isLabOpen, setLabOpen] = useState(recall('lab') !== 'closed' && innerWidth >= 1_180);
  const [isMenuOpen, setMenuOpen] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const theme = useTheme();

  useEffect(() => followServer(me, setEntries), [me]);

  const context = useMemo(() => {
    const send = async <K extends keyof Asks>(verb: K, body: Asks[K]) => {
      const reply = await ask(verb, body);
      setProblem(reply.problem);
      return reply;
    };
    return { entries, me, send, openThread: setThread };
  }, [entries, me]);

  const go = (to: string): void => {
    setPlace(to);
    setThread(null);
    setMenuOpen(false);
    remember('place', to);
    if (to === HOME) void context.send('open-home', { as: me });
  };
  const actAs = (id: string): void => {
    setMe(id);
    setProblem(null);
    remember('as', id);
    if (place === HOME) void ask('open-home', { as: id });
  };
  const toggleLab = (): void => {
    if (isLabOpen && thread !== null && innerWidth < ROOM_FOR_BOTH_PX) {
      setThread(null);
      return;
    }
    setLabOpen(!isLabOpen);
    remember('lab', isLabOpen ? 'closed' : 'open');
  };

  const channel = entries.channels.find(each => each.id === place) ?? entries.channels[0];
  const top = entries.views.at(-1);
  return (
    <Page.Provider value={context}>
      <div class={`page ${isLabOpen ? 'has-lab' : ''} ${thread ? 'has-thread' : ''} ${isMenuOpen ? 'has-menu' : ''}`}>
        <Sidebar
          place={place === HOME ? HOME : (channel?.id ?? '')}
          go={go}
          actAs={actAs}
          theme={theme}
          close={() => setMenuOpen(false)}
        />
        {place === HOME ? (
          <Home openMenu={() => setMenuOpen(true)} isLabOpen={isLabOpen} toggleLab={toggleLab} />
        ) : (
          channel && (
            <ChannelView
              key={channel.id}
              channel={channel}
              openMenu={() => setMenuOpen(true)}
              isLabOpen={isLabOpen}
              toggleLab={toggleLab}
            />
          )
        )}
        {thread && channel && <Thread key={thread} channel={channel} ts={thread} close={() => setThread(null)} />}
        {isLabOpen && <Lab close={toggleLab} />}
      </div>
      {top && <Modal key={top.id} view={top} depth={entries.views.length} />}
      <Toast text={problem} close={() => setProblem(null)} />
      {!entries.isConnected && (
        <div class="offline" role="status">
          Waiting for the playground…
        </div>
      )}
    </Page.Provider>
  );
}
