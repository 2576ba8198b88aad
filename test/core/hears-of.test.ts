import { expect, it } from 'vitest';
import { hearsOf } from '../../src/core/hears-of.ts';
import { alertPlaces } from '../../src/present/alert.ts';

it.each([
  [{ cluster: null }, 'a', true],
  [{ cluster: 'a' }, 'a', true],
  [{ cluster: 'b' }, 'a', false],
  [{ cluster: null, clusters: ['a', 'b'] }, 'b', true],
  [{ cluster: 'a', clusters: ['a', 'b'] }, 'b', true],
  [{ cluster: null, clusters: ['a', 'b'] }, 'c', false],
])('a channel of %o hears of cluster %s: %s', (channel, name, told) => {
  expect(hearsOf(channel, name)).toBe(told);
  const whole = { id: 'C1', language: 'en', reports: null, alerts: true, ...channel } as const;
  expect(alertPlaces(name, [whole]).map(place => place.channel)).toEqual(told ? ['C1'] : []);
  expect(alertPlaces(name, [{ ...whole, alerts: false }])).toEqual([]);
});
