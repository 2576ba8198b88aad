import { suggest } from '../core/suggest.ts';
import type { Outline, OutlineCluster } from './outline.ts';
import type { Problem } from './problem.ts';

type ClusterRule = (cluster: OutlineCluster, path: string) => readonly Problem[];
type FileRule = (outline: Outline) => readonly Problem[];

/** All rules that concern more than one setting, checked whatever else is wrong. */
export function checkConsistency(outline: Outline): readonly Problem[] {
  const ofClusters = outline.clusters.flatMap((cluster, index) =>
    cluster ? clusterRules.flatMap(rule => rule(cluster, `clusters[${index}]`)) : [],
  );
  return [...ofClusters, ...fileRules.flatMap(rule => rule(outline))];
}

const endpointsAreGiven: ClusterRule = ({ endpoints, pigsty }, path) =>
  endpoints === undefined && !pigsty?.home
    ? [{ path: `${path}.endpoints`, message: "is missing; list them, or name Pigsty's folder in pigsty.home" }]
    : [];

const endpointsDiffer: ClusterRule = ({ endpoints = [] }, path) => repeated(endpoints, i => `${path}.endpoints[${i}]`);

const schemesAgree: ClusterRule = ({ endpoints = [] }, path) => {
  const schemes = endpoints.map(url => /^https?(?=:)/i.exec(url ?? '')?.[0].toLowerCase());
  const other = schemes.findIndex(scheme => scheme !== undefined && scheme !== schemes.find(first => first));
  return other < 0 ? [] : [{ path: `${path}.endpoints[${other}]`, message: 'mixes http and https within one cluster' }];
};

const tlsNeedsHttps: ClusterRule = ({ endpoints = [], tls }, path) =>
  tls && endpoints.some(url => url?.toLowerCase().startsWith('http:'))
    ? [{ path: `${path}.tls`, message: 'is set, but an endpoint is http://; write https://' }]
    : [];

const certificateHasKey: ClusterRule = ({ tls }, path) => {
  if (!tls || (tls.cert === undefined) === (tls.key === undefined)) return [];
  return [{ path: `${path}.tls.${tls.cert ? 'key' : 'cert'}`, message: 'is missing; cert and key belong together' }];
};

const onePassword: ClusterRule = ({ auth }, path) => {
  if (!auth) return [];
  if (auth.password && auth.passwordFile) return [twoPasswords(`${path}.auth`)];
  if (auth.nextPassword && auth.nextPasswordFile) {
    return [{ path: `${path}.auth.nextPassword`, message: 'is given twice; keep nextPassword or nextPasswordFile' }];
  }
  if (auth.password ?? auth.passwordFile) return [];
  return [{ path: `${path}.auth.password`, message: 'is missing; give password or passwordFile' }];
};

const patroniPassword: ClusterRule = ({ patroni }, path) => {
  if (!patroni) return [];
  const given = patroni.password ?? patroni.passwordFile;
  if (patroni.password && patroni.passwordFile) return [twoPasswords(`${path}.patroni`)];
  if (given && !patroni.username)
    return [{ path: `${path}.patroni.username`, message: 'is missing beside a password' }];
  return patroni.username && !given
    ? [{ path: `${path}.patroni.password`, message: 'is missing; give password or passwordFile' }]
    : [];
};

const onePlaceForSnapshots: ClusterRule = ({ snapshots }, path) => {
  if (!snapshots || (snapshots.directory === undefined) !== (snapshots.s3 === undefined)) return [];
  return [{ path: `${path}.snapshots`, message: 'needs either directory or s3, one of the two' }];
};

const namesDiffer: FileRule = ({ clusters }) =>
  repeated(
    clusters.map(cluster => cluster?.name),
    i => `clusters[${i}].name`,
  );

const channelsDiffer: FileRule = ({ channels }) =>
  repeated(
    channels.map(channel => channel?.id),
    i => `channels[${i}].id`,
  );

const channelClustersExist: FileRule = ({ clusters, channels }) => {
  const names = clusters.flatMap(cluster => cluster?.name ?? []);
  const check = (name: string | undefined, path: string): readonly Problem[] => {
    if (name === undefined || names.includes(name)) return [];
    const meant = suggest(name, names) ?? names.join(', ');
    return [{ path, message: `is none of the clusters${meant ? `; did you mean ${meant}?` : ''}` }];
  };
  return channels.flatMap((channel, index) => [
    ...check(channel?.cluster, `channels[${index}].cluster`),
    ...(channel?.clusters ?? []).flatMap((name, at) => check(name, `channels[${index}].clusters[${at}]`)),
  ]);
};

const clustersOfChannelsDiffer: FileRule = ({ channels }) =>
  channels.flatMap((channel, index) => repeated(channel?.clusters ?? [], at => `channels[${index}].clusters[${at}]`));

/** Else its reports and alerts would be about others than its commands. */
const clusterIsAmongClusters: FileRule = ({ channels }) =>
  channels.flatMap((channel, index) =>
    channel?.cluster === undefined || !channel.clusters || channel.clusters.includes(channel.cluster)
      ? []
      : [{ path: `channels[${index}].cluster`, message: 'is not among the clusters of this channel' }],
  );

const clusterRules: readonly ClusterRule[] = [
  endpointsAreGiven,
  endpointsDiffer,
  schemesAgree,
  tlsNeedsHttps,
  certificateHasKey,
  onePassword,
  patroniPassword,
  onePlaceForSnapshots,
];

const fileRules: readonly FileRule[] = [
  namesDiffer,
  channelsDiffer,
  channelClustersExist,
  clustersOfChannelsDiffer,
  clusterIsAmongClusters,
];

const twoPasswords = (path: string): Problem => ({
  path: `${path}.passwordFile`,
  message: 'stands beside password; keep one of the two',
});

function repeated(values: readonly (string | undefined)[], path: (index: number) => string): readonly Problem[] {
  return values.flatMap((value, index) =>
    value !== undefined && values.indexOf(value) < index
      ? [{ path: path(index), message: `is the same as ${path(values.indexOf(value))}` }]
      : [],
  );
}
