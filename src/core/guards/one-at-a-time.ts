import { code, say } from '../message.ts';
import { guard, passed, refused } from './verdict.ts';

export const oneAtATime = guard('one_at_a_time', ({ around }) =>
  around.busyWith === null
    ? passed(say('guard.one_at_a_time.free'))
    : refused(say('guard.one_at_a_time.busy', { operation: code(around.busyWith) })),
);
