import type { Telemetry } from 'bullmq';
import { BullMQOtel } from 'bullmq-otel';

/**
 * BullMQ's OpenTelemetry hook, to be handed to every queue and worker of a process: spans of a question then link the bot with the
 * worker. Does nothing unless the process was started with an OpenTelemetry SDK.
 */
export const openTelemetry = (version: string): Telemetry =>
  new BullMQOtel({ tracerName: 'etcd-chatops', meterName: 'etcd-chatops', version, enableMetrics: true });
