// Hands one picture to a model over Kafka and prints the job's id once it is accepted.
//
//   FOREBAY_KAFKA=127.0.0.1:19092 FOREBAY_TENANT=local FOREBAY_ID_SECRET=... \
//     node produce.mjs digits ../../../models/samples/digit-4.png [idempotency-key]
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import kafkajs from 'kafkajs'
import protobuf from 'protobufjs'
import { answering, flightKey, jobId, partition } from './forebay.mjs'

const { Kafka, logLevel } = kafkajs
const RETENTION_MS = 24 * 3_600_000 // jobs.retention of the deployment
const INLINE_LIMIT = 256 * 1024
const { FOREBAY_KAFKA, FOREBAY_TENANT, FOREBAY_ID_SECRET } = process.env
const [modelName, file, idempotencyKey] = process.argv.slice(2)

const protos = new protobuf.Root()
const protoRoot = fileURLToPath(new URL('../../../schemas/src/main/proto/', import.meta.url))
protos.resolvePath = (origin, target) => (target.startsWith('/') ? target : protoRoot + target)
await protos.load(['forebay/v1/job.proto', 'forebay/v1/model.proto'])
const type = (name) => protos.lookupType('forebay.v1.' + name)

const kafka = new Kafka({ clientId: 'node-producer', brokers: [FOREBAY_KAFKA], logLevel: logLevel.ERROR })

// The record of the version that answers the input, as the newest one under the name says: the topic is small, and is read whole.
async function findModel(name, input) {
  const admin = kafka.admin()
  await admin.connect()
  const [{ high }] = await admin.fetchTopicOffsets('forebay.models')
  const consumer = kafka.consumer({ groupId: 'node-producer-' + process.pid })
  await consumer.connect()
  await consumer.subscribe({ topic: 'forebay.models', fromBeginning: true })
  const versions = new Map()
  let newest
  await new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('forebay.models could not be read in 30 s')), 30_000).unref()
    consumer.run({
      eachMessage: async ({ message }) => {
        if (message.value) {
          const record = type('ModelRecord').decode(message.value)
          if (record.name === name) versions.set(record.version, (newest = record))
        }
        if (BigInt(message.offset) + 1n >= BigInt(high)) resolve()
      },
    }).catch(reject)
  })
  await consumer.disconnect()
  await admin.deleteGroups(['node-producer-' + process.pid]).catch(() => {})
  await admin.disconnect()
  if (!newest?.policy) throw new Error(`no model '${name}' is applied, or by an older release: apply it again`)
  return versions.get(answering(newest, input)) ?? newest
}

const data = readFileSync(file)
const input = { media: { contentType: 'image/png', data } }
const model = await findModel(modelName, input)
const encoded = type('InferenceInput').encode(input).finish()
if (encoded.length > INLINE_LIMIT) throw new Error(`the input has ${encoded.length} bytes; inline the limit is ${INLINE_LIMIT}`)

const key = flightKey(model.sharedResults ? '' : FOREBAY_TENANT, model, input)
const now = Date.now()
const id = jobId({ secret: FOREBAY_ID_SECRET, tenant: FOREBAY_TENANT, key, idempotencyKey, retentionMs: RETENTION_MS, now })
const event = {
  submission: {
    jobId: id,
    tenant: FOREBAY_TENANT,
    flightKey: key,
    model: { name: model.name, version: model.version, digest: model.digest },
    createdAt: now,
    startBy: now + Number(model.queueTimeoutMs),
    policy: { ...type('FlightPolicy').toObject(model.policy, { longs: Number }), retentionMs: RETENTION_MS },
    input: { inline: encoded },
    idempotent: idempotencyKey !== undefined,
    metadata: { producer: 'node' },
  },
}
const invalid = type('JobEvent').verify(event)
if (invalid) throw new Error(invalid)

const admin = kafka.admin()
await admin.connect()
const partitions = (await admin.fetchTopicMetadata({ topics: ['forebay.jobs'] })).topics[0].partitions.length
await admin.disconnect()
const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 })
await producer.connect()
await producer.send({
  topic: 'forebay.jobs',
  acks: -1, // all in-sync replicas: from here on the job is accepted
  messages: [{
    partition: partition(key, partitions),
    key,
    value: Buffer.from(type('JobEvent').encode(type('JobEvent').create(event)).finish()),
    headers: {
      ce_specversion: '1.0',
      ce_source: '/examples/node-producer',
      ce_type: 'io.forebay.job.submitted',
      ce_id: id,
    },
  }],
})
await producer.disconnect()
console.log(id)
