import type { ReadCommand } from '../src/core/command.ts';
import { diagnose } from '../src/core/health/index.ts';
import { stateOf } from '../src/core/health/state.ts';

const about: readonly string[] = ['corrupt', 'no_space', 'unknown_alarm', 'alarms_unreadable'];

/** Which members raise which alarm, and the way out of it. */
export const alarmList: ReadCommand = {
  kind: 'read',
  words: ['alarm', 'list'],
  aliases: [['alarms']],
  summary: 'alarms.summary',
  args: [],
  options: [],
  examples: ['alarm list'],
  permission: () => 'read',
  needs: () => ({ parts: ['alarms', 'members', 'status', 'probes'] }),
  view: (_request, snapshot) => {
    const state = stateOf(snapshot);
    const { cluster, takenAt, tookMs, alarms } = state;
    const findings = diagnose(state).filter(({ code }) => about.includes(code));
    return { kind: 'alarms', cluster, takenAt, tookMs, alarms, findings };
  },
};
