import type { impact as english } from '../en/impact.ts';

export const impact: Readonly<Record<keyof typeof english, string>> = {
  'impact.leader_broken': '无法读取 leader 键，不知道谁是主库',
  'impact.config_broken': 'etcd 中的配置已损坏，不知道是否开启了 failsafe 模式',
  'impact.config_absent': 'etcd 中没有它的配置，不知道是否开启了 failsafe 模式。Patroni 会从内存中把配置写回',
  'impact.standby_cluster': '备用集群：{leader} 本来就只读，会继续复制，但期间不能提升',
  'impact.paused': '已暂停，且主库 {leader} 已确认：Patroni 不会降级任何成员',
  'impact.failsafe_off':
    'failsafe_mode 未开启：失去 etcd 时 Patroni 会降级主库。开启方法：patronictl edit-config --set failsafe_mode=true',
  'impact.version_unknown':
    '已开启 failsafe_mode，但无法得知主库 {leader} 上 Patroni 的版本；3.0 之前的版本没有 failsafe 模式',
  'impact.too_old': '{who} 运行的是 3.0 之前的 Patroni，没有 failsafe 模式。请升级 Patroni',
  'impact.failsafe_absent': '已开启 failsafe_mode，但主库还没有写下需要询问的成员',
  'impact.failsafe_broken': '已开启 failsafe_mode，但需要询问的成员名单已损坏',
  'impact.failsafe_without_leader': '已开启 failsafe_mode，但主库 {leader} 不在自己的成员名单中',
  'impact.failsafe_silent':
    '已开启 failsafe_mode，但 {who} {count, plural, other {没有应答}}：这会使主库降级。请恢复那里的 Patroni，或等 etcd 将其遗忘',
  'impact.failsafe_alone': '已开启 failsafe_mode，且主库不需要询问其他成员',
  'impact.failsafe_all': '已开启 failsafe_mode，{count, plural, other {其余 # 个成员}}都有应答：{who}',
  'impact.failsafe_unasked':
    '已开启 failsafe_mode：仅当主库能访问 {who} 时才会保持可写。从这里{count, plural, other {无法询问它们}}',
  'impact.leaderless': '没有成员持有 leader 键。没有 etcd 就无法选出主库',
  'impact.orphaned': '没有 leader，也没有成员：要么它的 Patroni 全部停止，要么这是以前的集群遗留的键',
  'impact.warn.switchover': '正在切换到 {to}',
  'impact.warn.switchover_scheduled': '计划在 {when} 切换到 {to}',
  'impact.warn.failover_broken': '切换用的键已损坏',
  'impact.warn.pause_unseen': '已要求暂停，但 {who} 尚未确认',
  'impact.warn.resume_unseen': '暂停已解除，但 {who} 尚未确认',
  'impact.warn.paused': '暂停期间主库故障时不会有成员接管',
  'impact.warn.vip': 'vip-manager（5.0 及以上）失去 etcd 约 2 秒后会移除虚拟 IP，暂停时也一样：客户端连接会中断',
  'impact.warn.before_4_0_7': 'Patroni {version} 在 etcd 的某些故障下，即使开启 failsafe 模式也可能降级（4.0.7 修复）',
  'impact.warn.before_4_1_3':
    '当 etcd 报告 "no leader" 时，Patroni {version} 即使开启 failsafe 模式也可能降级（4.1.3 部分修复）',
  'impact.warn.loops': 'etcd 恢复后，Patroni {version} 可能持续失败，直到重启（4.1.1 修复）',
  'impact.warn.shared_hosts':
    '{who} {count, plural, other {与 etcd 同在一台主机}}：主机故障时两者同时失去，而 failsafe 模式需要每个成员',
  'impact.warn.leaseless': '{who} 的键没有租约，无人续期：可能是手工写入，或从快照恢复的',
  'impact.warn.member_broken': '{who} 的成员键已损坏',
};
