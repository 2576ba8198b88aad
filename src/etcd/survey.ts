import { notAsked, type Reading, type Snapshot, type Survey } from '../core/cluster.ts';
import type { Clock, EtcdReader, Log } from '../core/ports.ts';
import type { ClusterSettings } from '../core/settings.ts';
import { followSignals } from './abort.ts';
import { askCertificates, type CertificateReader, openCertificates } from './certificates.ts';
import type { CallContext } from './channel.ts';
import { askCluster } from './cluster-parts.ts';
import { type Connection, connect } from './connection.ts';
import { askEndpoints, endpointMemory } from './endpoint-parts.ts';
import { toFault } from './errors.ts';
import { reading } from './reading.ts';
import { openSpaceReader } from './space.ts';

/**
 * Opens a cluster for reading. Connections and the login stay between surveys; nothing is connected before the first. A survey takes no longer
 * than the cluster's deadline (or what a measure of the key space was given), whatever its members do, and never rejects. A PEM file that
 * cannot be used makes every answer that fault.
 */
export function openEtcdReader(settings: ClusterSettings, log: Log, now: Clock = Date.now): EtcdReader {
  const opened = tryConnect(settings, now);
  if (!opened.ok) {
    log.error({ cluster: settings.name, fault: opened.fault }, 'the TLS files of a cluster cannot be used');
    return { survey: async survey => faultySnapshot(settings, survey, opened, now()), close: async () => undefined };
  }
  const { connection, certificates } = opened.value;
  const memory = endpointMemory();
  const space = openSpaceReader(connection.endpoints, settings.patroni?.namespace ?? null);
  const closing = followSignals([]).controller;

  return {
    survey: async (survey, signal) => {
      const startedAt = now();
      const started = performance.now();
      const { controller, unlink } = followSignals([closing.signal, signal]);
      const context: CallContext = { deadline: startedAt + settings.deadlineMs, signal: controller.signal };
      const [endpoints, cluster, used, served] = await Promise.all([
        askEndpoints(connection.endpoints, memory, survey.parts, context),
        askCluster(connection.endpoints, settings, survey, context),
        survey.space === undefined ? null : reading(space(survey.space, controller.signal)),
        askCertificates(connection, certificates, survey.parts, context),
      ]).finally(unlink);
      const tookMs = performance.now() - started;
      log.debug({ cluster: settings.name, parts: survey.parts, tookMs: Math.round(tookMs) }, 'surveyed');
      return {
        cluster: settings.name,
        takenAt: startedAt + Math.round(tookMs),
        tookMs,
        endpoints,
        ...cluster,
        ...(settings.thresholds && { thresholds: settings.thresholds }),
        ...(used && { space: used }),
        ...(served && { certificates: { ok: true, value: served } }),
      };
    },
    close: async () => {
      closing.abort();
      connection.close();
    },
  };
}

type Opened = { readonly connection: Connection; readonly certificates: CertificateReader };

function tryConnect(settings: ClusterSettings, now: Clock): Reading<Opened> {
  try {
    return { ok: true, value: { certificates: openCertificates(settings, now), connection: connect(settings, now) } };
  } catch (error) {
    return { ok: false, fault: toFault(error) };
  }
}

function faultySnapshot(
  settings: ClusterSettings,
  { parts, keys, space }: Survey,
  faulty: Reading<never>,
  takenAt: number,
): Snapshot {
  const part = (name: Survey['parts'][number]) => (parts.includes(name) ? faulty : notAsked);
  return {
    cluster: settings.name,
    takenAt,
    tookMs: 0,
    endpoints: settings.endpoints.map(endpoint => ({
      endpoint,
      status: part('status'),
      linearizable: part('probes'),
      serializable: part('probes'),
      metrics: part('metrics'),
      hash: part('hashes'),
    })),
    members: part('members'),
    alarms: part('alarms'),
    patroni: part('patroni'),
    keys: keys === undefined ? notAsked : faulty,
    ...(parts.includes('auth') ? { auth: faulty } : {}),
    ...(parts.includes('postgres') ? { postgres: faulty } : {}),
    ...(space === undefined ? {} : { space: faulty }),
    ...(parts.includes('certificates') ? { certificates: faulty } : {}),
  };
}
