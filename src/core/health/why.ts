import type { Text } from '../message.ts';
import type { FindingCode } from './finding.ts';

/** What a finding costs, or may cost next. */
export const whyOf = (code: FindingCode): Text => ({ key: `finding.${code}.why`, params: {} });
