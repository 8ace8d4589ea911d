import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Child } from './child.mjs';

/** Says to a program that it runs in namespaces of its own already. */
const INSIDE = 'IN_OWN_NETWORK';
const OUTSIDE = 'outside';

/** What comes before a host's other rules, so that what is cut reaches nobody, its own address included. */
const FIRST_RULE = '1';
const LOCAL_RULE = '100';

const FAMILIES = {
  4: { flag: '-4', address: number => `10.61.0.${number}`, length: 24, once: [] },
  // An address is used at once, instead of asking first whether somebody has it.
  6: { flag: '-6', address: number => `fd61::${number}`, length: 64, once: ['nodad'] },
};

/**
 * Continues the calling program in a network and a file system view of its own, in which it may make hosts. Returns
 * only there: the program that called first waits for its second self and ends as it did. No root is needed where
 * people may make user namespaces; elsewhere it has to be root.
 */
export async function enterOwnNetwork() {
  if (process.env[INSIDE]) {
    run('ip', ['link', 'set', 'lo', 'up']);
    return;
  }
  const inside = spawn(
    'unshare',
    [...namespaces(), '--', process.execPath, ...process.execArgv, ...process.argv.slice(1)],
    { stdio: 'inherit', env: { ...process.env, [INSIDE]: '1' } },
  );
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => inside.kill(signal));
  }
  const [code] = await once(inside, 'exit');
  process.exit(code ?? 1);
}

function namespaces() {
  const own = ['--net', '--mount'];
  const choices = [['--user', '--map-root-user', ...own], own];
  const possible = choices.find(choice => spawnSync('unshare', [...choice, 'ip', 'link']).status === 0);
  if (!possible) {
    throw new Error(
      'No network of its own can be made here: the commands unshare and ip (packages util-linux and iproute2) are ' +
        'missing, or this user may not make user namespaces and is not root',
    );
  }
  return possible;
}

/** Hosts that reach each other over a bridge, and this program, which is on the bridge itself. */
export class Network {
  #family;
  #folder = mkdtempSync(join(tmpdir(), 'chorus-network-'));
  #hosts = new Map();

  /** With addresses of one version only, 4 or 6. One at a time. */
  constructor(version = 4) {
    this.#family = FAMILIES[version];
    run('ip', ['link', 'add', 'bridge', 'type', 'bridge']);
    this.#hosts.set(OUTSIDE, new Host(OUTSIDE, this.#family, 1));
    this.outside.join('bridge');
  }

  /** This program's own place. */
  get outside() {
    return this.host(OUTSIDE);
  }

  host(name) {
    return this.#hosts.get(name);
  }

  /** A new host, whose names are looked up at the name server if there is one. */
  async addHost(name, { nameServer } = {}) {
    const number = 10 + this.#hosts.size;
    const host = new Host(name, this.#family, number);
    this.#hosts.set(name, host);
    await host.start();
    const end = `to-${number}`;
    run('ip', ['link', 'add', end, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', String(host.pid)]);
    run('ip', ['link', 'set', end, 'master', 'bridge', 'up']);
    host.join('eth0');
    if (nameServer) {
      const file = join(this.#folder, `${name}.resolv.conf`);
      writeFileSync(file, `nameserver ${nameServer}\n`);
      host.run('mount', ['--bind', file, '/etc/resolv.conf']);
    }
    return host;
  }

  /** From now on nothing of the one arrives at the other; both ends hear nothing of it. Open connections stay open. */
  lose({ from, to }) {
    to.rule('add', from);
  }

  /** Lets through again what was lost. */
  pass({ from, to }) {
    to.rule('del', from);
  }

  /** Loses everything between the two, in both directions. */
  cut(one, other) {
    this.lose({ from: one, to: other });
    this.lose({ from: other, to: one });
  }

  /** Undoes a cut. */
  heal(one, other) {
    this.pass({ from: one, to: other });
    this.pass({ from: other, to: one });
  }

  /** From now on so much leaves a host in a second, given as the tc command does: '500kbit'. */
  slow(host, rate) {
    host.run('tc', ['qdisc', 'add', 'dev', host.device, 'root', 'tbf', 'rate', rate, 'burst', '16kb', 'latency', '1s']);
  }

  /** Takes the bound away. */
  quicken(host) {
    host.run('tc', ['qdisc', 'delete', 'dev', host.device, 'root']);
  }

  /** The hosts go with all that runs on them. */
  async stop() {
    await Promise.all([...this.#hosts.values()].map(host => host.stop()));
    run('ip', ['link', 'delete', 'bridge']);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** A place in a network, with one address. */
class Host {
  #family;
  #holder;

  constructor(name, family, number) {
    this.name = name;
    this.address = family.address(number);
    this.#family = family;
  }

  /** The address as it stands in URLs and before ports. */
  get urlHost() {
    return this.address.includes(':') ? `[${this.address}]` : this.address;
  }

  /** What to write before a command so that it runs here. The process is the command's own, and takes its signals. */
  get prefix() {
    return this.#holder ? ['nsenter', '--target', String(this.pid), '--net', '--mount', '--'] : [];
  }

  get pid() {
    return this.#holder.pid;
  }

  /** Makes its namespaces, which last as long as the process that holds them: until this program ends, in any way. */
  async start() {
    const script = 'echo held; exec cat';
    this.#holder = new Child(
      `host-${this.name}`,
      'unshare',
      ['--net', '--mount', '--', 'sh', '-c', script],
      {},
      'pipe',
    );
    await this.#holder.prints(/held/, 10_000);
    this.run('ip', ['link', 'set', 'lo', 'up']);
  }

  /** Starts to use a device. */
  join(device) {
    this.device = device;
    const { flag, length, once } = this.#family;
    this.run('ip', [flag, 'address', 'add', `${this.address}/${length}`, 'dev', device, ...once]);
    this.run('ip', ['link', 'set', device, 'up']);
    this.run('ip', [flag, 'rule', 'add', 'priority', LOCAL_RULE, 'lookup', 'local']);
    this.run('ip', [flag, 'rule', 'delete', 'priority', '0']);
  }

  /** What comes from the other is dropped on arrival, without an answer. */
  rule(action, other) {
    this.run('ip', [this.#family.flag, 'rule', action, 'priority', FIRST_RULE, 'from', other.address, 'blackhole']);
  }

  /** Runs a command to its end. */
  run(command, args) {
    const [first, ...rest] = [...this.prefix, command, ...args];
    run(first, rest);
  }

  async stop() {
    await this.#holder?.end('SIGTERM');
  }
}

function run(command, args) {
  const { status, error, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr.trim()}`);
  }
}
