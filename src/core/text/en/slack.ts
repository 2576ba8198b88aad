/** What the Slack renderer and its edge say themselves. */
export const slack = {
  'slack.more_rows': '… {count, plural, one {# more row} other {# more rows}}',
  'slack.more_columns': '… {count, plural, one {# more column} other {# more columns}}',
  'slack.more_items': '… {count, plural, one {# more} other {# more}}',
  'slack.more_lines': '… {count, plural, one {# more line} other {# more lines}}',
  'slack.more_parts': '… {count, plural, one {# more part} other {# more parts}} did not fit into this message',
} as const;
