import type { inventory as english } from '../en/inventory.ts';

export const inventory: Readonly<Record<keyof typeof english, string>> = {
  'inventory.problem.no_all': '缺失：配置清单的全部内容都应在 all 之下',
  'inventory.problem.no_map': '应当是一组名称和取值',
  'inventory.problem.syntax': '不是合法的 YAML',
  'inventory.problem.twice': '同一个键出现了两次',
  'inventory.problem.aliases': '其中的别名（*name）无法解析',
  'inventory.problem.vaulted_file':
    '整个文件都用 ansible-vault 加密了；请改为只加密单个值，并在机器人的配置里给出这些密码',
  'inventory.problem.vaulted': '用 ansible-vault 加密了，本进程不会解密；请在机器人的配置里给出',
  'inventory.problem.template': '是只有 Ansible 才能展开的模板；请直接写出取值',
  'inventory.problem.no_group': '缺失：没有任何分组包含 etcd 成员',
  'inventory.problem.several_groups': '除分组 {chosen} 外，这里也有带 etcd_seq 的主机；剧本只认一个分组',
  'inventory.problem.other_name': '包含 etcd 成员，但剧本只在名为 etcd 的分组上执行；请改名',
  'inventory.problem.empty_group': '没有主机',
  'inventory.problem.no_address': '必须是 IPv4 地址：Pigsty 以地址标识主机',
  'inventory.problem.missing_seq': '缺失：每个成员都需要自己的编号',
  'inventory.problem.bad_seq': '必须是不小于 0 的整数',
  'inventory.problem.duplicate_seq': '是 {seq}，与 {other} 相同：两个成员会重名',
  'inventory.problem.no_port': '必须是 1 到 65535 之间的端口',
  'inventory.differs.missing': '{name}（{address}）在配置清单里，但不是集群成员',
  'inventory.differs.extra': '{name}（{url}）是集群成员，但不在配置清单里',
  'inventory.differs.renumbered': '{address} 在配置清单里是 {name}，在集群里是 {live}',
  'inventory.differs.moved': '{name} 实际位于 {live}，配置清单里是 {url}',
  'inventory.endpoints': '来自 Pigsty 配置清单，由 worker 读取',
  'finding.inventory_unreadable.title': '无法读取 Pigsty 配置清单：{detail}',
  'finding.inventory_unreadable.todo':
    '请检查 worker 是否有权读取，以及本集群的 pigsty.home 和 pigsty.inventory。在此之前不会执行任何剧本。',
  'finding.inventory_problems.title': 'Pigsty 配置清单有问题：{problems}',
  'finding.inventory_problems.todo': '请更正配置清单；在此之前不会执行任何剧本。可用 “playbook inventory” 查看全部。',
  'finding.inventory_differs.title': 'Pigsty 配置清单与集群不一致：{differences}',
  'finding.inventory_differs.todo':
    '剧本以配置清单为准。请让清单与集群一致，或者让集群与清单一致：“playbook add”、“playbook remove”，然后 “playbook config”。',
};
