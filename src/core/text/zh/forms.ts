import type { forms as english } from '../en/forms.ts';

export const forms: Readonly<Record<keyof typeof english, string>> = {
  'form.title': '补全命令',
  'form.submit': '提交',
  'form.close': '返回',
  'form.about': '{cluster} 上的 {line}',
  'form.about_all': '{line}',
  'form.loading': '正在查询可选项……',
  'form.usage': '也可以直接输入：{usage}',
  'form.next': '提交后等同于你在频道中输入了完整命令。',
  'form.member': '{name} · {role}，{health}',
  'form.operation': '{line} · {cluster}，由 {name} 发起',
  'form.arg.member': '成员',
  'form.arg.name': '新成员的名称',
  'form.arg.url': '对等 URL，例如 https://10.0.0.4:2380',
  'form.arg.user': '用户',
  'form.arg.role': '角色',
  'form.arg.access': '权限：read、write 或 readwrite',
  'form.arg.id': '操作',
  'form.arg.key': '键',
  'form.arg.command': '命令',
  'form.arg.other': '{name}',
};
