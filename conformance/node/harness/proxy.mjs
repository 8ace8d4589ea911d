import { once } from 'node:events';
import { connect, createServer } from 'node:net';

const CLOSING_PATIENCE_MILLIS = 3_000;

/** A TCP proxy between clients and a gateway, with the faults of a real network on demand. */
export class Proxy {
  /** To this port, or for each connection to the place that is told then; none refuses it. */
  static async to(target) {
    const proxy = new Proxy(typeof target === 'function' ? target : () => ({ port: target }));
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  #server = createServer({ allowHalfOpen: false }, socket => this.#accept(socket));
  #links = new Set();
  #target;
  #taps = [];
  #sentTaps = [];
  #refusing = false;
  #swallowing = { toGateway: false, toClient: false };
  #delayMillis = 0;

  constructor(target) {
    this.#target = target;
  }

  get url() {
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  /** Drops every connection and refuses new ones until `restore`. */
  cut() {
    this.#refusing = true;
    this.dropConnections();
  }

  /** Drops every connection; new ones are served. */
  dropConnections() {
    for (const link of this.#links) {
      link.drop();
    }
  }

  /** Keeps connections open but lets nothing through, in either direction. */
  blackhole() {
    this.#swallowing = { toGateway: true, toClient: true };
  }

  /** Lets requests through but loses every answer and event. */
  loseAnswers() {
    this.#swallowing = { toGateway: false, toClient: true };
  }

  /** Takes nothing more from the gateway, like a client that does not read. */
  stall() {
    for (const link of this.#links) {
      link.gateway.pause();
    }
  }

  /** Holds each chunk back for this long, keeping the order. */
  delay(millis) {
    this.#delayMillis = millis;
  }

  /** Ends every fault; connections that lost bytes stay unusable, as in life, and should be dropped. */
  restore() {
    this.#refusing = false;
    this.#swallowing = { toGateway: false, toClient: false };
    this.#delayMillis = 0;
    for (const link of this.#links) {
      link.gateway.resume();
    }
  }

  /** Sends new connections to another gateway. */
  pointTo(port) {
    this.#target = () => ({ port });
  }

  /** Has everything seen that comes for the client. */
  tap(listener) {
    this.#taps.push(listener);
  }

  /** Has everything seen that the client sends. */
  tapSent(listener) {
    this.#sentTaps.push(listener);
  }

  /**
   * Serves no more, once the connections that are closing have closed: a 0.6.2 client that has just been shut down
   * does not survive a reset.
   */
  async close() {
    const closed = once(this.#server, 'close');
    this.#server.close();
    const impatience = setTimeout(() => this.dropConnections(), CLOSING_PATIENCE_MILLIS);
    await closed;
    clearTimeout(impatience);
  }

  #accept(client) {
    client.on('error', () => client.destroy());
    const target = this.#refusing ? undefined : this.#target();
    if (target === undefined) {
      client.destroy();
      return;
    }
    const gateway = connect(target.port, target.address ?? '127.0.0.1');
    const link = {
      gateway,
      drop: () => {
        this.#links.delete(link);
        client.destroy();
        gateway.destroy();
      },
    };
    this.#links.add(link);
    this.#forward(client, gateway, () => this.#swallowing.toGateway, link);
    this.#forward(gateway, client, () => this.#swallowing.toClient, link);
    gateway.on('data', chunk => this.#taps.forEach(tap => tap(chunk)));
    client.on('data', chunk => this.#sentTaps.forEach(tap => tap(chunk)));
  }

  #forward(from, to, isSwallowed, link) {
    from.setNoDelay(true);
    from.on('data', chunk => {
      if (isSwallowed()) {
        return;
      }
      const write = () => !to.destroyed && to.write(chunk);
      // Node runs timers of one duration in the order of their start, so a delay keeps the order of bytes.
      this.#delayMillis > 0 ? setTimeout(write, this.#delayMillis) : write();
    });
    from.on('error', () => link.drop());
    from.on('close', () => link.drop());
  }
}
