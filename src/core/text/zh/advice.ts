import type { advice as english } from '../en/advice.ts';

export const advice: Readonly<Record<keyof typeof english, string>> = {
  'finding.known_etcd_inconsistent.title': 'etcd {versions} 可能出现数据不一致',
  'finding.known_etcd_inconsistent.todo':
    '高负载下被杀死的成员之后可能悄悄不一致（3.5.3 已修复）。请用 "endpoint hashkv" 比对并升级。',
  'finding.known_etcd_defrag_crash.title': 'etcd {versions} 在碎片整理时崩溃可能损坏数据',
  'finding.known_etcd_defrag_crash.todo': '在下一次碎片整理之前升级到 3.5.6 或更高版本。',
  'finding.known_etcd_defrag_snapshot.title': 'etcd {versions} 的成员若在接收快照时做碎片整理，可能损坏',
  'finding.known_etcd_defrag_snapshot.todo': '不要对落后或刚加入的成员做碎片整理。3.5.23 和 3.6.5 已修复。',
  'finding.known_etcd_calls_without_login.title': 'etcd {versions} 会应答本应需要登录的调用',
  'finding.known_etcd_calls_without_login.todo':
    'CVE-2026-33413，3.4.42、3.5.28、3.6.9 已修复。启用登录时，升级前 Patroni 必须是 4.1.1 或更高版本。',
  'finding.known_etcd_gate_36.title': 'etcd {versions} 不能直接升级到 3.6',
  'finding.known_etcd_gate_36.todo': '请先把所有成员升级到 3.5.26 或更高版本，再升级到 3.6。',
  'finding.known_etcd_end_of_life.title': 'etcd {versions} 已停止或即将停止维护',
  'finding.known_etcd_end_of_life.todo': '请逐个小版本、逐个成员地升级。',
  'finding.known_patroni_without_failsafe.title': 'Patroni {versions} 没有 failsafe 模式',
  'finding.known_patroni_without_failsafe.todo':
    'etcd 一旦不可用，其主库就会变为只读。请升级到 3.0 或更高版本并设置 failsafe_mode。',
  'finding.known_patroni_failsafe_holes.title': 'Patroni {versions} 在某些 etcd 错误下会降级，即使启用了 failsafe 模式',
  'finding.known_patroni_failsafe_holes.todo':
    '请升级到 4.0.7 或更高版本。在此之前，任何会使 etcd 停顿的操作都应先暂停。',
  'finding.known_patroni_loops.title': 'Patroni {versions} 在 etcd 恢复后可能仍持续出错',
  'finding.known_patroni_loops.todo': '请升级到 4.1.1 或更高版本。在此之前，哪里持续出错就重启哪里的 Patroni。',
  'finding.known_patroni_no_leader.title': 'Patroni {versions} 可能在 etcd 选举时降级',
  'finding.known_patroni_no_leader.todo': '请升级到 4.1.3 或更高版本。',
  'finding.versions_unfit.title': 'Patroni {patroni} 与启用登录的 etcd {etcd} 不兼容',
  'finding.versions_unfit.todo':
    '自修复 CVE-2026-33413 起，etcd 在 Patroni 不带登录的调用中也要求登录。请把 Patroni 升级到 4.1.1 或更高版本。',

  'finding.compaction_still.title': '已 {still} 没有压缩；保留了 {revisions} 个修订版本',
  'finding.compaction_still.todo':
    '历史会一直增长直到配额用尽。请设置 auto-compaction-mode: periodic 和 auto-compaction-retention: "24h"（Pigsty："playbook config"），并手动执行一次 "compact"。',
  'finding.quota_default.title': '配额是 etcd 自带的 2 GiB（见于 {name}）',
  'finding.quota_default.todo':
    '似乎没有人设置过它。Pigsty 设为 8 GiB：quota-backend-bytes，各成员一致，逐个重启生效。',
  'finding.learners_counted.title': '共 {members} 个成员，但只有 {voters} 个有投票权',
  'finding.learners_counted.todo':
    'learner 不计入：{tolerance, plural, =0 {不能容忍任何故障} other {能容忍 # 个故障}}。追上后请提升它："member promote"。',
  'finding.ports_plain.title': '没有 TLS：{who}',
  'finding.ports_plain.todo': '密码和数据以明文传输。单机上可以接受；其他情况请使用证书。',
  'finding.logins_off.title': 'etcd 不要求登录',
  'finding.logins_off.todo':
    '能访问客户端端口的人（若要求证书，则持有证书的人）可以更改一切。参见 "auth enable --dry-run"。',
};
