import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { targetFolder } from '../harness/places.mjs';
import { Proxy } from '../harness/proxy.mjs';

const LOOK_EVERY_MILLIS = 500;
const ANSWER_MILLIS = 1_000;

/** What stands before the gateways: it knows which of them are ready, by asking each as a load balancer does. */
export class Balancer {
  #cluster;
  #ready = [];
  #proxies = [];
  #looking;

  constructor(cluster) {
    this.#cluster = cluster;
    this.#looking = setInterval(() => this.look(), LOOK_EVERY_MILLIS);
  }

  /** Completes when every gateway was asked. */
  async look() {
    const gateways = await Promise.all(
      this.#cluster.withRole('gateway').map(async name => {
        const member = this.#cluster.member(name);
        return member && (await isReady(member)) ? member : undefined;
      }),
    );
    this.#ready = gateways.filter(member => member !== undefined);
  }

  /**
   * A way in for one client, which leads to another gateway where the preferred one is not ready. All that came to the
   * client, and all that it sent, is kept for whoever looks into a violation.
   */
  async door(preference, name) {
    const proxy = await Proxy.to(() => this.#ready[preference % Math.max(1, this.#ready.length)]);
    this.#proxies.push(proxy);
    if (name !== undefined) {
      const record = what => createWriteStream(join(targetFolder('faults'), `${name.replaceAll('/', '-')}.${what}`));
      const [received, sent] = [record('received'), record('sent')];
      proxy.tap(bytes => received.write(bytes));
      proxy.tapSent(bytes => sent.write(bytes));
    }
    return proxy;
  }

  async close() {
    clearInterval(this.#looking);
    await Promise.all(this.#proxies.map(proxy => proxy.close()));
  }
}

async function isReady({ adminUrl }) {
  try {
    const answer = await fetch(`${adminUrl}/health/ready`, { signal: AbortSignal.timeout(ANSWER_MILLIS) });
    return answer.ok;
  } catch {
    return false;
  }
}
