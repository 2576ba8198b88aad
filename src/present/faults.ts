import type { Fault } from '../core/cluster.ts';
import { phraseOf } from '../core/health/fault.ts';
import { inner, say, type Text, verbatim } from '../core/message.ts';

/** etcd's own words follow the phrase, for whoever wants to search for them. */
export const presentFault = (fault: Fault): Text =>
  fault.detail
    ? say('fault.detailed', { phrase: inner(phraseOf(fault)), detail: verbatimParam(fault.detail) })
    : phraseOf(fault);

const LONGEST = 200;
const verbatimParam = (detail: string) =>
  inner(verbatim(detail.length > LONGEST ? `${detail.slice(0, LONGEST)}…` : detail));
