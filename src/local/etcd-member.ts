import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { askEtcd, type ClientTls, field } from './etcd-gateway.ts';
import { type LocalProgram, type OwnedProcess, startOwned } from './owned-process.ts';
import { assertFree } from './ports.ts';
import { GiveUp, until } from './until.ts';

/** One etcd process with its data. Starting it again after `stop` or `kill` goes on with the same data and ports. */
export type EtcdMember = {
  readonly name: string;
  readonly clientUrl: string;
  readonly peerUrl: string;
  readonly dataDir: string;
  readonly logFile: string;
  /** The process id; 0 while it does not run. */
  readonly pid: number;
  readonly running: boolean;
  /** SIGTERM: etcd hands leadership on and leaves in order. */
  readonly stop: () => Promise<void>;
  /** SIGKILL. */
  readonly kill: () => Promise<void>;
  /** SIGSTOP: connections stay open and nothing answers. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** Stops it when it runs, starts it, and waits until it answers. */
  readonly restart: () => Promise<void>;
  /** True when the member itself says it is healthy, which needs a leader. */
  readonly healthy: () => Promise<boolean>;
};

export type EtcdMemberOptions = {
  readonly name: string;
  readonly program: LocalProgram;
  readonly directory: string;
  readonly clientPort: number;
  readonly peerPort: number;
  readonly secure: boolean;
  readonly clientTls: ClientTls | undefined;
  /** Flags beside those that name, addresses and data directory make. */
  readonly flags: readonly string[];
};

/** A member that can be started with what only the cluster knows: who belongs to it. */
export type StartableMember = EtcdMember & {
  /** Starts the process and waits until its HTTP side answers; `healthy` may come later. */
  readonly start: (initialCluster: string, state: 'new' | 'existing') => Promise<void>;
};

const STARTS_WITHIN_MS = 30_000;

export function etcdMember(options: EtcdMemberOptions): StartableMember {
  const { name, directory, clientTls } = options;
  const scheme = options.secure ? 'https' : 'http';
  const clientUrl = `${scheme}://127.0.0.1:${options.clientPort}`;
  const peerUrl = `${scheme}://127.0.0.1:${options.peerPort}`;
  const dataDir = join(directory, name);
  const logFile = join(directory, `${name}.log`);
  let child: OwnedProcess | undefined;
  let membership: readonly string[] = [];

  const running = () => child?.running() ?? false;
  const launch = async () => {
    await assertFree([
      { name: `${name}'s client port`, port: options.clientPort },
      { name: `${name}'s peer port`, port: options.peerPort },
    ]);
    await mkdir(directory, { recursive: true });
    const own = addressFlags({ name, dataDir, clientUrl, peerUrl });
    const args = [...own, ...membership, ...options.flags];
    const started = await startOwned({ program: options.program, args, directory, logFile });
    child = started;
    await until(() => answers(started, { url: `${clientUrl}/version`, tls: clientTls }), {
      what: `${name} to answer on ${clientUrl}`,
      withinMs: STARTS_WITHIN_MS,
    });
  };

  return {
    name,
    clientUrl,
    peerUrl,
    dataDir,
    logFile,
    get pid() {
      return running() ? (child?.pid ?? 0) : 0;
    },
    get running() {
      return running();
    },
    start: async (initialCluster, state) => {
      membership = [`--initial-cluster=${initialCluster}`, `--initial-cluster-state=${state}`];
      await launch();
    },
    restart: async () => {
      await child?.stop();
      await launch();
    },
    stop: async () => child?.stop(),
    kill: async () => child?.kill(),
    freeze: () => child?.freeze(),
    thaw: () => child?.signal('SIGCONT'),
    healthy: async () => {
      const call = { url: `${clientUrl}/health`, tls: clientTls, timeoutMs: 2_000 };
      return askEtcd(call).then(
        answer => field(answer, 'health') === 'true',
        () => false,
      );
    },
  };
}

async function answers(child: OwnedProcess, call: { url: string; tls: ClientTls | undefined }): Promise<true> {
  if (!child.running()) throw new GiveUp(`etcd ended while starting:\n${await child.words()}`);
  await askEtcd({ ...call, timeoutMs: 1_000 });
  return true;
}

type Addresses = {
  readonly name: string;
  readonly dataDir: string;
  readonly clientUrl: string;
  readonly peerUrl: string;
};

function addressFlags({ name, dataDir, clientUrl, peerUrl }: Addresses): readonly string[] {
  return [
    `--name=${name}`,
    `--data-dir=${dataDir}`,
    `--listen-client-urls=${clientUrl}`,
    `--advertise-client-urls=${clientUrl}`,
    `--listen-peer-urls=${peerUrl}`,
    `--initial-advertise-peer-urls=${peerUrl}`,
    '--logger=zap',
    '--log-level=warn',
  ];
}
