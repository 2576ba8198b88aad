import type { slack as english } from '../en/slack.ts';

export const slack: Readonly<Record<keyof typeof english, string>> = {
  'slack.more_rows': '… 还有 {count, plural, other {#}} 行',
  'slack.more_columns': '… 还有 {count, plural, other {#}} 列',
  'slack.more_items': '… 还有 {count, plural, other {#}} 项',
  'slack.more_lines': '… 还有 {count, plural, other {#}} 行',
  'slack.more_parts': '… 还有 {count, plural, other {#}} 部分放不进这条消息',
};
