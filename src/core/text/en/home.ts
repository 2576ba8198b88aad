/** The app's own tab. */
export const home = {
  'home.title':
    '{name}, {count, plural, =0 {nothing waits for your approval} one {# change waits for your approval} other {# changes wait for your approval}}',
  'home.pending': 'For you to decide on',
  'home.mine': 'What you asked for',
  'home.none': 'Nothing in the last weeks',
  'home.clusters': 'Clusters',
  'home.operation': '{line} on {cluster}: {state}',
  'home.waiting': '{line} on {cluster}, asked by {name}, open until {until}. By text: {command}',
  'home.cluster':
    '{name}, {environment}; {open, plural, =0 {no change is open} one {# change is open} other {# changes are open}}; {channels, plural, =0 {name it by -c in every channel} one {commands of # channel are about it} other {commands of # channels are about it}}',
  'home.cluster_frozen': '{cluster}. Frozen.',
  'home.seen': 'As of {at}. Open this tab again for newer.',
  'home.where': 'Commands are typed in channels, where everybody sees them: {help}',
} as const;
