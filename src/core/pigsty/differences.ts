import { code, say, type Text } from '../message.ts';
import { type EtcdHost, type Inventory, usableHosts } from './inventory.ts';

type Live = { readonly name: string; readonly peerUrls: readonly string[] };
type Named = EtcdHost & { readonly name: string };

/** How an inventory and the live members differ. `live` is what the cluster says, the rest what the inventory does. */
export type Difference =
  | { readonly kind: 'missing'; readonly name: string; readonly address: string }
  | { readonly kind: 'extra'; readonly name: string; readonly url: string }
  | { readonly kind: 'renumbered'; readonly address: string; readonly name: string; readonly live: string }
  | { readonly kind: 'moved'; readonly name: string; readonly live: string; readonly url: string };

/** Members are known by their address first: a name can be given anew, and one that has never started has none. */
export function differencesOf(inventory: Inventory, members: readonly Live[]): readonly Difference[] {
  const hosts = usableHosts(inventory);
  const ofHosts = hosts.flatMap(host => ofHost(host, members));
  const extra = members.filter(member => hosts.every(host => memberFor(host, members) !== member));
  return [
    ...ofHosts,
    ...extra.map((member): Difference => ({ kind: 'extra', name: nameOf(member), url: member.peerUrls[0] ?? '' })),
  ];
}

export const memberFor = <M extends Live>(
  host: Pick<EtcdHost, 'address' | 'name'>,
  members: readonly M[],
): M | undefined =>
  members.find(({ peerUrls }) => peerUrls.some(url => isAt(url, host.address))) ??
  members.find(({ name }) => name !== '' && name === host.name);

const isAt = (url: string, address: string): boolean => URL.canParse(url) && new URL(url).hostname === address;
const nameOf = ({ name, peerUrls }: Live): string => name || (peerUrls[0] ?? '');

function ofHost(host: Named, members: readonly Live[]): readonly Difference[] {
  const { name, address, peerUrl } = host;
  const member = memberFor(host, members);
  if (!member) return [{ kind: 'missing', name, address }];
  if (member.name !== '' && member.name !== name) return [{ kind: 'renumbered', address, name, live: member.name }];
  return member.peerUrls.includes(peerUrl)
    ? []
    : [{ kind: 'moved', name, live: member.peerUrls[0] ?? '', url: peerUrl }];
}

export function differenceText(difference: Difference): Text {
  switch (difference.kind) {
    case 'missing':
      return say('inventory.differs.missing', { name: difference.name, address: code(difference.address) });
    case 'extra':
      return say('inventory.differs.extra', { name: difference.name, url: code(difference.url) });
    case 'renumbered':
      return say('inventory.differs.renumbered', {
        address: code(difference.address),
        name: difference.name,
        live: difference.live,
      });
    case 'moved':
      return say('inventory.differs.moved', {
        name: difference.name,
        live: code(difference.live),
        url: code(difference.url),
      });
  }
}
