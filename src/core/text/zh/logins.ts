import type { logins as english } from '../en/logins.ts';

export const logins: Readonly<Record<keyof typeof english, string>> = {
  'logins.option.check':
    '各试一次众所周知的密码：root 的 Etcd.Root、PostgreSQL 集群用户的同名密码、Patroni REST 的默认密码；需要操作员权限',
  'logins.heading.tried': '众所周知的密码，各试一次',
  'logins.tried.off': '登录已关闭，因此 etcd 的密码没有意义。',
  'logins.tried.none': '没有可试的用户。',
  'logins.tried.user.default': '{user} 使用 Pigsty 默认密码：{verdict}',
  'logins.tried.user.name': '{user} 使用与用户名相同的密码：{verdict}',
  'logins.tried.rest': '{cluster} 的 Patroni REST API 使用 Pigsty 默认密码：{verdict}',
  'logins.taken': '仍然有效',
  'logins.not_taken': '无效',
  'logins.unsaid': '未知，没有得到答复',
  'logins.open': '完全不需要密码',
  'logins.tried.unreadable': '无法试验密码：etcd {phrase}',
  'logins.well': '用户和角色方面没有需要处理的问题。',
  'logins.not_compared': '无法读取 PostgreSQL 集群，因此没有把角色与它们比对。',

  'finding.login_default_root.title': 'etcd 仍接受 root 的默认密码',
  'finding.login_default_root.todo': '这个密码人人皆知。请用 "auth rotate-root" 更换，它会列出随后需要刷新的地方。',
  'finding.login_default_rest.title': 'Patroni REST API 使用默认密码或没有密码：{who}',
  'finding.login_default_rest.todo':
    '能访问 8008 端口的人都可以改配置、做切换。请在清单中设置 patroni_password，然后执行 ./pgsql.yml -l CLUSTER -t pg_conf,patroni_reload -e patroni_reload=true，并更新此处该集群的 patroni.password。',
  'finding.login_password_is_name.title': '密码与用户名相同的用户：{who}',
  'finding.login_password_is_name.todo':
    '这是 Pigsty 的默认值。请在清单中为这些集群设置 pg_etcd_password，然后在此执行 "user passwd USER --ask"，再执行 ./pgsql.yml -l CLUSTER -t pg_conf,patroni_reload -e patroni_reload=true。',
  'finding.login_missing.title': '没有自己的用户可以写入的 PostgreSQL 集群：{who}',
  'finding.login_missing.todo':
    '重置 etcd 会连用户和角色一起清除，Patroni 随后无法登录。Pigsty 可以重新创建：./pgsql.yml -l CLUSTER -t pg_etcd。',
  'finding.login_sibling.title': '角色 {roles} 能触及其他 PostgreSQL 集群的键：{who}',
  'finding.login_sibling.todo':
    '它们的前缀末尾缺少斜杠。请先授予带斜杠的前缀，再撤销原来的：role grant-permission ROLE readwrite PREFIX/ --prefix，role revoke-permission ROLE PREFIX --prefix。',
  'finding.login_no_slash.title': '这些角色的前缀末尾缺少斜杠：{roles}',
  'finding.login_no_slash.todo': '名称以它们开头的集群也会归它们所有。请授予带斜杠的前缀，再撤销原来的。',
  'finding.login_wide.title': '权限过宽的角色：{roles}',
  'finding.login_wide.todo':
    'PostgreSQL 集群的角色只需要自己的前缀，其他角色不需要它们的任何前缀。请查看 "role get ROLE"，然后使用 "role revoke-permission"。',

  'auth.rotate_root.summary': '更换 etcd root 的密码，并刷新或列出需要知道它的地方',
  'auth.note.refresh.inventory': '之后在运行剧本的主机上：1. 在清单中设置 {line}，填入新密码',
  'auth.note.refresh.run': '{number}. {line}',
  'auth.note.refresh.waits':
    'etcd 启用新密码之后，操作最多等待半小时，直到有人把它写进 {file} 的 {name}。那里的每个取值只用一次登录来验证；随后由剧本写到需要它的地方。',
  'auth.note.refresh.no_playbook':
    '不要为此运行该 Pigsty（{version}）的 etcd.yml：它可能删除正在运行的 etcd 的数据，而且不保存 root 的密码。其他以 root 登录者需要另行告知。',
  'auth.note.refresh.not_by_bot': '机器人不会自动运行这些：{why}',
  'auth.why.inventory': '配置清单不可用，请查看 “playbook inventory”',
  'auth.why.logins_off': '登录验证未开启，无法用登录证明密码',
  'auth.why.hidden': '清单中的 {name} 已加密或是模板，只有 Ansible 能读取',
  'auth.why.differs': '配置清单与集群不一致，请查看 “playbook inventory”',
  'auth.why.ansible': 'Ansible 没有给出 etcd.yml 的标签',
  'step.await-root-password': '等待有人把新密码写进 {file}（{name}）',
  'card.kind.await-root-password': '等待清单中的密码',
  'fails.await-root-password':
    'etcd 已使用新密码，清单里还不是。请写进清单，然后在 Pigsty 目录中手工运行：“./infra.yml -t env_patroni” 和 “./etcd.yml -l etcd -t etcd_conf -f 1”。',
  'running.root_password.waits': '{file} 中的 {name} 还不是 etcd 接受的密码',
  'running.root_password.unread': '无法从 {file} 读取 {name}',
  'running.root_password.untold': 'etcd 没有表明是否接受清单中的密码',
  'running.root_password.there': 'etcd 接受 {file} 中的 {name}',
  'auth.note.refresh.bot_other': '机器人无需改动：它以 {user} 登录。PostgreSQL 集群使用各自的用户登录',
  'auth.note.refresh.bot_root':
    '机器人以 root 登录：请在其配置中把 {next} 移到 {now}，并重启工作进程。在此之前它两个都认得，照常工作',
  'auth.note.configured': '新密码就是配置中的 {next}，不会展示给任何人',
  'refusal.rotate_locks_out.message': '机器人以 root 登录 {cluster}，这样会把自己锁在门外。',
  'refusal.rotate_locks_out.why': '它不会知道新密码，而且没有人能在 etcd 启用新密码之前把它写进配置。',
  'refusal.rotate_locks_out.todo':
    '请把新密码放到该集群 {next} 所指的位置，重启工作进程后再试：届时会使用它，机器人也会自动改用它。',
};
