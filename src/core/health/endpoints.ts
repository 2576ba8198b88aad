import type { EndpointReport, EndpointStatus, Snapshot } from '../cluster.ts';
import { list, verbatim } from '../message.ts';
import { served } from './fault.ts';
import { type Finding, find } from './finding.ts';
import type { ClusterState } from './state.ts';
import { namesOf } from './verdict.ts';

type Site = Pick<Snapshot, 'endpoints'> & { readonly state: ClusterState };
type EndpointRule = (site: Site) => Finding | null;

const nameOf = ({ state }: Site, { endpoint }: EndpointReport): string =>
  state.members.find(member => member.endpoint === endpoint)?.name ?? endpoint;

/** A read that asks nobody else: it fails where the member cannot read its own database. */
const localReadFails: EndpointRule = site => {
  const failing = site.endpoints.flatMap(report => {
    const { linearizable, serializable } = report;
    const isOdd = served(linearizable) && !served(serializable) && !serializable.ok;
    return isOdd && serializable.fault.code !== 'not_asked' ? [{ report, detail: serializable.fault.detail }] : [];
  });
  return failing.length > 0
    ? find('local_read_fails', 'warning', {
        who: namesOf(failing.map(({ report }) => nameOf(site, report))),
        detail: failing[0]?.detail || '–',
      })
    : null;
};

/** Alarms, and that there is no leader, have findings of their own (etcd server/etcdserver/api/v3rpc/maintenance.go, Status). */
const TOLD = /alarm:|no leader/;

const statusHasErrors: EndpointRule = site => {
  const told = site.endpoints.flatMap(report => {
    const errors = report.status.ok
      ? report.status.value.errors.filter(error => error !== '' && !TOLD.test(error))
      : [];
    return errors.length > 0 ? [{ report, errors }] : [];
  });
  return told.length > 0
    ? find('status_errors', 'warning', {
        who: namesOf(told.map(({ report }) => nameOf(site, report))),
        errors: list([...new Set(told.flatMap(({ errors }) => errors))].map(error => verbatim(error))),
      })
    : null;
};

/** Of one cluster: the others' say nothing. */
const statusesOf = ({ endpoints, state }: Site): readonly EndpointStatus[] => {
  const statuses = endpoints.flatMap(({ status }) => (status.ok ? [status.value] : []));
  return state.clusterIds.length > 1 ? [] : statuses;
};

const storageVersionsDiffer: EndpointRule = site => {
  const versions = [...new Set(statusesOf(site).flatMap(({ storageVersion }) => storageVersion ?? []))];
  return versions.length > 1
    ? find('storage_versions', 'warning', { versions: list(versions.toSorted().map(version => verbatim(version))) })
    : null;
};

/** For a moment in each election; longer where a member votes for itself and reaches nobody. */
const termsDiffer: EndpointRule = site => {
  const terms = statusesOf(site).map(({ raftTerm }) => raftTerm);
  const [least, most] = [Math.min(...terms), Math.max(...terms)];
  return terms.length > 0 && least !== most
    ? find('terms_differ', 'warning', { least: String(least), most: String(most) })
    : null;
};

const rules: readonly EndpointRule[] = [localReadFails, statusHasErrors, storageVersionsDiffer, termsDiffer];

/** What etcd's own diagnosis looks at besides (github.com/etcd-io/diagnosis), of endpoints one by one and compared. */
export const judgeEndpoints = (state: ClusterState, { endpoints }: Pick<Snapshot, 'endpoints'>): readonly Finding[] =>
  rules.flatMap(rule => rule({ state, endpoints }) ?? []);
