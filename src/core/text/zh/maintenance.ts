import type { maintenance as english } from '../en/maintenance.ts';

export const maintenance: Readonly<Record<keyof typeof english, string>> = {
  'guard.maintenance.title': '处于维护窗口内',
  'guard.maintenance.none': '该集群没有配置维护窗口',
  'guard.maintenance.open': '当前在窗口内',
  'guard.maintenance.emergency': '当前不在窗口内，但这是紧急情况',
  'guard.maintenance.closed': '当前不在窗口内；下一个窗口在 {next} 开始',
  'guard.maintenance.resumes': '当前没有，但此变更只是恢复 PostgreSQL 的自动故障切换',
  'guard.maintenance.never': '当前不在窗口内，也不会再有窗口',
};
