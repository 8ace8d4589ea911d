import { Proxy } from './proxy.mjs';
import { connectClient, connectionState } from './sdk.mjs';

/** The longer a client was away, the longer it waits before it tries again, up to two minutes. */
const COMEBACK_PATIENCE_MILLIS = 150_000;

/** A client behind a faulty network: it connects through a proxy of its own. */
export async function clientBehindProxy(version, port, options) {
  const proxy = await Proxy.to(port);
  const client = await connectClient(version, proxy.url, options);
  return {
    version,
    client,
    proxy,

    /** Cuts the client off; completes when it knows. */
    async goAway() {
      proxy.cut();
      await connectionState(client, 'connecting');
    },

    /** Lets it connect again; completes when it has. */
    async comeBack() {
      proxy.restore();
      await connectionState(client, 'connected', COMEBACK_PATIENCE_MILLIS);
    },

    async leave() {
      await client.shutdown();
      await proxy.close();
    },
  };
}
