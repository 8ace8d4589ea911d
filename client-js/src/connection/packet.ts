/** @internal The head of a packet: JSON, with a method and an id (sync specification, section 3). */
export interface PacketHeader {
  method: string;
  id: string;
  payload_size: number;
  payload_type?: string;
  status?: { code: number; status?: string; description?: string; errorCode?: number };
  http_status?: { code: number; status?: string };
  [field: string]: unknown;
}

/** @internal A packet that came. */
export interface Packet {
  header: PacketHeader;
  /** The payload as JSON; undefined where there is none. */
  payload: unknown;
}

const MAGIC = 'TWILSOCK V3.0 ';
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** @internal A packet as the bytes of one binary frame. */
export function encodePacket(header: Omit<PacketHeader, 'payload_size'>, payload?: string): Uint8Array<ArrayBuffer> {
  const body = payload === undefined ? new Uint8Array() : encoder.encode(payload);
  const head = encoder.encode(JSON.stringify({ ...header, payload_size: body.length }));
  const magic = encoder.encode(`${MAGIC}${head.length}\r\n`);
  const frame = new Uint8Array(magic.length + head.length + 2 + body.length);
  frame.set(magic, 0);
  frame.set(head, magic.length);
  frame.set([13, 10], magic.length + head.length);
  frame.set(body, magic.length + head.length + 2);
  return frame;
}

/**
 * @internal A frame as a packet.
 *
 * @throws Error if it is none
 */
export function decodePacket(frame: Uint8Array): Packet {
  const end = frame.indexOf(13);
  const magic = end < 0 ? '' : decoder.decode(frame.subarray(0, end));
  const length = magic.startsWith(MAGIC) ? Number(magic.slice(MAGIC.length)) : NaN;
  if (!Number.isInteger(length)) {
    throw new Error('The server does not speak this protocol');
  }
  const start = end + 2;
  const header = JSON.parse(decoder.decode(frame.subarray(start, start + length))) as PacketHeader;
  const body = frame.subarray(start + length + 2, start + length + 2 + (header.payload_size ?? 0));
  const isJson = header.payload_type === undefined || header.payload_type.startsWith('application/json');
  return { header, payload: body.length > 0 && isJson ? JSON.parse(decoder.decode(body)) : undefined };
}
