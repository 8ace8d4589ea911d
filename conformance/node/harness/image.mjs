import { spawnSync } from 'node:child_process';
import { cpSync, lstatSync, mkdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Child } from './child.mjs';
import { PROJECT } from './places.mjs';

const { DockerfileParser } = createRequire(import.meta.url)('dockerfile-ast');

/** Where the Dockerfile has the project, and where its stages put what the image is made of. */
const PROJECT_IN_STAGE = '/build';
const MADE_IN_STAGE = '/image';
/** What an ordinary Linux brings, in place of the base image. */
const BASE = ['usr', 'bin', 'sbin', 'lib', 'lib64'];
const DEVICES = ['null', 'zero', 'random', 'urandom'];

/** The project's Dockerfile, and what can be done of it without a container engine. */
export class Image {
  #stages = [];

  constructor() {
    const text = readFileSync(join(PROJECT, 'Dockerfile'), 'utf8');
    for (const instruction of DockerfileParser.parse(text).getInstructions()) {
      if (instruction.getKeyword() === 'FROM') {
        this.#stages.push([]);
      }
      this.#stages.at(-1).push(instruction);
    }
  }

  /** The instructions of a kind, in the image's own stage. */
  last(keyword) {
    return this.#stages.at(-1).filter(instruction => instruction.getKeyword() === keyword);
  }

  /** What is copied, as pairs of source and target, in the image's own stage. */
  get copies() {
    return this.last('COPY').map(copy => copy.getArguments().map(argument => argument.getValue()));
  }

  /** What stages take from the project itself. */
  get contextSources() {
    return this.#stages
      .flat()
      .filter(instruction => instruction.getKeyword() === 'COPY' && !instruction.getFromFlag())
      .flatMap(copy => copy.getArguments().slice(0, -1))
      .map(argument => argument.getValue());
  }

  get environment() {
    const variables = this.last('ENV').flatMap(env => env.getProperties());
    return Object.fromEntries(variables.map(variable => [variable.getName(), variable.getValue()]));
  }

  get user() {
    return this.last('USER')[0].getArgumentsContent();
  }

  get folder() {
    return this.last('WORKDIR')[0].getArgumentsContent();
  }

  get ports() {
    return this.last('EXPOSE').flatMap(expose => expose.getArguments().map(port => Number(port.getValue())));
  }

  get command() {
    return ['ENTRYPOINT', 'CMD'].flatMap(keyword => JSON.parse(this.last(keyword)[0].getArgumentsContent()));
  }

  /** Does what the stages do with the built program, in a folder in place of theirs. */
  make(folder) {
    const commands = this.#stages
      .slice(0, -1)
      .flat()
      .filter(instruction => instruction.getKeyword() === 'RUN')
      .map(run => run.getArgumentsContent())
      .filter(command => command.includes(` ${MADE_IN_STAGE}`));
    for (const command of commands) {
      const here = command
        .replaceAll(` ${MADE_IN_STAGE}`, ` ${folder}`)
        .replaceAll(`${PROJECT_IN_STAGE}/`, `${PROJECT}/`);
      run('sh', ['-ec', here], PROJECT);
    }
    return commands;
  }

  /**
   * The image's file system, of what was made; nothing of it can be written to. Only within namespaces of the caller's
   * own, as after `enterOwnNetwork`.
   */
  assemble(made, root) {
    run('mount', ['-t', 'tmpfs', 'tmpfs', root]);
    for (const name of BASE) {
      layBase(`/${name}`, join(root, name));
    }
    for (const name of ['proc', 'dev', 'etc', 'tmp', this.folder]) {
      mkdirSync(join(root, name), { recursive: true });
    }
    for (const name of DEVICES) {
      writeFileSync(join(root, 'dev', name), '');
      run('mount', ['--bind', `/dev/${name}`, join(root, 'dev', name)]);
    }
    for (const [source, target] of this.copies) {
      cpSync(source.replace(MADE_IN_STAGE, made), join(root, target), { recursive: true });
    }
    run('mount', ['-o', 'remount,ro', root]);
    return root;
  }

  /** Undoes an assembly, once nothing runs in it. */
  dismantle(root) {
    run('umount', ['--recursive', '--lazy', root]);
  }

  /** Starts a container's process: the first of its own, as the image's user, with fresh places to write to. */
  start(root, { environment = {}, command = this.command, dataOptions = '' } = {}) {
    const [uid, gid] = this.user.split(':');
    const variables = Object.entries({ ...this.environment, ...environment }).map(
      ([name, value]) => `${name}=${value}`,
    );
    const script = `
      mount -t proc proc "$0/proc"
      for folder in "$0/tmp" "$0${this.folder}"; do mount -t tmpfs -o "mode=1777$1" tmpfs "$folder"; done
      shift
      exec unshare --user --map-user=${uid} --map-group=${gid} --root="$0" --wd=${this.folder} -- env -i "$@"`;
    return new Container(
      new Child('container', 'unshare', [
        ...['--mount', '--pid', '--fork', '--kill-child=SIGKILL', '--', 'sh', '-ec', script, root],
        ...[dataOptions && `,${dataOptions}`, ...variables, ...command],
      ]),
    );
  }
}

class Container {
  #child;

  constructor(child) {
    this.#child = child;
  }

  /** The process that is number 1 inside. */
  get pid() {
    return Number(readFileSync(`/proc/${this.#child.pid}/task/${this.#child.pid}/children`, 'utf8').trim());
  }

  get exited() {
    return this.#child.exited;
  }

  prints(pattern, patienceMillis = 180_000) {
    return this.#child.prints(pattern, patienceMillis);
  }

  /** As a container engine stops it. */
  stop() {
    process.kill(this.pid, 'SIGTERM');
    return this.exited;
  }

  async kill() {
    await this.#child.end('SIGKILL');
  }
}

/** The same folder, or the same link, as on this machine. */
function layBase(source, target) {
  const found = lstatSync(source, { throwIfNoEntry: false });
  if (!found) {
    return;
  }
  if (found.isSymbolicLink()) {
    symlinkSync(readlinkSync(source), target);
    return;
  }
  mkdirSync(target);
  run('mount', ['--bind', source, target]);
  run('mount', ['-o', 'remount,bind,ro', target]);
}

function run(command, args, cwd) {
  const { status, error, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr.trim()}`);
  }
}
