import { say, time } from '../message.ts';
import { guard, passed, refused } from './verdict.ts';

export const freeze = guard('freeze', ({ around }) => {
  if (!around.freeze) return passed(say('guard.freeze.open'));
  const { by, at, reason } = around.freeze;
  return refused(say('guard.freeze.frozen', { by, at: time(at), reason }));
});
