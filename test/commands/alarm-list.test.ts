import { describe, expect, it } from 'vitest';
import { alarmList } from '../../commands/alarm-list.ts';
import { aCluster } from '../a-cluster.ts';
import { firstLine, tell } from '../tell.ts';

describe('alarm list', () => {
  it('says when there is none', () => {
    expect(firstLine(tell(alarmList, aCluster().snapshot()))).toBe('✔ prod · No alarm');
  });

  it('names the members and the way out', () => {
    const text = tell(alarmList, aCluster().alarm('etcd-1', 'NOSPACE').alarm('etcd-2', 'CORRUPT').snapshot());
    expect(firstLine(text)).toBe('✘ prod · 2 alarms: NOSPACE on etcd-1 and CORRUPT on etcd-2');
    expect(text).toContain('etcdctl compact 4242');
    expect(text).toContain('never disarm before all voters agree');
  });

  it('shows the id of a member that was removed since', () => {
    expect(tell(alarmList, aCluster().alarm('gone', 'NOSPACE').snapshot())).toContain('NOSPACE on dead');
  });

  it('says why it cannot tell', () => {
    expect(firstLine(tell(alarmList, aCluster().alarmsFailing('permission_denied').snapshot()))).toBe(
      '✘ prod · Alarms cannot be read: etcd denies the right to ask this (etcd said permission_denied)',
    );
  });
});
