/** One of every block the page draws, and what it must survive. */

const plain = (text: string) => ({ type: 'plain_text', text }) as const;
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text }) as const;
const option = (value: string, text: string) => ({ text: plain(text), value });
const rich = (...elements: readonly object[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
});
const words = (text: string, style?: object) => ({ type: 'text', text, ...(style ? { style } : {}) });
const raw = (text: string) => ({ type: 'raw_text', text });

export const statusBlocks = [
  { type: 'header', text: plain('prod: healthy, tolerates one failure') },
  {
    type: 'section',
    text: mrkdwn(':large_green_circle: *3 of 3 members answer.* Leader is `etcd-2`, term 7. _Nothing to do._'),
    fields: [
      mrkdwn('*Voters*\n3, quorum 2'),
      mrkdwn('*Quota*\n412 MB of 2 GB (20 %)'),
      mrkdwn('*Alarms*\nnone'),
      mrkdwn('*PostgreSQL*\npg-meta, pg-test'),
    ],
  },
  {
    type: 'table',
    column_settings: [{ is_wrapped: false }, { align: 'left' }, { align: 'right' }, { align: 'right' }],
    rows: [
      [raw('Member'), raw('Role'), raw('DB size'), raw('Latency')],
      [
        rich({ type: 'emoji', name: 'crown' }, words(' etcd-2', { bold: true })),
        raw('leader'),
        raw('412.0 MB'),
        raw('3 ms'),
      ],
      [rich(words('etcd-1')), raw('follower'), raw('411.9 MB'), raw('2 ms')],
      [rich(words('etcd-3')), raw('follower'), raw('412.1 MB'), raw('4 ms')],
    ],
  },
  { type: 'context', elements: [mrkdwn('Surveyed just now for <@U0ALICE> · etcd 3.5.16')] },
  {
    type: 'actions',
    elements: [
      { type: 'button', action_id: 'approve', text: plain('Approve'), style: 'primary', value: 'op1:abc' },
      {
        type: 'button',
        action_id: 'deny',
        text: plain('Deny'),
        style: 'danger',
        value: 'op1:abc',
        confirm: {
          title: plain('Deny this plan?'),
          text: mrkdwn('The requester is told. *Nothing* has run yet.'),
          confirm: plain('Deny'),
          deny: plain('Keep'),
          style: 'danger',
        },
      },
      { type: 'button', action_id: 'open_form', text: plain('Open a form') },
      {
        type: 'static_select',
        action_id: 'pick',
        placeholder: plain('Pick a member'),
        options: [option('etcd-1', 'etcd-1'), option('etcd-2', 'etcd-2')],
      },
      { type: 'overflow', action_id: 'more', options: [option('again', 'Survey again'), option('silence', 'Silence')] },
    ],
  },
] as const;

export const richBlocks = [
  {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          words('Bold', { bold: true }),
          words(' italic', { italic: true }),
          words(' struck', { strike: true }),
          words(' code', { code: true }),
          words(' asked by '),
          { type: 'user', user_id: 'U0ALICE' },
          words(' in '),
          { type: 'channel', channel_id: 'C0PRODETCD' },
          words(' at '),
          { type: 'date', timestamp: 1_795_000_000, format: '{date_short} {time}', fallback: 'then' },
          words(' '),
          { type: 'link', url: 'https://etcd.io', text: 'etcd.io' },
          words(' '),
          { type: 'emoji', name: 'tada' },
        ],
      },
      {
        type: 'rich_text_list',
        style: 'ordered',
        elements: ['Move the leader', 'Defragment followers'].map(text => ({
          type: 'rich_text_section',
          elements: [words(text)],
        })),
      },
      {
        type: 'rich_text_list',
        style: 'bullet',
        indent: 1,
        elements: [{ type: 'rich_text_section', elements: [words('etcd-1 first')] }],
      },
      { type: 'rich_text_quote', elements: [words('A quorum is a majority of voters.')] },
      { type: 'rich_text_preformatted', elements: [words('etcdctl member list\n8e9e05c52164694d, started, etcd-1')] },
    ],
  },
  { type: 'divider' },
  {
    type: 'markdown',
    text: '## Steps\n\n1. **Survey** the cluster\n2. Run `compact`\n\n> Never in a hurry.\n\n| Member | Size |\n|---|---|\n| etcd-1 | 12 MB |\n\n[Docs](https://etcd.io)',
  },
] as const;

export const progressBlocks = [
  {
    type: 'plan',
    title: 'Defragment prod',
    tasks: [
      {
        type: 'task_card',
        task_id: 't1',
        title: 'Defragment etcd-1',
        status: 'complete',
        output: rich(words('412 MB → 88 MB in 1.4 s')),
      },
      { type: 'task_card', task_id: 't2', title: 'Defragment etcd-3', status: 'in_progress' },
      { type: 'task_card', task_id: 't3', title: 'Move leadership, defragment etcd-2', status: 'pending' },
    ],
  },
  {
    type: 'task_card',
    task_id: 't4',
    title: 'Verify sizes',
    status: 'error',
    details: rich(words('etcd-3 did not answer')),
  },
  {
    type: 'data_visualization',
    title: 'Database size, MB',
    chart: {
      type: 'line',
      series: [
        { name: 'Size', data: [110, 160, 230, 310, 412].map((value, day) => ({ label: `Day ${day + 1}`, value })) },
        { name: 'In use', data: [90, 95, 101, 104, 118].map((value, day) => ({ label: `Day ${day + 1}`, value })) },
      ],
      axis_config: { categories: [1, 2, 3, 4, 5].map(day => `Day ${day}`), y_label: 'MB' },
    },
  },
  {
    type: 'data_visualization',
    title: 'Keys by prefix',
    chart: {
      type: 'pie',
      segments: [
        { label: '/pg', value: 1200 },
        { label: '/registry', value: 640 },
        { label: '/lock', value: 96 },
      ],
    },
  },
] as const;

/** Every field a modal may hold. */
export const formView = {
  type: 'modal',
  callback_id: 'form',
  title: plain('Remove a member'),
  submit: plain('Next'),
  close: plain('Cancel'),
  blocks: [
    { type: 'alert', level: 'warning', text: mrkdwn('*prod* would tolerate no further failure.') },
    {
      type: 'input',
      block_id: 'member',
      label: plain('Member'),
      hint: plain('Its name or its id'),
      element: { type: 'plain_text_input', action_id: 'name', placeholder: plain('etcd-3') },
    },
    {
      type: 'input',
      block_id: 'cluster',
      label: plain('Cluster'),
      element: {
        type: 'static_select',
        action_id: 'which',
        options: [option('prod', 'prod'), option('staging', 'staging')],
        initial_option: option('prod', 'prod'),
      },
    },
    {
      type: 'input',
      block_id: 'speed',
      optional: true,
      label: plain('Speed'),
      element: {
        type: 'radio_buttons',
        action_id: 'how',
        options: [option('slow', 'One at a time'), option('fast', 'All at once')],
      },
    },
    {
      type: 'input',
      block_id: 'checks',
      optional: true,
      label: plain('I know that'),
      element: {
        type: 'checkboxes',
        action_id: 'which',
        options: [option('quorum', 'quorum stays'), option('backup', 'a backup exists')],
      },
    },
    {
      type: 'input',
      block_id: 'why',
      optional: true,
      label: plain('Why'),
      element: { type: 'plain_text_input', action_id: 'text', multiline: true },
    },
    {
      type: 'input',
      block_id: 'day',
      optional: true,
      label: plain('Not before'),
      element: { type: 'datepicker', action_id: 'date' },
    },
    {
      type: 'input',
      block_id: 'who',
      optional: true,
      label: plain('Tell'),
      element: { type: 'users_select', action_id: 'user' },
    },
  ],
} as const;

export const secondView = {
  type: 'modal',
  callback_id: 'second',
  title: plain('Are you sure?'),
  submit: plain('Remove'),
  blocks: [{ type: 'section', text: mrkdwn('Type nothing, just think.') }],
} as const;

export const homeView = {
  type: 'home',
  blocks: [
    { type: 'header', text: plain('Your clusters') },
    {
      type: 'section',
      text: mrkdwn('*prod* is healthy.'),
      accessory: { type: 'button', action_id: 'home_refresh', text: plain('Refresh'), value: 'prod' },
    },
  ],
} as const;
