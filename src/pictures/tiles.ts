import type { Pictured } from '../core/document.ts';
import { hueOfOwner } from '../core/hues.ts';
import { colours, family, paper } from './palette.ts';

type Treemap = Extract<Pictured, { type: 'treemap' }>;

/** Areas for ECharts, the largest first, coloured by owner. Null where there is nothing. */
export function tilesOption({ parts }: Treemap) {
  const whole = parts.reduce((sum, part) => sum + part.bytes, 0);
  const data = parts
    .filter(part => part.bytes > 0)
    .map(({ label, bytes, owner }) => ({
      name: `${drawable(owner === 'kubernetes' ? kindIn(label) : label)}\n${size(bytes)}`,
      value: bytes,
      itemStyle: { color: colours[hueOfOwner(owner)] },
      label: { show: bytes / whole > LEAST_NAMED },
    }));
  if (data.length === 0) return null;
  return {
    animation: false,
    backgroundColor: paper,
    textStyle: { fontFamily: family },
    series: [
      {
        type: 'treemap',
        left: 4,
        right: 4,
        top: 4,
        bottom: 4,
        roam: false,
        nodeClick: false,
        breadcrumb: { show: false },
        itemStyle: { borderColor: paper, borderWidth: 0, gapWidth: 3 },
        label: {
          color: paper,
          fontFamily: family,
          fontSize: 13,
          fontWeight: 600,
          lineHeight: 18,
          position: 'insideTopLeft',
          overflow: 'truncate',
          ellipsis: '…',
          padding: [4, 14, 4, 6],
        },
        data,
      },
    ],
  };
}

/** A smaller share has no room for a name. */
const LEAST_NAMED = 0.03;

const KIB = 1024;

function size(bytes: number): string {
  const power = Math.min(3, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(KIB)));
  return `${Number((bytes / KIB ** power).toPrecision(3))} ${['B', 'KiB', 'MiB', 'GiB'][power] ?? ''}`;
}

/** The colour tells that it is Kubernetes; room is for the kind. */
const kindIn = (label: string): string => label.replace(/^\/[^/]+\/(?=.)/, '');

/** Names of keys are anything; what the font has no letter for, or moves the pen, is a dot. */
const drawable = (name: string): string => name.replace(/[^\u0020-\u007e\u00a0-\u024f\u0370-\u04ff\u2026]/gu, '·');
