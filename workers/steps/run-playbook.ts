import { duration, inner, list, say, type Text, verbatim } from '../../src/core/message.ts';
import type { PlaybookEnd, PlaybookProgress } from '../../src/core/playbooks.ts';
import { type ActOutcome, type Effect, effect, type PlayingSite, type Sight, type StepOf } from './deed.ts';
import { noteBefore, type Shown, shownBy } from './playbook-proof.ts';

/** etcd may need so long to come up after Ansible is through, milliseconds. */
const SHOWS_MS = 60_000;
const LOOK_EVERY_MS = 1_000;
/** A worker that another has followed sees that within a second or two, and then ends Ansible. */
const SETTLES_MS = 30_000;

/**
 * Ansible's own word is not enough: a run is done when it ended clean and etcd shows what it was for. It can be half done, so it is never
 * begun a second time: what a lost worker leaves is read back, and told.
 */
export function runPlaybook({ run, proof, withinMs }: StepOf<'run-playbook'>, site: PlayingSite): Effect {
  const { playing } = site;
  const noted: { before: Text | null; told: Text | null } = { before: null, told: null };
  const look = (before: Text | null): Promise<Shown> => shownBy(proof, before, site);

  const act = async (): Promise<ActOutcome> => {
    if (!playing) return { outcome: 'failed', note: say('playbook.not_configured') };
    const end = await playing.run(run, withinMs);
    if (end.ended === 'not_begun') return { outcome: 'failed', note: end.why };
    if (end.ended !== 'done') return { outcome: 'failed', note: and(end.why, sayShown(await look(noted.before))) };
    noted.told = doneText(end);
    const shown = await untilShown();
    if (shown.shows !== false) return { outcome: 'done' };
    return {
      outcome: 'failed',
      note: say('playbook.unproven', { waited: duration(SHOWS_MS), unmet: inner(shown.unmet) }),
    };
  };

  const untilShown = async (): Promise<Shown> => {
    let shown = await look(noted.before);
    for (let waited = 0; shown.shows === false && waited < SHOWS_MS; waited += LOOK_EVERY_MS) {
      await playing?.tell(say('playbook.proving', { unmet: inner(shown.unmet) }));
      await playing?.pause(LOOK_EVERY_MS);
      shown = await look(noted.before);
    }
    return shown;
  };

  return effect({
    act,
    again: false,
    settlesMs: SETTLES_MS,
    before: async () => {
      noted.before = await noteBefore(proof, site);
      return noted.before;
    },
    told: async () => noted.told,
    observe: async before => {
      // Nothing was noted, so nothing was begun.
      if (before === null) return { seen: 'not_done', note: null, final: true };
      const trace = (await playing?.trace()) ?? { found: 'nothing' };
      if (trace.found === 'alive')
        return { seen: 'unknown', note: say('playbook.still_runs', { pid: String(trace.pid) }) };
      const shown = await look(before);
      if (trace.found !== 'over') {
        const gone =
          trace.found === 'elsewhere'
            ? say('playbook.elsewhere', { host: trace.host })
            : say('playbook.no_trace_of_run');
        return sightOf(shown, gone, proof.kind === 'none');
      }
      return { ...afterLoss(trace.end, trace.progress, shown), final: true };
    },
  });
}

/** What the folder of the run knows of its end counts like the end itself. */
function afterLoss(end: PlaybookEnd | null, progress: PlaybookProgress | null, shown: Shown): Sight {
  if (end?.ended === 'done') {
    return shown.shows === false
      ? { seen: 'not_done', note: say('playbook.not_shown', { unmet: inner(shown.unmet) }) }
      : { seen: 'done', note: doneText(end) };
  }
  if (end !== null) return { seen: 'not_done', note: and(end.why, sayShown(shown)) };
  const where = inner(whereText(progress));
  return shown.shows === true
    ? { seen: 'done', note: say('playbook.read_back', { where }) }
    : { seen: 'not_done', note: say('playbook.lost', { where, sight: inner(sayShown(shown)) }) };
}

/** Without a trace, etcd alone can tell; of what leaves nothing in etcd, nobody can. */
function sightOf(shown: Shown, gone: Text, untold: boolean): Sight {
  const note = and(gone, sayShown(shown));
  if (untold || shown.shows === null) return { seen: 'unknown', note, final: true };
  return { seen: shown.shows ? 'done' : 'not_done', note };
}

function sayShown(shown: Shown): Text {
  return shown.shows === true ? say('playbook.shown_though') : say('playbook.not_shown', { unmet: inner(shown.unmet) });
}

const and = (first: Text, second: Text): Text => say('playbook.and', { first: inner(first), second: inner(second) });

const doneText = ({ tasks, hosts, tookMs, changed }: Extract<PlaybookEnd, { ended: 'done' }>): Text =>
  say('playbook.done', { tasks, who: list(hosts.map(verbatim)), took: duration(tookMs), changed });

const whereText = (progress: PlaybookProgress | null): Text =>
  progress?.name
    ? say('playbook.where', { task: progress.name, who: list(progress.hosts.map(verbatim)) })
    : say('playbook.where_early');
