import type { ClustersFacts } from './clusters.ts';
import type { HelpFacts } from './help.ts';
import type { StatusFacts } from './status.ts';
import type { WhoamiFacts } from './whoami.ts';

/** The one list of what commands can answer. `kind` tells the presenter. */
export type Facts = StatusFacts | HelpFacts | ClustersFacts | WhoamiFacts;

export type { ReportBaseline } from './report.ts';
