import type { snapshot as english } from '../en/snapshot.ts';

export const snapshot: Readonly<Record<keyof typeof english, string>> = {
  'guard.snapshot.title': '有足够新的备份',
  'guard.snapshot.not_configured': '此集群没有配置快照',
  'guard.snapshot.no_need': '不触及数据，也没有成员离开',
  'guard.snapshot.elsewhere': '未查看：快照存放在对象存储中',
  'guard.snapshot.fresh': '{name} 保存于 {age} 前，内容完整；上限为 {most}',
  'guard.snapshot.old': '最新的完整快照 {name} 已有 {age}，上限为 {most}。请先保存一份：etcdctl snapshot save',
  'guard.snapshot.old_warned': '最新的完整快照 {name} 已有 {age}，上限为 {most}。如有可能请先保存一份',
  'guard.snapshot.none':
    '{directory} 中没有完整的快照{broken, plural, =0 {} other {，有 # 份已损坏}}。请先保存一份：etcdctl snapshot save',
  'guard.snapshot.none_warned':
    '{directory} 中没有完整的快照{broken, plural, =0 {} other {，有 # 份已损坏}}。如有可能请先保存一份',
  'guard.snapshot.unreadable': '工作进程无法读取 {directory}，因此不知道有没有快照',
  'guard.snapshot.unread': '工作进程无法读取 {directory}，因此不知道有没有快照；此处并不强制要求',
};
