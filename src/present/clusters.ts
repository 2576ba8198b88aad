import type { Document } from '../core/document.ts';
import type { ClustersFacts } from '../core/facts/clusters.ts';
import { code, codeText, list, say, verbatim } from '../core/message.ts';

export const presentClusters = ({ clusters }: ClustersFacts): Document => [
  { type: 'verdict', tone: 'info', text: say('clusters.verdict', { count: clusters.length }) },
  {
    type: 'table',
    columns: [
      { label: say('clusters.name') },
      { label: say('clusters.environment') },
      { label: say('clusters.endpoints'), wrap: true },
      { label: say('clusters.here') },
    ],
    rows: clusters.map(({ name, environment, endpoints, defaultHere }) => [
      { text: codeText(name), strong: true },
      { text: say(`environment.${environment}`) },
      {
        text:
          endpoints.length > 0 ? say('quantity', { value: list(endpoints.map(codeText)) }) : say('inventory.endpoints'),
      },
      { text: defaultHere ? say('clusters.is_default') : verbatim('') },
    ]),
  },
  { type: 'note', texts: [say('clusters.note', { option: code('-c') })] },
];
