import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readHistogram, readLoad } from '../../src/etcd/load.ts';

const page = `
# TYPE grpc_server_handled_total counter
grpc_server_handled_total{grpc_code="OK",grpc_method="Range",grpc_service="etcdserverpb.KV",grpc_type="unary"} 90
grpc_server_handled_total{grpc_code="Unavailable",grpc_method="Range",grpc_service="etcdserverpb.KV",grpc_type="unary"} 8
grpc_server_handled_total{grpc_code="Canceled",grpc_method="Watch",grpc_service="etcdserverpb.Watch",grpc_type="bidi_stream"} 2
grpc_server_handled_total{grpc_code="Unknown",grpc_method="Defragment",grpc_service="etcdserverpb.Maintenance",grpc_type="unary"} 5
grpc_server_handling_seconds_bucket{grpc_method="Range",grpc_service="etcdserverpb.KV",grpc_type="unary",le="0.1"} 3
grpc_server_handling_seconds_bucket{grpc_method="Range",grpc_service="etcdserverpb.KV",grpc_type="unary",le="+Inf"} 4
grpc_server_handling_seconds_bucket{grpc_method="Put",grpc_service="etcdserverpb.KV",grpc_type="unary",le="0.1"} 1
grpc_server_handling_seconds_bucket{grpc_method="Put",grpc_service="etcdserverpb.KV",grpc_type="unary",le="+Inf"} 1
grpc_server_handling_seconds_bucket{grpc_method="Watch",grpc_service="etcdserverpb.Watch",grpc_type="bidi_stream",le="0.1"} 50
grpc_server_handling_seconds_bucket{grpc_method="Watch",grpc_service="etcdserverpb.Watch",grpc_type="bidi_stream",le="+Inf"} 50
etcd_network_peer_round_trip_time_seconds_bucket{To="a1",le="0.0001"} 1
etcd_network_peer_round_trip_time_seconds_bucket{To="a1",le="+Inf"} 2
etcd_network_peer_round_trip_time_seconds_bucket{To="b2",le="0.0001"} 3
etcd_network_peer_round_trip_time_seconds_bucket{To="b2",le="+Inf"} 3
etcd_network_peer_sent_failures_total{To="a1"} 4
etcd_network_peer_sent_failures_total{To="b2"} 1
etcd_server_leader_changes_seen_total 3
etcd_server_proposals_failed_total 2
process_start_time_seconds 1.7e+09
`;

describe('what a page tells of the work done', () => {
  it('is counted as the mixin of etcd counts', () => {
    expect(readLoad(page)).toEqual({
      fsync: null,
      commit: null,
      peers: { bounds: [0.0001], counts: [4], total: 5 },
      requests: { bounds: [0.1], counts: [4], total: 5 },
      counters: {
        leaderChanges: 3,
        failedProposals: 2,
        slowApplies: null,
        failedHeartbeats: null,
        requests: 100,
        failedRequests: 8,
        failedSends: 5,
      },
      methods: { Range: { requests: 98, failed: 8 } },
      startedAt: 1_700_000_000_000,
    });
  });

  it('names at most four methods that fail, those that fail most', () => {
    const line = (method: string, failed: number) =>
      `grpc_server_handled_total{grpc_code="Unavailable",grpc_method="${method}",grpc_type="unary"} ${failed}`;
    const many = ['A', 'B', 'C', 'D', 'E', 'F'].map((method, index) => line(method, index)).join('\n');
    expect(Object.keys(readLoad(`${many}\n`).methods ?? {})).toEqual(['F', 'E', 'D', 'C']);
  });

  it('is nothing where the page is anything else', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        expect(readHistogram(text, 'x')).toBeNull();
        expect(readLoad(text).startedAt).toBeNull();
      }),
    );
  });
});
