import type { EndpointReport, Member } from '../cluster.ts';

type Pair = {
  readonly report: EndpointReport /** Null where it is not certain which of several it is. */;
  readonly endpoint: string | null;
};

export type Pairing = {
  /** In the order of the members; undefined where no endpoint is this member. */
  readonly members: readonly (Pair | undefined)[];
  /** Endpoints that are no listed member. */
  readonly strangers: readonly EndpointReport[];
};

/**
 * Which endpoint is which member: by the id it reports, else by the member's client URLs, else by elimination, so that
 * also a dead member gets its name.
 */
export function pairEndpoints(members: readonly Member[], reports: readonly EndpointReport[]): Pairing {
  const sure = members.map(member => reports.find(report => isMember(report, member)));
  const taken = new Set(sure);
  const rest = reports.filter(report => !taken.has(report) && !members.some(member => isMember(report, member)));
  const silent = rest.filter(report => !report.status.ok);
  const vacant = members.filter((member, index) => !sure[index] && member.name !== '');
  const eliminated = silent.length > 0 && silent.length === vacant.length;
  return {
    members: members.map((member, index): Pair | undefined => {
      const report = sure[index];
      if (report) return { report, endpoint: report.endpoint };
      const left = eliminated ? silent[vacant.indexOf(member)] : undefined;
      return left && { report: left, endpoint: silent.length === 1 ? left.endpoint : null };
    }),
    strangers: eliminated ? rest.filter(report => report.status.ok) : rest,
  };
}

function isMember(report: EndpointReport, member: Member): boolean {
  if (report.status.ok) return report.status.value.memberId === member.id;
  return member.clientUrls.some(url => addressOf(url) === addressOf(report.endpoint));
}

/** Host and port: the scheme may differ behind a proxy, and a loopback has two names. */
const addressOf = (url: string): string =>
  url
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/\/+$/, '')
    .replace(/^(localhost|\[::1\])(?=:|$)/, '127.0.0.1');
