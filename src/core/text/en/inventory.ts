/** What is wrong in a Pigsty inventory, and how it differs from the live cluster. Problems have plain parameters only. */
export const inventory = {
  'inventory.problem.no_all': 'is missing: an inventory has everything below all',
  'inventory.problem.no_map': 'must be a map of names and values',
  'inventory.problem.syntax': 'this is not valid YAML',
  'inventory.problem.twice': 'a key stands here twice',
  'inventory.problem.aliases': 'its aliases (*name) cannot be resolved',
  'inventory.problem.vaulted_file':
    'the whole file is encrypted by ansible-vault; encrypt single values instead, and give those passwords in the configuration',
  'inventory.problem.vaulted':
    'is encrypted by ansible-vault, which this process does not decrypt; give it in the configuration',
  'inventory.problem.template': 'is a template that only Ansible can fill in; write the value itself',
  'inventory.problem.no_group': 'is missing: no group has the members of etcd',
  'inventory.problem.several_groups':
    'has hosts with etcd_seq beside the group {chosen}; playbooks know one group only',
  'inventory.problem.other_name': 'has the members of etcd, but playbooks run on the group etcd only; rename it',
  'inventory.problem.empty_group': 'has no hosts',
  'inventory.problem.no_address': 'must be an IPv4 address: Pigsty knows its hosts by those',
  'inventory.problem.missing_seq': 'is missing: every member needs a number of its own',
  'inventory.problem.bad_seq': 'must be a whole number, 0 or more',
  'inventory.problem.duplicate_seq': 'is {seq}, as that of {other}: two members would have one name',
  'inventory.problem.no_port': 'must be a port from 1 to 65535',
  'inventory.differs.missing': '{name} ({address}) stands in the inventory, and is no member',
  'inventory.differs.extra': '{name} ({url}) is a member, and not in the inventory',
  'inventory.differs.renumbered': '{address} is {name} in the inventory, and {live} in the cluster',
  'inventory.differs.moved': '{name} is at {live}, and at {url} in the inventory',
  'inventory.endpoints': 'from Pigsty’s inventory, which workers read',
  'finding.inventory_unreadable.title': 'The Pigsty inventory cannot be read: {detail}',
  'finding.inventory_unreadable.todo':
    'Look whether the worker may read it, and at pigsty.home and pigsty.inventory of this cluster. No playbook is run until then.',
  'finding.inventory_problems.title': 'The Pigsty inventory needs care: {problems}',
  'finding.inventory_problems.todo':
    'Correct it there; no playbook is run until then. “playbook inventory” shows all of it.',
  'finding.inventory_differs.title': 'The Pigsty inventory and the cluster differ: {differences}',
  'finding.inventory_differs.todo':
    'Playbooks go by the inventory. Bring it in line with the cluster, or the cluster with it: “playbook add”, “playbook remove”, then “playbook config”.',
} as const;
