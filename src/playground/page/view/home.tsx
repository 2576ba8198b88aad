import { Blocks } from '../blocks/block.tsx';
import { usePage } from '../state/page-context.ts';
import { Bar } from './bar.tsx';
import { SurfaceOf } from './surface.tsx';

interface Props {
  readonly openMenu: () => void;
  readonly isLabOpen: boolean;
  readonly toggleLab: () => void;
}

export function Home(bar: Props) {
  const { entries } = usePage();
  const { home, world } = entries;
  return (
    <main class="channel">
      <Bar title={world.bot.name} topic="App Home" {...bar} />
      <div class="home" data-testid="home">
        {home === null || home.length === 0 ? (
          <p class="muted">The app has not published a home for you yet.</p>
        ) : (
          <SurfaceOf place={{ kind: 'home' }} blocks={home}>
            <Blocks of={home} />
          </SurfaceOf>
        )}
      </div>
    </main>
  );
}
