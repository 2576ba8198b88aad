import type { overTime as english } from '../en/over-time.ts';

export const overTime: Readonly<Record<keyof typeof english, string>> = {
  'finding.fsync_slow.title': '磁盘缓慢：最慢的 1% 日志 fsync 耗时 {p99}（{who}）',
  'finding.fsync_slow.todo':
    '每次写入都要等它。检查该主机的磁盘（iostat -x 1）、是否有邻居抢占或正在做快照，并查看 /etcd trend latency。etcd 期望低于 10 毫秒。',
  'finding.commit_slow.title': '后端缓慢：最慢的 1% 提交耗时 {p99}（{who}）',
  'finding.commit_slow.todo': '检查该主机的磁盘（iostat -x 1）以及数据库大小：/etcd trend latency、/etcd space。',
  'finding.peers_slow.title': '网络缓慢：成员之间的往返耗时最高 {p99}（{who}）',
  'finding.peers_slow.todo':
    '检查成员之间的链路（mtr、ss -ti）以及主机负载。超过选举超时（默认 1 秒）时会更换 leader。',
  'finding.requests_slow.title': '应答缓慢：最慢的 1% 请求耗时 {p99}（{who}）',
  'finding.requests_slow.todo':
    '可能是大范围读取或磁盘缓慢：查看 /etcd trend latency，以及 journalctl -u etcd 中的 "took too long"。',
  'finding.member_restarts.title': '{who} 反复重启：15 分钟内至少 {count} 次',
  'finding.member_restarts.todo':
    '有什么使 etcd 退出，又被守护进程拉起：在该主机上用 journalctl -u etcd -e 查看原因，用 dmesg 查看内存是否耗尽。',
  'finding.member_gone.title': '{who}：至少 {gone}没有任何动静',
  'finding.member_gone.todo':
    '若其主机恢复，请在那里启动 etcd；若无法恢复，请用新成员替换它：/etcd member replace NAME NEW-NAME NEW-URL。数据已清空的主机不得沿用旧条目启动。',
  'finding.leader_changes.title': '15 分钟内更换了 {count} 次 leader',
  'finding.leader_changes.todo':
    '每次更换都会使写入中断约一秒。检查当过 leader 的成员是否磁盘缓慢、CPU 占满或丢包：/etcd trend leader、/etcd trend latency。',
  'finding.proposals_fail.title': '写入失败：15 分钟内有 {count} 个提案失败（{who}）',
  'finding.proposals_fail.todo':
    '没有 leader 或失去法定人数时提案会失败：查看 leader（/etcd trend leader）和 journalctl -u etcd。',
  'requests.all': '全部请求',
  'requests.of': '{method} 请求',
  'finding.requests_fail.title': '{what}中有 {share} 失败（{who}）',
  'finding.requests_fail.todo': 'journalctl -u etcd 会列出它们；可能是成员有问题，也可能是客户端登录错误或请求过大。',
  'finding.sends_fail.title': '{who}：发给其他成员的消息丢失，两分钟内 {count} 条',
  'finding.sends_fail.todo':
    '所有成员都有响应，但彼此并非都能连通：检查 peer 端口（2380）的双向连通性及其证书，并在 journalctl -u etcd 中查找 "lost the TCP streaming connection"。',
  'finding.overloaded.title': '{who}：过载：五分钟内有 {applies} 个请求超过 100 毫秒，{heartbeats} 个心跳迟到',
  'finding.overloaded.todo':
    '可能是磁盘缓慢、CPU 占满或范围读取过大：在该主机上查看 iostat -x 1 和 top，以及 /etcd trend latency。心跳迟到会使 leader 失去地位。',
  'finding.grows_fast.title': '数据库每小时增长 {perHour}：照此下去 {left}后写满',
  'finding.grows_fast.todo':
    '在配额使写入停止之前，找出谁在写（/etcd space，以及 get PREFIX --count-only）；历史是否在压缩？',
  'finding.hash_differs.title': '{who} 的数据与其他成员不一致',
  'finding.hash_differs.todo':
    '不要重启或提升任何成员。用 /etcd endpoint hashkv 再比较一次；然后替换不一致的成员：移除它、清空其数据目录、再作为 learner 加入。',
  'finding.learner_stuck.title': 'learner {who} 停滞不前，而其他成员在前进',
  'finding.learner_stuck.todo':
    '它没有从 leader 收到任何数据：检查其 peer 端口（2380）以及该主机上的 journalctl -u etcd。它无法被提升；若一直如此，移除后重新加入。',
  'finding.revision_still.title': '{still}内没有任何写入',
  'finding.revision_still.todo':
    '它的客户端还能访问它吗？用 /etcd pg list 查看 Patroni 的情况，再查看写入方的日志。也可能只是那里没有活动。',
  'finding.lists_differ.title': '{who} 所知的成员与其他成员不同',
  'finding.lists_differ.todo':
    '成员变更时它不在线，或它属于恢复出来的集群：在每台主机上比较 etcdctl member list。若一直如此，替换该成员。',
  'finding.local_read_fails.title': '{who}：通过法定人数的读取正常，但读取自身数据库失败：{detail}',
  'finding.local_read_fails.todo': '请检查其主机的磁盘和 journalctl -u etcd；若一直如此，请替换该成员。',
  'finding.status_errors.title': '{who} 报告：{errors}',
  'finding.status_errors.todo': '这不是机器人已知的告警：请查看其主机上的 journalctl -u etcd。',
  'finding.storage_versions.title': '成员的数据库版本不一致：{versions}',
  'finding.storage_versions.todo': '请完成升级或降级：所有成员运行同一版本的 etcd 后，各自会迁移数据库。',
  'finding.terms_differ.title': '成员的任期不一致：从 {least} 到 {most}',
  'finding.terms_differ.todo':
    '可能正在选举：几秒后再查一次。若一直如此，说明有成员在投票给自己却无法连通其他成员：检查其 peer 端口（2380）。',
  'finding.prometheus_silent.title': 'Prometheus {phrase}：无法判断此集群的延迟和速率',
  'finding.prometheus_silent.todo':
    '检查配置中 clusters[].prometheus 所指的 Prometheus、其令牌，以及从 worker 到它的网络。它的说法：{detail}',
  'finding.prometheus_blank.title': 'Prometheus 没有 {who} 的数据：无法判断那里的延迟和速率',
  'finding.prometheus_blank.todo':
    '将其抓取目标（up）与此集群的 endpoints 比较：每个 endpoint 应有一个目标，其 instance 或 ip 标签为该主机。若有多个，用 clusters[].prometheus.selector 选择。',
  'finding.backup_old.title': '最新的完整快照已有 {age}，超过 {most}',
  'finding.backup_old.todo': '检查制作快照的任务（cron、磁盘、登录）：目录为 {folder}。',
  'finding.backup_none.title': '{folder} 中没有完整的快照',
  'finding.backup_unreadable.title': '无法读取快照目录：{folder}',
  'finding.backup_unreadable.todo':
    '无法得知最新快照有多旧，会丢弃数据的变更因此被拒绝。每台 worker 上都挂载了它吗？worker 的用户有权读取吗？',
  'finding.backup_none.todo': '立即制作一个（etcdctl snapshot save），并检查本应制作快照的任务。',
};
