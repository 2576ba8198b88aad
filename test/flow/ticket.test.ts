import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOperationId, readTicket } from '../../src/flow/ticket.ts';

const value = 'op-4k2m9x7c1d:0123456789ab';

describe('the value of a button', () => {
  it('is an operation and twelve digits of its plan', () => {
    expect(readTicket(value)).toEqual({ operation: 'op-4k2m9x7c1d', hash: '0123456789ab' });
  });

  it.each([
    '',
    'op-4k2m9x7c1d',
    'op-4k2m9x7c1d:',
    'op-4k2m9x7c1d:0123456789a',
    'op-4k2m9x7c1d:0123456789abc',
    'op-4k2m9x7c1d:0123456789AB',
    'OP-4k2m9x7c1d:0123456789ab',
    'op-4k2m9x7c1:0123456789ab',
    ` ${value}`,
    `${value} `,
    `${value}\n`,
    `${value}:approve`,
    'op-4k2m9x7c1d:0123456789ab,op-4k2m9x7c1e:0123456789ab',
  ])('%j is none', text => expect(readTicket(text)).toBeNull());

  it('is understood only where it gives itself again', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^op-[0-9a-z]{9,11}:[0-9a-f]{11,13}$/)), text => {
        const ticket = readTicket(text);
        return ticket === null || (`${ticket.operation}:${ticket.hash}` === text && isOperationId(ticket.operation));
      }),
    );
  });
});
