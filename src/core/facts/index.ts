import type { AlarmsFacts } from './alarms.ts';
import type { AcknowledgeFacts, AlertsFacts, SilenceFacts } from './alerts.ts';
import type { AuditFacts } from './audit.ts';
import type { AuthFacts } from './auth.ts';
import type { CertsFacts } from './certs.ts';
import type { ClustersFacts } from './clusters.ts';
import type { DeskFacts } from './desk.ts';
import type { DiagnoseFacts } from './diagnose.ts';
import type { ExplainFacts } from './explain.ts';
import type { HashesFacts } from './hashes.ts';
import type { HealthFacts } from './health.ts';
import type { HelpFacts } from './help.ts';
import type { InventoryFacts } from './inventory.ts';
import type { KeysFacts } from './keys.ts';
import type { MembersFacts } from './members.ts';
import type { OperationFacts, OperationsFacts } from './operations.ts';
import type { PgImpactFacts, PgListFacts, PgShowFacts } from './postgres.ts';
import type { QuorumAnswer } from './quorum.ts';
import type { ReportFacts } from './report.ts';
import type { ReviewFacts } from './review.ts';
import type { SpaceFacts } from './space.ts';
import type { StatusFacts } from './status.ts';
import type { TrendFacts } from './trend.ts';
import type { WhoamiFacts } from './whoami.ts';

/** The one list of what commands can answer. `kind` tells the presenter. */
export type Facts =
  | AcknowledgeFacts
  | AlertsFacts
  | SilenceFacts
  | AuditFacts
  | AuthFacts
  | OperationFacts
  | OperationsFacts
  | DeskFacts
  | DiagnoseFacts
  | ExplainFacts
  | StatusFacts
  | TrendFacts
  | HelpFacts
  | ClustersFacts
  | WhoamiFacts
  | AlarmsFacts
  | HashesFacts
  | HealthFacts
  | InventoryFacts
  | KeysFacts
  | MembersFacts
  | PgImpactFacts
  | PgListFacts
  | PgShowFacts
  | QuorumAnswer
  | ReportFacts
  | ReviewFacts
  | SpaceFacts
  | CertsFacts;

export type { ReportBaseline } from './report.ts';
