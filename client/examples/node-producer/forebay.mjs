// Flight keys, routes and job ids, as the AsyncAPI document (schemas/src/main/asyncapi) spells them out.
import { createHash, createHmac, randomBytes } from 'node:crypto'

const BASE32HEX = '0123456789abcdefghijklmnopqrstuv'

const number8 = (n) => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64BE(BigInt(n))
  return bytes
}

// What decides a result: two jobs with the same flight key share one execution.
export function flightKey(scope, model, input) {
  const sha256 = createHash('sha256')
  const number = (n) => sha256.update(number8(n))
  const bytes = (b) => { number(b.length); sha256.update(b) }
  const text = (t) => bytes(Buffer.from(t, 'utf8'))
  const byName = (a, b) => (a < b ? -1 : a > b ? 1 : 0)

  for (const t of ['forebay-flight-1', scope, model.name, model.version]) text(t)
  bytes(model.digest)
  const outputs = [...(input.requestedOutputs ?? [])].sort(byName)
  number(outputs.length)
  outputs.forEach(text)
  number(input.media ? 1 : 0)
  if (input.media) bytes(input.media.data)
  const tensors = [...(input.tensors ?? [])].sort((a, b) => byName(a.name, b.name))
  number(tensors.length)
  for (const tensor of tensors) {
    text(tensor.name)
    text(tensor.datatype)
    number(tensor.shape.length)
    tensor.shape.forEach(number)
    bytes(tensor.data)
  }
  return sha256.digest()
}

// The version that a request goes to which names none, by the shares in the model's newest record.
export function answering(newest, input) {
  const content = flightKey('', { name: newest.name, version: '', digest: Buffer.alloc(0) }, input)
  const place = Math.floor((content.readUInt32BE(0) * 100) / 2 ** 32)
  const shares = [...(newest.traffic ?? [])].sort((a, b) => (a.version < b.version ? -1 : 1))
  let end = 0
  for (const share of shares) {
    end += share.percent
    if (place < end) return share.version
  }
  return newest.version
}

export const partition = (key, partitions) => key.readUInt32BE(0) % partitions

function mac(secret, use, tenant, value) {
  const hmac = createHmac('sha256', secret)
  for (const part of [use, tenant, value]) {
    const utf8 = Buffer.from(part, 'utf8')
    const length = Buffer.alloc(4)
    length.writeUInt32BE(utf8.length)
    hmac.update(length).update(utf8)
  }
  return hmac.digest()
}

// The name of a job. With an idempotencyKey the same key is the same job.
export function jobId({ secret, tenant, key, idempotencyKey, retentionMs, now = Date.now() }) {
  let unique = randomBytes(8)
  let millis = BigInt(now)
  if (idempotencyKey !== undefined) {
    const derived = mac(secret, 'idempotency-key', tenant, idempotencyKey)
    unique = Buffer.from(derived.subarray(0, 8))
    const window = BigInt(Math.max(retentionMs - 3_600_000, Math.floor(retentionMs / 2)))
    const phase = derived.readBigUInt64BE(8) % window
    millis = ((millis - phase) / window) * window + phase
  }
  unique[0] &= 0x7f
  const body = Buffer.alloc(18)
  body.writeUIntBE(Number(millis), 0, 6)
  key.copy(body, 6, 0, 4)
  unique.copy(body, 10)
  const seal = mac(secret, 'job-id', tenant, body.toString('latin1')).subarray(0, 7)
  return 'job_' + base32hex(Buffer.concat([body, seal]))
}

function base32hex(bytes) {
  let text = ''
  let held = 0
  let buffer = 0
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte
    held += 8
    while (held >= 5) {
      held -= 5
      text += BASE32HEX[(buffer >>> held) & 31]
    }
    buffer &= (1 << held) - 1
  }
  return held > 0 ? text + BASE32HEX[(buffer << (5 - held)) & 31] : text
}
