import { describe, expect, it } from 'vitest';
import { verbatim } from '../../src/core/message.ts';
import { checkDenial, type Denying, denialView, readDenial } from '../../src/slack/denial.ts';
import type { Submission } from '../../src/slack/incoming.ts';
import { speak } from '../../src/text/speak.ts';

const denying: Denying = {
  ...{ version: 1, operation: 'op-4k2m9x7c1d', hash: '0123456789ab' },
  ...{ channel: 'C0PRODETCD', thread: '1.5', language: 'en' },
};

const submission = (more: Partial<Submission> = {}): Submission => ({
  ...{ kind: 'submission', user: 'U0BOB', team: 'T1', enterprise: null, foreign: false },
  ...{ callbackId: 'denial', viewId: 'V1', hash: 'h' },
  privateMetadata: JSON.stringify(denying),
  values: { what: { what: 'deny' }, reason: { reason: null } },
  ...more,
});
const saying = (what: string, reason: string | null): Submission =>
  submission({ values: { what: { what }, reason: { reason } } });

describe('a denial', () => {
  it.each([
    ['deny', null, { reason: null, changes: false }, null],
    ['deny', '  ', { reason: null, changes: false }, null],
    ['deny', ' not today\n', { reason: 'not today', changes: false }, null],
    ['changes', 'the other one', { reason: 'the other one', changes: true }, null],
    ['changes', ' ', { reason: null, changes: true }, { reason: expect.stringContaining('different') }],
  ])('of %s with %j', (what, reason, read, errors) => {
    expect(readDenial(saying(what, reason))).toEqual({ ...denying, ...read });
    expect(checkDenial(saying(what, reason), speak)).toEqual(errors);
  });

  it.each([
    ['another modal', { callbackId: 'get' }],
    ['one that carries nothing', { privateMetadata: '' }],
    ['one of another version', { privateMetadata: JSON.stringify({ ...denying, version: 2 }) }],
    ['one without the inputs', { values: {} }],
  ])('is not looked for in %s', (_, more) => {
    expect(readDenial(submission(more))).toBeNull();
    expect(checkDenial(submission(more), speak)).toBeNull();
  });

  it.each(['en', 'zh'] as const)('is asked for within the limits of a modal, in %s', language => {
    const about = [{ type: 'paragraph', text: verbatim('member remove etcd-3') }] as const;
    const view = denialView({ ...denying, language }, about, speak);
    for (const text of [view.title, view.submit, view.close]) expect(text?.text.length).toBeLessThanOrEqual(24);
    expect(view.private_metadata?.length).toBeLessThan(3000);
  });
});
