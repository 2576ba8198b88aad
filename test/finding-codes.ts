import type { FindingCode } from '../src/core/health/finding.ts';
import { en } from '../src/core/text/en.ts';

const CODE = /^finding\.(\w+)\.title$/;

/** Every finding there is, by the catalogue. */
export const findingCodes: readonly FindingCode[] = Object.keys(en).flatMap(key => {
  const code = CODE.exec(key)?.[1];
  return code !== undefined && isCode(code) ? [code] : [];
});

function isCode(code: string): code is FindingCode {
  return Object.hasOwn(en, `finding.${code}.title`);
}
